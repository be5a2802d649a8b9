import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { z } from 'zod';
import { loadContent } from '../content/load';
import { openLearned } from '../need/learned';
import { understander } from '../need/understand';
import { run } from './arguments';

const root = join(__dirname, '..', '..');
const lineSchema = z.object({ id: z.union([z.string(), z.number()]), text: z.string(), lang: z.string().optional() });

/**
 * `npm run --silent understand`: reads JSON Lines `{"id","text","lang"?}` and writes for each what is understood of it. A bad line
 * gives `{"id","error"}`, and the program ends with exit code 1 after the last one.
 */
async function main(): Promise<void> {
  const content = loadContent(root);
  const learned = openLearned(content, process.env['DATA_FOLDER'] ?? join(root, 'data'), (examples) =>
    process.stderr.write(`Learning from ${examples} examples (once) …\n`),
  );
  const understand = understander(content, learned);
  let out: string[] = [];
  const flush = (): void => {
    if (out.length > 0) process.stdout.write(`${out.join('\n')}\n`);
    out = [];
  };
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    out.push(JSON.stringify(answer(line, understand)));
    if (out.length >= 200) flush();
  }
  flush();
}

function answer(line: string, understand: ReturnType<typeof understander>): Record<string, unknown> {
  let told: unknown;
  try {
    told = JSON.parse(line);
  } catch {
    process.exitCode = 1;
    return { id: null, error: 'the line is no JSON' };
  }
  const read = lineSchema.safeParse(told);
  if (!read.success) {
    process.exitCode = 1;
    const id = typeof told === 'object' && told !== null && 'id' in told ? told.id : null;
    return { id, error: 'a line has "id", "text" and perhaps "lang", the text as a string' };
  }
  return { id: read.data.id, ...understand(read.data.text, read.data.lang) };
}

run(main);
