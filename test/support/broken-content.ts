import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readContent } from '../../src/content/load';
import type { Problem } from '../../src/content/problem';
import { root } from './root';

/** A copy of the content of the repo in a folder of its own, to be broken on purpose. */
export interface Copy {
  readonly folder: string;
  read(file: string): string;
  write(file: string, text: string): void;
  remove(file: string): void;
  /** Puts other words in the place of some; they must be there, else the test itself is out of date. */
  change(file: string, from: string, to: string): void;
  problems(): readonly Problem[];
  /** Where words first stand in a file, counted from one as an editor shows it. */
  placeOf(file: string, words: string, within?: string): { file: string; line: number; column: number };
}

/** Copies content, breaks it, hands it to the test, and clears it away whatever happens. */
export function withCopy<T>(use: (copy: Copy) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'luotsi-content-'));
  try {
    for (const part of ['dialogs', 'locales', 'regions'])
      cpSync(join(root, part), join(folder, part), { recursive: true });
    return use(copyIn(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyIn(folder: string): Copy {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const offsetIn = (file: string, words: string, from = 0): number => {
    const offset = read(file).indexOf(words, from);
    if (offset < 0) throw new Error(`the test is out of date: "${words}" is not in ${file}`);
    return offset;
  };
  return {
    folder,
    read,
    write,
    remove: (file) => rmSync(join(folder, file)),
    change(file, from, to) {
      const offset = offsetIn(file, from);
      const text = read(file);
      write(file, text.slice(0, offset) + to + text.slice(offset + from.length));
    },
    problems: () => readContent(folder).problems,
    placeOf(file, words, within = words) {
      const outer = offsetIn(file, within);
      const before = read(file)
        .slice(0, offsetIn(file, words, outer))
        .split('\n');
      return { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
    },
  };
}
