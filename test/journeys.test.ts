import type { Outgoing } from '../src/conversation/outgoing';
import {
  ordinaryMoment,
  readJourneys,
  saidIn,
  turnText,
  type Expected,
  type ExpectedList,
  type Journey,
} from '../src/conversation/journey';
import { outcomes } from '../src/flow/rules/outcome';
import { greetFamily, openHouse, theContent, type House } from './support/house';
import { root } from './support/root';
import { cardsIn, outcomeIn, questionIn } from './support/walk';

const journeys = readJourneys(root);

let house: House | undefined;
/** What the journeys came to, gathered as they are talked. */
const reached = { needs: new Set<string>(), outcomes: new Set<string>(), who: new Set<string>() };
afterEach(() => house?.close());

describe.each([...journeys.keys()])('%s', (file) => {
  it.each((journeys.get(file) ?? []).map((journey) => [journey.name, journey] as const))('%s', async (_, journey) => {
    house = await openHouse({ at: journey.at ?? ordinaryMoment });
    const family = await greetFamily(house, {
      ...(journey.language === undefined ? {} : { language: journey.language }),
      ...(journey.about === undefined ? {} : { about: journey.about }),
    });
    for (const [index, turn] of journey.talk.entries()) {
      const words = await family.say(saidIn(turn));
      const where = `turn ${index + 1}: ${turnText(turn)}`;
      if (turn.expect) expect({ where, ...seen(words, turn.expect) }).toEqual({ where, ...wanted(turn.expect) });
    }
    const outcome = outcomeIn(family.words);
    if (outcome) reached.outcomes.add(outcome.outcome);
    if (outcome?.need) reached.needs.add(outcome.need);
    const [first] = journey.talk;
    if (typeof first?.tap === 'string') reached.who.add(first.tap);
    await expectEnd(house, family.conversation, journey.end);
  });
});

it('the journeys reach every need, every outcome and everybody who may write', () => {
  const needs = theContent().needs.needs.filter((need) => need.topic !== null);
  expect(needs.map((need) => need.id).filter((need) => !reached.needs.has(need))).toEqual([]);
  expect([...reached.outcomes].sort()).toEqual([...outcomes].sort());
  for (const who of ['parent', 'young-person', 'close-person', 'professional', 'authority', 'organisation'])
    expect(reached.who).toContain(who);
});

it('there are journeys enough in every language', () => {
  const all = [...journeys.values()].flat();
  const count = (language: string): number => all.filter((one) => (one.language ?? 'fi') === language).length;
  expect(all.length).toBeGreaterThanOrEqual(150);
  expect(count('sv')).toBeGreaterThanOrEqual(25);
  expect(count('en')).toBeGreaterThanOrEqual(25);
  expect(new Set(all.map((one) => one.name)).size).toBe(all.length);
});

/** What was expected, in the shape in which it is seen. */
function wanted(expected: Expected): Record<string, unknown> {
  const shown = (list: ExpectedList): Record<string, unknown> => ({
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
  const compared = (list: ExpectedList, there: readonly string[]): Record<string, unknown> => ({
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
