import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Content } from '../src/content/content';
import { loadContent } from '../src/content/load';
import { refusals } from '../src/errors';
import { isQuestion, stepsOf } from '../src/flow/flow';
import { factOf } from '../src/flow/kind';
import { kindNames } from '../src/flow/kinds/registry';
import { outcomes } from '../src/flow/rules/outcome';
import { root } from './support/root';

const notOurs: readonly string[] = ['node_modules', 'dist', 'data', 'coverage', '.git'];

function filesBelow(folder: string, ending: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return notOurs.includes(entry.name) ? [] : filesBelow(path, ending);
    return ending.test(entry.name) ? [path] : [];
  });
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** The rows of a Markdown text's tables that begin with a name in backticks, as their cells. */
function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => /^\| `[^`]+` \|/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

function namesIn(text: string): string[] {
  return rowsOf(text).map(([name = '']) => name.replaceAll('`', ''));
}

/** The part of a text below a heading of the second level. */
function section(text: string, heading: string): string {
  const [, found] = text.split(new RegExp(`^## ${heading}$`, 'm'));
  return found?.split(/^## /m)[0] ?? '';
}

function doubles(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

describe('docs/errors.md', () => {
  const rows = rowsOf(read('docs/errors.md'));

  it('explains each refusal of the house, and no other', () => {
    expect(rows.map(([code]) => code?.replaceAll('`', '')).sort()).toEqual(Object.keys(refusals).sort());
  });

  it('tells the status that the caller gets', () => {
    const told = Object.fromEntries(rows.map(([code = '', status]) => [code.replaceAll('`', ''), Number(status)]));
    expect(told).toEqual(Object.fromEntries(Object.entries(refusals).map(([code, { status }]) => [code, status])));
  });

  it('tells when each happens and what to do about it', () => {
    expect(rows.filter(([, , when = '', what = '']) => when === '' || what === '')).toEqual([]);
  });
});

/** `12/2025` is a month; an act's number is larger than a year has months. */
function isAct(citation: string): boolean {
  return Number(citation.split('/')[0]) > 12;
}

/** Every source that a text cites, as docs/sources.md calls it. */
function citationsIn(text: string): string[] {
  const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[0]);
  const passages = [...text.matchAll(/\b(domain|law)(?:\.md)? (\d[\d.]*[a-z]?(?:, \d[\d.]*[a-z]?)*)/g)].flatMap(
    ([, book = '', places = '']) => places.split(', ').map((place) => `${book} ${place.replace(/\.$/, '')}`),
  );
  return [
    ...all(/\b(?:R|F|Q|O|I|ST)-\d+\b/g),
    ...all(/\bW\d{1,2}\b/g),
    ...all(/\bS[0-4]\b/g),
    ...all(/(?<![\d/.])\d{1,4}\/(?:19|20)\d{2}\b/g).filter(isAct),
    ...all(/\(EU\) \d{4}\/\d+/g),
    ...passages,
    ...(/\bneeds\.md\b/.test(text) ? ['needs'] : []),
  ];
}

describe('docs/sources.md', () => {
  const told = namesIn(read('docs/sources.md'));

  it('names every source that code and content cite', () => {
    const cited = ['src', 'dialogs', 'locales', 'regions']
      .flatMap((folder) => filesBelow(join(root, folder), /\.(?:tsx?|mjs|ya?ml|css|html)$/))
      .flatMap((file) => citationsIn(readFileSync(file, 'utf8')).map((id) => ({ id, file: relative(root, file) })));
    expect(cited.length).toBeGreaterThan(0);
    expect(cited.filter(({ id }) => !told.includes(id))).toEqual([]);
  });

  it('names each source once', () => {
    expect(doubles(told)).toEqual([]);
  });

  it('finds the ways in which a source is cited', () => {
    expect(
      citationsIn(
        'so it is (R-27, domain 7.1, 1.9; 306/2019 6 a §), law.md 6.3. See W2 and S3, 12/2025, 1/2026.',
      ).sort(),
    ).toEqual(['306/2019', 'R-27', 'S3', 'W2', 'domain 1.9', 'domain 7.1', 'law 6.3']);
  });
});

describe('docs/words.md', () => {
  const text = read('docs/words.md');
  let content: Content;
  beforeAll(() => {
    content = loadContent(root);
  });

  it('has a line for every fact that a question asks for', () => {
    const facts = Object.values(content.guide.flows).flatMap((flow) =>
      stepsOf(flow).flatMap((step) => (isQuestion(step) ? [factOf(step)] : [])),
    );
    const told = namesIn(section(text, 'Facts'));
    expect([...new Set(facts)].filter((fact) => !told.includes(fact))).toEqual([]);
    expect(doubles(told)).toEqual([]);
  });

  it('defines each need of the content, and no other', () => {
    expect(namesIn(section(text, 'Needs')).sort()).toEqual(content.needs.needs.map((need) => need.id).sort());
  });

  it('names the borders between needs by needs that there are', () => {
    const known = content.needs.needs.map((need) => need.id);
    const neighbours = rowsOf(section(text, 'Needs')).flatMap(([, , meaning = '']) =>
      [...meaning.matchAll(/`([^`]+)`/g)].map((match) => match[1]),
    );
    expect(neighbours.filter((need) => need === undefined || !known.includes(need))).toEqual([]);
  });

  it('names each kind of question', () => {
    expect(namesIn(section(text, 'Kinds of question')).sort()).toEqual([...kindNames].sort());
  });

  it('names the outcomes in the order in which they are tried', () => {
    expect(namesIn(section(text, 'Outcomes'))).toEqual([...outcomes]);
  });
});

describe('links', () => {
  const documents = filesBelow(root, /\.md$/).map((file) => relative(root, file));

  it.each(documents)('of %s lead to files that are there', (document) => {
    const text = read(document).replace(/```[\s\S]*?```/g, '');
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !/^(?:[a-z]+:|#)/i.test(target))
      .map((target) => decodeURI(target.split('#')[0] ?? ''));
    const missing = targets.filter((target) => !existsSync(join(root, dirname(document), target)));
    expect(missing).toEqual([]);
  });
});
