import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { z } from 'zod';
import { nearest, type Problem } from './problem';

export type Path = readonly PropertyKey[];

/** A YAML file that remembers where everything in it stands. */
export interface Source {
  readonly file: string;
  readonly data: unknown;
  readonly problems: readonly Problem[];
  /** A problem at the place of a path in this file. */
  at(path: Path, message: string, hint?: string): Problem;
  /** A problem with the name itself that stands last in a path, not with its value. */
  atName(path: Path, message: string, hint?: string): Problem;
}

/** Reads YAML 1.2 text. Tabs, doubled keys and other faults become problems with their place; it never throws. */
export function readSource(file: string, text: string): Source {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, prettyErrors: false });
  const lines = text.split('\n');
  const problem = (offset: number, message: string, hint?: string): Problem => {
    const { line, col } = counter.linePos(Math.min(offset, text.length));
    const excerpt = lines[Math.max(1, line) - 1]?.replace(/\r$/, '');
    return { file, line: Math.max(1, line), column: Math.max(1, col), message, hint, excerpt };
  };
  // One tab breaks every line after it: the first complaint is the one that helps.
  const faults = [...document.errors, ...document.warnings];
  const tab = faults.find((fault) => fault.code === 'TAB_AS_INDENT');
  const problems = (tab ? [tab] : faults).map((error) =>
    problem(error.pos[0], plain(error.message), hintFor(error.code)),
  );
  return {
    file,
    data: problems.length > 0 ? undefined : (document.toJS() as unknown),
    problems,
    at: (path, message, hint) => problem(offsetOf(document, path), message, hint),
    atName: (path, message, hint) => problem(offsetOf(document, path, true), message, hint),
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
function offsetOf(document: Document.Parsed, path: Path, name = false): number {
  let node: unknown = document.contents;
  let offset = rangeOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) return offset;
      offset = rangeOf(pair.key) ?? offset;
      node = pair.value;
      if (isScalar(node) && !(name && index === path.length - 1)) offset = rangeOf(node) ?? offset;
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
  const known = namesOf(schema);
  for (const issue of result.error.issues) problems.push(...told(source, issue, known));
  return undefined;
}

/** Every name that a schema knows anywhere, for "did you mean". */
function namesOf(schema: z.ZodType): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node) as [string, unknown][]) {
      if (key === 'properties' && typeof value === 'object' && value !== null)
        Object.keys(value).forEach((name) => names.add(name));
      visit(value);
    }
  };
  visit(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }));
  return [...names];
}

function told(source: Source, issue: z.core.$ZodIssue, known: readonly string[]): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      source.atName([...issue.path, key], `"${key}" is not known here`, nearest(key, known)),
    );
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
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return [
      source.at(
        issue.path,
        `"${String(issue.path.at(-1))}" is missing`,
        `add a line that begins with ${String(issue.path.at(-1))}:`,
      ),
    ];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // Of the ways to read it, the one that came deepest into it knows best where the fault lies.
    const deepest = [...issue.errors].sort((one, other) => depth(other) - depth(one))[0] ?? [];
    return deepest.flatMap((one) => told(source, { ...one, path: [...issue.path, ...one.path] }, known));
  }
  if (issue.code === 'invalid_type')
    return [
      source.at(
        issue.path,
        `this should be ${calledByType[issue.expected] ?? issue.expected}, not ${calledOf(issue.input)}`,
        typeHint(issue.expected, issue.input),
      ),
    ];
  return [
    source.at(
      issue.path,
      issue.message,
      issue.code === 'invalid_value' ? `one of: ${issue.values.map(String).join(', ')}` : undefined,
    ),
  ];
}

const calledByType: Readonly<Record<string, string>> = {
  string: 'words',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'names with their values',
  record: 'names with their values',
  null: 'nothing',
};

function typeHint(expected: string, input: unknown): string | undefined {
  if (expected === 'array') return 'write it in square brackets, as [one, two]';
  if (expected !== 'string') return undefined;
  if (Array.isArray(input)) return 'write one of them, without brackets';
  return ['number', 'boolean'].includes(typeof input)
    ? 'write it in quotation marks, so that it is read as it stands'
    : undefined;
}

function calledOf(value: unknown): string {
  if (value === null) return 'nothing';
  return calledByType[Array.isArray(value) ? 'array' : typeof value] ?? typeof value;
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(
    0,
    ...issues.map(
      (one) => one.path.length + (one.code === 'invalid_union' ? Math.max(0, ...one.errors.map(depth)) : 0),
    ),
  );
}
