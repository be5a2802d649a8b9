import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { offeredBy, offeredYesNo } from '../../src/conversation/offers';
import type { Offered } from '../../src/flow/kind';
import { isQuestion, stepsOf } from '../../src/flow/flow';
import type { Asked } from '../../src/flow/replay';
import { optionIn, optionsIn } from '../../src/need/answers';
import { yearsIn } from '../../src/need/ages';
import { placeFinder } from '../../src/need/places';
import { theContent } from '../support/house';
import { root } from '../support/root';

const languages = ['fi', 'sv', 'en'] as const;
const read = (file: string): unknown => parse(readFileSync(join(root, 'test/need', file), 'utf8'));

/** By language: what is said, and what it should be read as (null: asked again). */
const rowsIn = <T extends z.ZodType>(file: string, value: T): Record<string, [string, z.output<T>][]> =>
  Object.fromEntries(
    Object.entries(z.record(z.string(), z.record(z.string(), value)).parse(read(file))).map(([language, rows]) => [
      language,
      Object.entries(rows) as [string, z.output<T>][],
    ]),
  );

/** Prints how many are read right, and fails on each that is not. */
function expectAll<T>(what: string, rows: readonly (readonly [string, T])[], reading: (said: string) => unknown): void {
  const wrong = rows
    .map(([said, wanted]) => ({ said, wanted, read: reading(said) ?? null }))
    .filter(({ wanted, read }) => JSON.stringify(wanted) !== JSON.stringify(read));
  process.stdout.write(
    `${what}: ${rows.length - wrong.length} of ${rows.length} read right (${((100 * (rows.length - wrong.length)) / rows.length).toFixed(1)} %)\n`,
  );
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(wrong).toEqual([]);
}

const ages = rowsIn('ages.yaml', z.number().nullable());
const places = rowsIn('said-places.yaml', z.string().nullable());
const yesNo = rowsIn('yes-no.yaml', z.string().nullable());
const findPlace = placeFinder(theContent().municipalities.municipalities);

describe.each(languages)('an answer in words in %s', (language) => {
  it('tells an age', () => expectAll(`ages ${language}`, ages[language] ?? [], yearsIn));

  it('tells a municipality', () =>
    expectAll(`places ${language}`, places[language] ?? [], (said) => findPlace(said)?.id));

  it('tells yes, no or not knowing', () => {
    const offered = offeredYesNo(theContent(), language);
    expectAll(`yes and no ${language}`, yesNo[language] ?? [], (said) => optionIn(said, offered));
  });

  it('tells an option of a question', () => {
    const rows = optionRows(language);
    expectAll(`options ${language}`, rows, (row) => {
      const [step = '', said = ''] = row.split(': ');
      const { offered, several } = offeredAt(step, language);
      return several ? optionsIn(said, offered) : optionIn(said, offered);
    });
  });
});

const optionTable = z
  .record(z.string(), z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]).nullable())))
  .parse(read('said-options.yaml'));

function optionRows(language: string): [string, string | string[] | null][] {
  return Object.entries(optionTable[language] ?? {}).flatMap(([step, rows]) =>
    Object.entries(rows).map(([said, wanted]): [string, string | string[] | null] => [`${step}: ${said}`, wanted]),
  );
}

function offeredAt(name: string, language: string): { offered: readonly Offered[]; several: boolean } {
  const [flow = '', id = ''] = name.split('.');
  const found = theContent().guide.flows[flow];
  const step = found && stepsOf(found).find((one) => one.id === id);
  if (!step || !isQuestion(step)) throw new Error(`no question ${name}`);
  const asked: Asked = { flow, step };
  return { offered: offeredBy(asked, {}, theContent(), language), several: step.kind === 'choices' };
}
