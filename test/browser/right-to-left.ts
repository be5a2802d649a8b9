import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { parse, stringify } from 'yaml';
import type { Content } from '../../src/content/content';
import { loadContent } from '../../src/content/load';
import { root } from '../support/root';

/** The house with a language more, written from right to left. Its words mean nothing: it is for looking at, in tests alone. */
export interface RightToLeft {
  readonly content: Content;
  /** Gives a page the window that knows the language's words. */
  readonly dress: (page: Page) => Promise<unknown>;
  close(): void;
}

const letters = 'ابتثجحخدرزسشصضطعغفقكلمنهوي';

export function openRightToLeft(): RightToLeft {
  const folder = mkdtempSync(join(tmpdir(), 'luotsi-rtl-'));
  for (const part of ['dialogs', 'locales', 'regions'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  mkdirSync(join(folder, 'locales', 'ar'));
  for (const file of readdirSync(join(root, 'locales', 'fi')).filter(
    (name) => name.endsWith('.yaml') && !name.startsWith('danger'),
  )) {
    const words = parse(readFileSync(join(root, 'locales', 'fi', file), 'utf8')) as object;
    writeFileSync(join(folder, 'locales', 'ar', file), stringify(turned(words)));
  }
  const region = join(folder, 'regions', 'etela-pohjanmaa', 'region.yaml');
  writeFileSync(
    region,
    readFileSync(region, 'utf8')
      .replace(/^languages: \[/m, 'languages: [ar, ')
      .replace('[ar, fi,', '[fi, ar,'),
  );
  const widget = join(folder, 'widget.js');
  execFileSync(process.execPath, [
    join(root, 'src', 'commands', 'build.mjs'),
    '--locales',
    join(folder, 'locales'),
    '--widget',
    widget,
  ]);
  const script = readFileSync(widget);
  return {
    content: loadContent(folder),
    dress: (page) =>
      page.route('**/widget/*.js', (route) => route.fulfill({ body: script, contentType: 'text/javascript' })),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Each letter outside the places of a message becomes an Arabic one, so that length, numbers and places stay. */
function turned(words: unknown): unknown {
  if (typeof words === 'string') return strange(words);
  if (Array.isArray(words)) return words.map(turned);
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(
    Object.entries(words).map(([name, one]) => [name, name.startsWith('approved-') ? one : turned(one)]),
  );
}

function strange(text: string): string {
  let depth = 0;
  let out = '';
  for (const sign of text) {
    if (sign === '{') {
      depth += 1;
      out += sign;
      continue;
    }
    if (sign === '}') {
      depth -= 1;
      out += sign;
      continue;
    }
    // The inside of an odd brace is ICU's own; the inside of an even one is text again.
    out +=
      depth % 2 === 0 && /\p{L}/u.test(sign) ? (letters[(sign.codePointAt(0) ?? 0) % letters.length] ?? sign) : sign;
  }
  return out;
}
