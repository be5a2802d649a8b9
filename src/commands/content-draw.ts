import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawings } from '../content/draw';
import { loadContent } from '../content/load';
import { argumentsOf, run } from './arguments';

const use = 'npm run content:draw -- [--check]';
const root = join(__dirname, '..', '..');
const folder = join(root, 'docs', 'flows');

/** `npm run content:draw`: a page for each flow in docs/flows; with --check nothing is written, and pages that are out of date end in 1. */
function main(): void {
  const { flags } = argumentsOf(use, [], ['check']);
  const pages = drawings(loadContent(root));
  const stale = staleIn(pages);
  const listed = stale.map((name) => `  docs/flows/${name}`).join('\n');
  if (flags.has('check')) {
    if (stale.length === 0) return void process.stdout.write(`docs/flows is up to date: ${pages.size} pages\n`);
    process.stdout.write(`these pages are not as the content is; run npm run content:draw\n${listed}\n`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(folder, { recursive: true });
  for (const name of stale) {
    const text = pages.get(name);
    if (text === undefined) rmSync(join(folder, name));
    else writeFileSync(join(folder, name), text);
  }
  process.stdout.write(
    stale.length === 0 ? `nothing changed: ${pages.size} pages in docs/flows\n` : `drawn:\n${listed}\n`,
  );
}

/** Pages that are missing, differ, or belong to a flow that is gone. */
function staleIn(pages: ReadonlyMap<string, string>): string[] {
  const there = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : [];
  const differ = [...pages].filter(
    ([name, text]) => !there.includes(name) || readFileSync(join(folder, name), 'utf8') !== text,
  );
  return [...differ.map(([name]) => name), ...there.filter((name) => !pages.has(name))].sort();
}

run(main);
