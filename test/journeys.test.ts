import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { commandNames } from '../src/conversation/contract';
import type { Outgoing } from '../src/conversation/outgoing';
import { greetFamily, openHouse, type House, type Said } from './support/house';
import { root } from './support/root';
import { cardsIn, outcomeIn, questionIn } from './support/walk';

const listSchema = z.strictObject({
  include: z.array(z.string()).optional(),
  exclude: z.array(z.string()).optional(),
  none: z.literal(true).optional(),
});

const expectSchema = z.strictObject({
  step: z.string().optional(),
  kind: z.string().optional(),
  language: z.string().optional(),
  proposed: z.string().optional(),
  options: listSchema.optional(),
  danger: z.string().optional(),
  check: z.boolean().optional(),
  outcome: z.string().optional(),
  need: z.string().nullable().optional(),
  also: z.array(z.string()).optional(),
  line: z.string().nullable().optional(),
  services: listSchema.optional(),
  promise: z.string().optional(),
  sent: z.boolean().optional(),
  rows: listSchema.optional(),
});
type Expected = z.output<typeof expectSchema>;

const turnSchema = z
  .strictObject({
    say: z.string().optional(),
    tap: z.union([z.string(), z.number(), z.array(z.string())]).optional(),
    place: z.string().optional(),
    command: z.enum(commandNames).optional(),
    expect: expectSchema.optional(),
  })
  .refine(
    ({ say, tap, place, command }) => [say, tap, place, command].filter((one) => one !== undefined).length === 1,
    'a turn has exactly one of say, tap, place, command',
  );
type Turn = z.output<typeof turnSchema>;

const journeySchema = z.strictObject({
  name: z.string(),
  language: z.string().optional(),
  at: z.string().optional(),
  about: z.string().optional(),
  talk: z.array(turnSchema).min(1),
  end: z.strictObject({
    sent: z.number().int(),
    area: z.string().optional(),
    'danger-rank': z.number().int().optional(),
    'child-alone': z.boolean().optional(),
    need: z.string().nullable().optional(),
    who: z.string().nullable().optional(),
    language: z.string().optional(),
    name: z.string().nullable().optional(),
  }),
});
type Journey = z.output<typeof journeySchema>;

const folder = join(root, 'test', 'journeys');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const journeysOf = (file: string): Journey[] =>
  z.strictObject({ journeys: z.array(journeySchema).min(1) }).parse(parse(readFileSync(join(folder, file), 'utf8')))
    .journeys;

let house: House | undefined;
afterEach(() => house?.close());

describe.each(files)('%s', (file) => {
  it.each(journeysOf(file).map((journey) => [journey.name, journey] as const))('%s', async (_, journey) => {
    house = await openHouse(journey.at === undefined ? {} : { at: journey.at });
    const family = await greetFamily(house, {
      ...(journey.language === undefined ? {} : { language: journey.language }),
      ...(journey.about === undefined ? {} : { about: journey.about }),
    });
    for (const [index, turn] of journey.talk.entries()) {
      const words = await family.say(saidOf(turn));
      const where = `turn ${index + 1}: ${turn.say ?? JSON.stringify(turn.tap ?? turn.place ?? turn.command)}`;
      if (turn.expect) expect({ where, ...seen(words, turn.expect) }).toEqual({ where, ...wanted(turn.expect) });
    }
    await expectEnd(house, family.conversation, journey.end);
  });
});

it('there are journeys enough in every language', () => {
  const all = files.flatMap(journeysOf);
  const count = (language: string): number => all.filter((one) => (one.language ?? 'fi') === language).length;
  expect(all.length).toBeGreaterThanOrEqual(24);
  expect(count('sv')).toBeGreaterThanOrEqual(6);
  expect(count('en')).toBeGreaterThanOrEqual(6);
  expect(new Set(all.map((one) => one.name)).size).toBe(all.length);
});

function saidOf({ say, tap, place, command }: Turn): Said {
  if (say !== undefined) return say;
  if (place !== undefined) return { place };
  if (command !== undefined) return { command };
  if (typeof tap === 'number') return { number: tap };
  return Array.isArray(tap) ? { options: tap } : { option: tap ?? '' };
}

/** What was expected, in the shape in which it is seen. */
function wanted(expected: Expected): Record<string, unknown> {
  const shown = (list: z.output<typeof listSchema>): Record<string, unknown> => ({
    ...(list.none ? { none: true } : {}),
    ...(list.include ? { missing: [] } : {}),
    ...(list.exclude ? { unwelcome: [] } : {}),
  });
  const { options, services, rows, ...rest } = expected;
  return {
    ...rest,
    ...(options ? { options: shown(options) } : {}),
    ...(services ? { services: shown(services) } : {}),
    ...(rows ? { rows: shown(rows) } : {}),
  };
}

function seen(words: readonly Outgoing[], expected: Expected): Record<string, unknown> {
  const question = questionIn(words);
  const outcome = outcomeIn(words);
  const handoff = words.find((word) => word.luotsi.handoff)?.luotsi.handoff;
  const [card] = cardsIn(words);
  const compared = (list: z.output<typeof listSchema>, there: readonly string[]): Record<string, unknown> => ({
    ...(list.none ? { none: there.length === 0 } : {}),
    ...(list.include ? { missing: list.include.filter((one) => !there.includes(one)) } : {}),
    ...(list.exclude ? { unwelcome: list.exclude.filter((one) => there.includes(one)) } : {}),
  });
  const all: Record<keyof Expected, () => unknown> = {
    step: () => question?.step ?? 'none',
    kind: () => question?.kind,
    language: () => words.at(-1)?.luotsi.language,
    proposed: () => question?.proposed,
    options: () =>
      compared(
        expected.options ?? {},
        (question?.options ?? []).map((option) => option.id),
      ),
    danger: () => (card ? `${card.kind}/${card.level}` : 'none'),
    check: () => words.some((word) => word.luotsi.step === 'danger-check'),
    outcome: () => outcome?.outcome ?? 'none',
    need: () => outcome?.need,
    also: () => outcome?.also,
    line: () => outcome?.line,
    services: () =>
      compared(
        expected.services ?? {},
        (outcome?.services ?? []).map((service) => service.id),
      ),
    promise: () => handoff?.promise?.day ?? 'none',
    sent: () => handoff !== undefined,
    rows: () =>
      compared(
        expected.rows ?? {},
        (question?.rows ?? []).map((row) => row.fact),
      ),
  };
  return Object.fromEntries((Object.keys(expected) as (keyof Expected)[]).map((key) => [key, all[key]()]));
}

async function expectEnd(of: House, conversation: string, end: Journey['end']): Promise<void> {
  const rows = await of.database.rows('select id from handoffs where conversation = $1 order by received_at', [
    conversation,
  ]);
  expect({ sent: rows.length }).toEqual({ sent: end.sent });
  const last = await of.desk.read(String(rows.at(-1)?.['id']));
  const { sent: _sent, ...rest } = end;
  const found: Record<string, unknown> = {
    area: last?.area,
    'danger-rank': last?.dangerRank,
    'child-alone': last?.childSelf,
    need: last?.record.need,
    who: last?.record.who,
    language: last?.record.language,
    name: last?.record.contact.name,
  };
  expect(Object.fromEntries(Object.keys(rest).map((key) => [key, found[key]]))).toEqual(rest);
}
