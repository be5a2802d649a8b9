import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { nearest, type Problem } from './problem';

export type Path = readonly PropertyKey[];

/** A YAML file that remembers where everything in it stands. */
export interface Source {
  readonly file: string;
  readonly data: unknown;
  readonly problems: readonly Problem[];
  /** A problem at the place of a path in this file. */
  at(path: Path, message: string, hint?: string): Problem;
}

/** Reads YAML 1.2 text. Tabs, doubled keys and other faults become problems with their place; it never throws. */
export function readSource(file: string, text: string): Source {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, prettyErrors: false });
  const lines = text.split('\n');
  const problem = (offset: number, message: string, hint?: string): Problem => {
    const { line, col } = counter.linePos(Math.min(offset, text.length));
    const excerpt = lines[Math.max(1, line) - 1];
    return { file, line: Math.max(1, line), column: Math.max(1, col), message, hint, excerpt };
  };
  const problems = [...document.errors, ...document.warnings].map((error) =>
    problem(error.pos[0], plain(error.message), hintFor(error.code)),
  );
  return {
    file,
    data: problems.length > 0 ? undefined : (document.toJS() as unknown),
    problems,
    at: (path, message, hint) => problem(offsetOf(document, path), message, hint),
  };
}

function hintFor(code: string): string | undefined {
  if (code === 'TAB_AS_INDENT') return 'indent with spaces; YAML does not allow tabs there';
  if (code === 'DUPLICATE_KEY') return 'the same name stands twice here; keep one of them';
  return undefined;
}

function plain(message: string): string {
  return message.split('\n')[0] ?? message;
}

/** The offset of a path, or of the nearest parent that is there; of a key where the key itself is the matter. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = rangeOf(node) ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) return offset;
      offset = rangeOf(pair.key) ?? offset;
      node = pair.value;
      if (isScalar(node)) offset = rangeOf(node) ?? offset;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = rangeOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function rangeOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

/** Checks a source against its schema; what is wrong is told at the place where it is wrong. */
export function shaped<T>(source: Source, schema: z.ZodType<T>, problems: Problem[]): T | undefined {
  problems.push(...source.problems);
  if (source.problems.length > 0) return undefined;
  if (source.data === null || source.data === undefined) {
    problems.push({ file: source.file, line: 1, column: 1, message: 'the file is empty' });
    return undefined;
  }
  const result = schema.safeParse(source.data, { reportInput: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) problems.push(...told(source, issue));
  return undefined;
}

function told(source: Source, issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => source.at([...issue.path, key], `"${key}" is not known here`));
  }
  if (issue.code === 'invalid_union' && 'discriminator' in issue && typeof issue.discriminator === 'string') {
    const kinds = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    const said = (issue.input as Record<string, unknown> | undefined)?.[issue.discriminator];
    const text =
      said === undefined
        ? `"${issue.discriminator}" is missing`
        : `${JSON.stringify(said)} is not a ${issue.discriminator}`;
    return [
      source.at(
        issue.path,
        text,
        (typeof said === 'string' ? nearest(said, kinds) : undefined) ??
          (kinds.length > 0 ? `one of: ${kinds.join(', ')}` : undefined),
      ),
    ];
  }
  return [
    source.at(
      issue.path,
      issue.message,
      issue.code === 'invalid_value' ? `one of: ${issue.values.map(String).join(', ')}` : undefined,
    ),
  ];
}
