import fc from 'fast-check';
import type { Facts, FactValue } from '../../../src/flow/fact';
import { outcomeOf, outcomeReads, outcomes, type OutcomeName, type Weighed } from '../../../src/flow/rules/outcome';

const calm: Weighed = { emergency: false, fits: true };

/** What makes each rule hold by itself, in the order of the rules (house.md section 6). */
const inOrder: readonly { rule: string; outcome: OutcomeName; facts: Facts; weighed?: Partial<Weighed> }[] = [
  { rule: 'danger now', outcome: 'emergency', facts: {}, weighed: { emergency: true } },
  { rule: 'another county', outcome: 'out-of-area', facts: { 'place-is': 'elsewhere' } },
  { rule: 'an own worker in the same matter', outcome: 'own-worker', facts: { 'services-in-use': 'same-matter' } },
  { rule: 'pregnancy', outcome: 'clear-need', facts: { need: 'pregnancy_maternity' } },
  { rule: 'many needs', outcome: 'unclear-or-many', facts: { 'needs-many': 'many' } },
  { rule: 'a big worry', outcome: 'unclear-or-many', facts: { worry: 'big' } },
  {
    rule: 'three confirmed needs',
    outcome: 'unclear-or-many',
    facts: { need: 'separation', also: ['finances', 'housing'] },
  },
  { rule: '"I do not know" twice', outcome: 'unclear-or-many', facts: { 'needs-many': 'unknown', wants: 'unknown' } },
  { rule: 'a small worry and a service that fits', outcome: 'clear-need', facts: { worry: 'small' } },
  { rule: 'contact wanted and a service that fits', outcome: 'clear-need', facts: { wants: 'contact' } },
  { rule: 'a pending wish and a service that fits', outcome: 'clear-need', facts: { wants: 'pending' } },
  { rule: 'nothing of these', outcome: 'advice', facts: {} },
];

test.each(inOrder)('$rule leads to $outcome', ({ outcome, facts, weighed }) => {
  expect(outcomeOf(facts, { ...calm, ...weighed }).outcome).toBe(outcome);
});

const pairs = inOrder.flatMap((earlier, index) =>
  inOrder.slice(index + 1).flatMap((later) => {
    const both = { ...later.facts, ...earlier.facts };
    // Two values of one fact cannot both be told; such a pair says nothing of the order.
    const together = Object.entries(later.facts).every(([fact, value]) => both[fact] === value);
    return together && earlier.outcome !== later.outcome ? [{ earlier, later, facts: both }] : [];
  }),
);

test('the pairs compare every outcome with every later one', () => {
  const compared = new Set(pairs.map(({ earlier, later }) => `${earlier.outcome} > ${later.outcome}`));
  for (const [earlier, later] of [
    ['emergency', 'out-of-area'],
    ['out-of-area', 'own-worker'],
    ['own-worker', 'clear-need'],
    ['clear-need', 'unclear-or-many'],
    ['unclear-or-many', 'clear-need'],
    ['clear-need', 'advice'],
  ])
    expect(compared).toContain(`${earlier} > ${later}`);
});

test.each(pairs)('$earlier.rule wins over $later.rule', ({ earlier, later, facts }) => {
  expect(outcomeOf(facts, { ...calm, ...later.weighed, ...earlier.weighed }).outcome).toBe(earlier.outcome);
});

describe('what counts and what does not', () => {
  const cases: readonly (readonly [string, Facts, Partial<Weighed>, OutcomeName])[] = [
    ['a small worry where no service fits', { worry: 'small' }, { fits: false }, 'advice'],
    ['contact wanted where no service fits', { wants: 'contact' }, { fits: false }, 'advice'],
    ['no worry and a service that fits', { worry: 'none', wants: 'advice' }, {}, 'advice'],
    ['two confirmed needs', { need: 'separation', also: ['finances'] }, {}, 'advice'],
    ['one need, and none beside it', { need: 'separation', also: ['none'] }, {}, 'advice'],
    ['one "I do not know"', { worry: 'unknown' }, {}, 'advice'],
    ['a worker in another matter', { 'services-in-use': 'other-matter' }, {}, 'advice'],
    ['a place served here', { 'place-is': 'here' }, {}, 'advice'],
    ['a place not known', { 'place-is': 'unknown' }, {}, 'advice'],
    ['a hard life that is no big worry', { coping: 'hard', worry: 'none' }, {}, 'advice'],
    ['needs that were heard but never confirmed', { 'heard-also': ['finances', 'housing', 'grief'] }, {}, 'advice'],
    ['two needs confirmed beside a main one that was not', { also: ['finances', 'housing'] }, {}, 'advice'],
    ['a pregnancy that was proposed but not confirmed', { proposed: ['pregnancy_maternity'] }, {}, 'advice'],
  ];
  test.each(cases)('%s', (_name, facts, weighed, outcome) => {
    expect(outcomeOf(facts, { ...calm, ...weighed }).outcome).toBe(outcome);
  });
});

describe('the reasons a worker reads', () => {
  const cases: readonly (readonly [Facts, Partial<Weighed>, readonly string[]])[] = [
    [{}, { emergency: true }, ['danger=emergency']],
    [{ 'place-is': 'elsewhere' }, {}, ['place-is=elsewhere']],
    [{ 'services-in-use': 'same-matter' }, {}, ['services-in-use=same-matter']],
    [{ need: 'pregnancy_maternity' }, {}, ['need=pregnancy_maternity']],
    [{ 'needs-many': 'many' }, {}, ['needs-many=many']],
    [{ worry: 'big' }, {}, ['worry=big']],
    [{ need: 'separation', also: ['finances', 'housing'] }, {}, ['also=2']],
    [{ worry: 'unknown', wants: 'unknown' }, {}, ['worry=unknown', 'wants=unknown']],
    [{ worry: 'small', wants: 'contact' }, {}, ['worry=small']],
    [{ wants: 'contact' }, {}, ['wants=contact']],
    [{ worry: 'none' }, {}, ['worry=none']],
    [{}, {}, []],
  ];
  test.each(cases)('of %j', (facts, weighed, reasons) => {
    expect(outcomeOf(facts, { ...calm, ...weighed }).reasons).toEqual(reasons);
  });
});

describe('of any answers', () => {
  const word = fc.constantFrom<FactValue>(
    'elsewhere',
    'same-matter',
    'pregnancy_maternity',
    'many',
    'big',
    'small',
    'none',
    'unknown',
    'contact',
    'hard',
  );
  const value = fc.oneof(word, fc.nat(24), fc.array(fc.constantFrom('finances', 'housing', 'none', 'skip')));
  const names = [
    ...(Object.keys(outcomeReads) as (keyof typeof outcomeReads)[]),
    'age',
    'who',
    'municipality',
    'own-words',
    'person',
    'proposed',
  ] as const;
  const someFacts: fc.Arbitrary<Facts> = fc.dictionary(fc.constantFrom(...names), value);
  const weighed = fc.record({ emergency: fc.boolean(), fits: fc.boolean() });

  test('there is always exactly one outcome of the closed list', () => {
    fc.assert(
      fc.property(someFacts, weighed, (facts, heard) => expect(outcomes).toContain(outcomeOf(facts, heard).outcome)),
    );
  });

  test('no fact is looked at that the rules do not declare', () => {
    fc.assert(
      fc.property(someFacts, weighed, (facts, heard) => {
        const read = new Set<string>();
        const watched = new Proxy(facts, {
          get: (target, name) => {
            read.add(String(name));
            return target[String(name)];
          },
          has: (target, name) => {
            read.add(String(name));
            return name in target;
          },
          ownKeys: () => {
            throw new Error('the rules look at all facts at once');
          },
        });
        outcomeOf(watched, heard);
        expect([...read].filter((name) => !Object.keys(outcomeReads).includes(name))).toEqual([]);
      }),
    );
  });

  test('values that the rules do not declare to tell apart change no outcome', () => {
    fc.assert(
      fc.property(someFacts, weighed, (facts, heard) => {
        const dulled = Object.fromEntries(
          Object.entries(facts).map(([fact, told]) => {
            const apart: readonly string[] | 'how-many' =
              (outcomeReads as Record<string, readonly string[] | 'how-many'>)[fact] ?? [];
            // A number or a list is never an option: only words stand for words.
            const kept = typeof told !== 'string' || apart === 'how-many' || apart.includes(told);
            return [fact, kept ? told : 'something'];
          }),
        );
        expect(outcomeOf(dulled, heard).outcome).toBe(outcomeOf(facts, heard).outcome);
      }),
    );
  });

  test('danger now is an emergency whatever else was told', () => {
    fc.assert(
      fc.property(someFacts, fc.boolean(), (facts, fits) =>
        expect(outcomeOf(facts, { emergency: true, fits }).outcome).toBe('emergency'),
      ),
    );
  });

  test('coping decides nothing here', () => {
    fc.assert(
      fc.property(someFacts, weighed, fc.constantFrom('easy', 'hard', 'unknown'), (facts, heard, coping) => {
        expect(outcomeOf({ ...facts, coping }, heard)).toEqual(outcomeOf({ ...facts, coping: 'easy' }, heard));
      }),
    );
  });
});

test('every fact that the outcome declares does decide something', () => {
  const read = new Set<string>();
  for (const facts of [{}, { worry: 'small' }, { worry: 'unknown', wants: 'unknown' }] as const) {
    outcomeOf(new Proxy<Facts>(facts, { get: (target, name) => (read.add(String(name)), target[String(name)]) }), calm);
  }
  expect([...read].sort()).toEqual(Object.keys(outcomeReads).sort());
});
