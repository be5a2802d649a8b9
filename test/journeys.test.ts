import { ordinaryMoment, readJourneys, saidIn, turnText } from '../src/conversation/journey';
import { outcomes } from '../src/flow/rules/outcome';
import { greetFamily, openHouse, theContent, type House } from './support/house';
import { expectEnd, seen, wanted } from './support/journeys';
import { root } from './support/root';
import { outcomeIn } from './support/walk';

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
