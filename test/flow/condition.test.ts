import fc from 'fast-check';
import { conditionSchema, factsOf, holds, type Condition, type Names } from '../../src/flow/condition';
import type { Facts, FactValue } from '../../src/flow/fact';

const nothingNamed: Names = { named: {}, rules: {} };

describe('one fact compared', () => {
  const facts: Facts = { who: 'parent', age: 6, also: ['separation', 'finances'], nobody: [] };
  const cases: readonly (readonly [Condition, boolean])[] = [
    [{ fact: 'who', is: 'parent' }, true],
    [{ fact: 'who', is: 'professional' }, false],
    [{ fact: 'age', is: 6 }, true],
    [{ fact: 'age', is: '6' }, false],
    [{ fact: 'also', is: 'separation' }, false],
    [{ fact: 'who', 'one-of': ['young-person', 'parent'] }, true],
    [{ fact: 'who', 'one-of': ['professional', 'authority'] }, false],
    [{ fact: 'age', 'one-of': [5, 6] }, true],
    [{ fact: 'also', includes: 'finances' }, true],
    [{ fact: 'also', includes: 'housing' }, false],
    [{ fact: 'who', includes: 'parent' }, false],
    [{ fact: 'age', 'at-least': 6 }, true],
    [{ fact: 'age', 'at-least': 7 }, false],
    [{ fact: 'who', 'at-least': 0 }, false],
    [{ fact: 'age', 'at-most': 6 }, true],
    [{ fact: 'age', 'at-most': 5 }, false],
    [{ fact: 'who', 'at-most': 100 }, false],
    [{ fact: 'age', answered: true }, true],
    [{ fact: 'age', answered: false }, false],
    [{ fact: 'nobody', answered: true }, false],
    [{ fact: 'worry', answered: true }, false],
    [{ fact: 'worry', answered: false }, true],
  ];
  test.each(cases)('%j is %s', (condition, expected) => {
    expect(conditionSchema.parse(condition)).toEqual(condition);
    expect(holds(condition, facts, nothingNamed)).toBe(expected);
  });

  test('an age of zero is an answer like any other', () => {
    expect(holds({ fact: 'age', answered: true }, { age: 0 }, nothingNamed)).toBe(true);
    expect(holds({ fact: 'age', 'at-most': 0 }, { age: 0 }, nothingNamed)).toBe(true);
    expect(holds({ fact: 'age', is: 0 }, { age: 0 }, nothingNamed)).toBe(true);
  });
});

describe('joined conditions', () => {
  const parent: Condition = { fact: 'who', is: 'parent' };
  const baby: Condition = { fact: 'age', 'at-most': 0 };
  const of = (facts: Facts, condition: Condition): boolean => holds(condition, facts, nothingNamed);

  test('all asks for every part', () => {
    expect(of({ who: 'parent', age: 0 }, { all: [parent, baby] })).toBe(true);
    expect(of({ who: 'parent', age: 1 }, { all: [parent, baby] })).toBe(false);
  });

  test('any asks for one part', () => {
    expect(of({ who: 'parent', age: 1 }, { any: [parent, baby] })).toBe(true);
    expect(of({ who: 'authority', age: 1 }, { any: [parent, baby] })).toBe(false);
  });

  test('not turns a part round, also when nothing was answered', () => {
    expect(of({ who: 'parent' }, { not: parent })).toBe(false);
    expect(of({}, { not: parent })).toBe(true);
  });
});

describe('conditions called by name', () => {
  const names: Names = {
    named: { ours: { fact: 'place-is', is: 'here' }, again: { not: { named: 'ours' } } },
    rules: {
      heavy: { source: 'F-163', reads: { worry: ['big'], coping: [] }, holds: (facts) => facts['worry'] === 'big' },
    },
  };

  test('a name stands for the condition of the flow', () => {
    expect(holds({ named: 'ours' }, { 'place-is': 'here' }, names)).toBe(true);
    expect(holds({ named: 'again' }, { 'place-is': 'here' }, names)).toBe(false);
  });

  test('a rule is asked with the facts', () => {
    expect(holds({ rule: 'heavy' }, { worry: 'big' }, names)).toBe(true);
    expect(holds({ rule: 'heavy' }, { worry: 'none' }, names)).toBe(false);
  });

  test.each(['nobody', 'constructor', 'to-string'])('a name that nobody gave, %s, holds of nothing', (name) => {
    expect(holds({ named: name }, { worry: 'big' }, names)).toBe(false);
    expect(holds({ rule: name }, { worry: 'big' }, names)).toBe(false);
  });

  test('tells every fact that it looks at, through names and rules', () => {
    const condition: Condition = {
      any: [{ named: 'again' }, { not: { rule: 'heavy' } }, { all: [{ fact: 'age', 'at-least': 7 }] }],
    };
    expect(factsOf(condition, names)).toEqual(['place-is', 'worry', 'coping', 'age']);
  });

  test('tells the facts even when names go in a circle', () => {
    const circle: Names = {
      named: { one: { any: [{ named: 'other' }, { fact: 'who', is: 'parent' }] }, other: { named: 'one' } },
      rules: {},
    };
    expect(factsOf({ named: 'one' }, circle)).toEqual(['who']);
  });
});

describe('how a condition may be written', () => {
  test.each<[string, unknown]>([
    ['nothing at all', {}],
    ['two forms', { fact: 'age', is: 1, rule: 'heavy' }],
    ['two comparisons', { fact: 'age', is: 1, 'at-least': 1 }],
    ['a fact compared with nothing', { fact: 'age' }],
    ['a comparison without a fact', { named: 'ours', is: 1 }],
    ['an empty list of parts', { all: [] }],
    ['an empty list of values', { fact: 'who', 'one-of': [] }],
    ['an expression', { fact: 'age > 6' }],
    ['a word that is not known', { fact: 'age', equals: 6 }],
  ])('%s is refused', (_name, written) => {
    expect(conditionSchema.safeParse(written).success).toBe(false);
  });
});

describe('of any condition and any answers', () => {
  const factNames = ['who', 'age', 'also', 'worry'] as const;
  const word = fc.constantFrom('parent', 'big', 'separation', 'unknown');
  const value: fc.Arbitrary<FactValue> = fc.oneof(word, fc.integer({ min: 0, max: 24 }), fc.array(word));
  const someFacts: fc.Arbitrary<Facts> = fc.dictionary(fc.constantFrom(...factNames), value);
  const comparison: fc.Arbitrary<Condition> = fc
    .tuple(
      fc.constantFrom(...factNames),
      fc.oneof(
        fc.record({ is: fc.oneof(word, fc.integer({ min: 0, max: 24 })) }),
        fc.record({ 'one-of': fc.array(fc.oneof(word, fc.nat(24)), { minLength: 1 }) }),
        fc.record({ includes: word }),
        fc.record({ 'at-least': fc.nat(24) }),
        fc.record({ 'at-most': fc.nat(24) }),
        fc.record({ answered: fc.boolean() }),
      ),
    )
    .map(([fact, compared]) => ({ fact, ...compared }));
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'condition' },
      comparison,
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('condition').map((not) => ({ not })),
    ),
  }));

  test('turned round twice it is the same', () => {
    fc.assert(
      fc.property(condition, someFacts, (one, facts) => {
        expect(holds({ not: { not: one } }, facts, nothingNamed)).toBe(holds(one, facts, nothingNamed));
      }),
    );
  });

  test('not all is the same as any that is not', () => {
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 4 }), someFacts, (parts, facts) => {
        const any = { any: parts.map((not) => ({ not })) };
        expect(holds({ not: { all: parts } }, facts, nothingNamed)).toBe(holds(any, facts, nothingNamed));
      }),
    );
  });

  test('an unanswered fact is equal to nothing and neither large nor small', () => {
    fc.assert(
      fc.property(comparison, someFacts, (one, facts) => {
        const { [one.fact ?? '']: _left, ...others } = facts;
        expect(holds(one, others, nothingNamed)).toBe(one.answered === false);
      }),
    );
  });

  test('it reads as it was written', () => {
    fc.assert(fc.property(condition, (one) => expect(conditionSchema.parse(one)).toEqual(one)));
  });

  test('facts it does not tell of change nothing', () => {
    fc.assert(
      fc.property(condition, someFacts, someFacts, (one, facts, others) => {
        const looked = factsOf(one, nothingNamed);
        const unseen = Object.fromEntries(Object.entries(others).filter(([name]) => !looked.includes(name)));
        const seen = Object.fromEntries(Object.entries(facts).filter(([name]) => looked.includes(name)));
        expect(holds(one, { ...unseen, ...seen }, nothingNamed)).toBe(holds(one, seen, nothingNamed));
      }),
    );
  });
});
