import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conditionWords, ruleSayings } from '../../src/content/condition-words';
import type { Content } from '../../src/content/content';
import { drawings } from '../../src/content/draw';
import { chart } from '../../src/content/mermaid';
import { conditionSchema } from '../../src/flow/condition';
import { firstFlow, isQuestion, stepsOf, type Flow } from '../../src/flow/flow';
import { rules } from '../../src/flow/rules/registry';
import { theContent } from '../support/house';
import { root } from '../support/root';

const folder = join(root, 'docs', 'flows');
let pages: ReadonlyMap<string, string>;
let content: Content;
beforeAll(() => {
  content = theContent();
  pages = drawings(content);
});

it('the pages in docs/flows are those that would be drawn now (npm run content:draw)', () => {
  expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
  for (const [name, text] of pages)
    expect({ name, text: readFileSync(join(folder, name), 'utf8') }).toEqual({ name, text });
});

it('every flow has a page, and every question of it stands in the picture and in the outline', () => {
  for (const flow of Object.values(content.guide.flows)) {
    const text = pages.get(`${flow.flow}.md`) ?? '';
    const picture = /```mermaid\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    const questions = stepsOf(flow).filter(isQuestion);
    expect(picture.match(/^ +n\d+\["/gm) ?? []).toHaveLength(questions.length);
    for (const question of questions) expect(text).toContain(`\`${question.id}\``);
  }
});

it('every picture is whole: what an arrow leads from and to is drawn, and every frame is closed', () => {
  for (const [name, text] of pages) {
    const picture = /```mermaid\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    const drawn = new Set([...picture.matchAll(/^ +(n\d+)[[({]/gm)].map((match) => match[1]));
    const led = [...picture.matchAll(/^ +(n\d+) -\.?->?>?(?:\|\S+\|)? (n\d+)$/gm)];
    expect({ name, drawn: drawn.size > 2, led: led.length > 1 }).toEqual({ name, drawn: true, led: true });
    for (const [, from, to] of led) expect(drawn.has(from) && drawn.has(to)).toBe(true);
    expect(picture.match(/^ +subgraph /gm)?.length ?? 0).toBe(picture.match(/^ +end$/gm)?.length ?? 0);
    // Everything but the beginning is led to.
    expect(new Set(led.map(([, , to]) => to)).size).toBe(drawn.size - 1);
  }
});

it('every named rule has its Finnish words', () => {
  expect(Object.keys(ruleSayings).sort()).toEqual(Object.keys(rules).sort());
});

describe('a condition in plain Finnish', () => {
  const said = (written: unknown): string => {
    const frame = content.guide.flows[firstFlow] as Flow;
    return conditionWords(content, frame)(conditionSchema.parse(written));
  };

  it.each([
    [{ fact: 'who', is: 'young-person' }, '”Kuka kirjoittaa” on ”Alle 18-vuotias”'],
    [{ not: { fact: 'who', is: 'young-person' } }, '”Kuka kirjoittaa” ei ole ”Alle 18-vuotias”'],
    [{ fact: 'age', 'at-least': 13 }, '”Ikä” on vähintään 13'],
    [{ not: { fact: 'age', 'at-most': 12 } }, '”Ikä” ei ole enintään 12'],
    [{ fact: 'need', 'one-of': ['separation', 'grief'] }, '”Asia” on jokin näistä: ”Ero”, ”Suru”'],
    [{ fact: 'topic', answered: false }, '”Mihin näistä asia liittyy eniten?” ei ole tiedossa'],
    [{ not: { fact: 'topic', answered: false } }, '”Mihin näistä asia liittyy eniten?” on tiedossa'],
    [{ fact: 'nepsy-where', includes: 'home' }, 'kohdassa ”Missä näkyy” on valittu ”Kotona”'],
    [{ named: 'elsewhere' }, '”kunnan hyvinvointialue” on ”toinen alue”'],
    [{ not: { rule: 'wants-person' } }, 'perhe ei ole pyytänyt yhteydenottoa'],
    [{ fact: 'language', is: 'sv' }, '”keskustelun kieli” on ”Svenska”'],
  ])('%j is %s', (written, words) => {
    expect(said(written)).toBe(words);
  });

  it('says what a denial of several means, and keeps together what belongs together', () => {
    const one = { fact: 'worry', is: 'big' };
    const other = { fact: 'coping', is: 'hard' };
    const third = { fact: 'age', 'at-least': 13 };
    expect(said({ not: { any: [one, other] } })).toBe(
      '”Huoli” ei ole ”Iso huoli” ja lisäksi ”Arjessa pärjääminen” ei ole ”Arki on vaikeaa”',
    );
    expect(said({ all: [third, { any: [one, other] }] })).toBe(
      '”Ikä” on vähintään 13 ja lisäksi (”Huoli” on ”Iso huoli” tai ”Arjessa pärjääminen” on ”Arki on vaikeaa”)',
    );
  });
});

it('words with signs of Mermaid’s own stay words', () => {
  const drawn = chart();
  drawn.node('question', '1. "Onko [x] {y} | <b>z</b>; #3?"', []);
  const [, , , node = ''] = drawn.lines('a', 'b');
  expect(node).toBe('  n1["1#46; #34;Onko [x] #123;y#125; #124; #60;b#62;z#60;/b#62;#59; #35;3?#34;"]');
});
