import fc from 'fast-check';
import type { Facts } from '../../../src/flow/fact';
import { rules } from '../../../src/flow/rules/registry';

const names = Object.keys(rules);

/** Facts that write down which of them were looked at. */
function watched(facts: Facts): { facts: Facts; read: ReadonlySet<string> } {
  const read = new Set<string>();
  return {
    read,
    facts: new Proxy(facts, {
      get: (target, name) => {
        read.add(String(name));
        return target[String(name)];
      },
      has: (target, name) => {
        read.add(String(name));
        return name in target;
      },
      ownKeys: () => {
        throw new Error('a rule looks at all facts at once');
      },
    }),
  };
}

const someFacts: fc.Arbitrary<Facts> = fc.dictionary(
  fc.constantFrom('coping', 'worry', 'person', 'wants', 'more', 'need', 'who', 'age', 'urgency', 'permission'),
  fc.oneof(fc.constantFrom('yes', 'big', 'hard', 'contact', 'pending', 'human_request', 'unknown'), fc.nat(24)),
);

test.each(names)('the rule %s reads only the facts it declares, and each of them', (name) => {
  const rule = rules[name];
  if (!rule) throw new Error('no such rule');
  const ever = new Set<string>();
  fc.assert(
    fc.property(someFacts, (facts) => {
      const watching = watched(facts);
      expect(typeof rule.holds(watching.facts)).toBe('boolean');
      for (const fact of watching.read) ever.add(fact);
      expect([...watching.read].filter((fact) => !Object.keys(rule.reads).includes(fact))).toEqual([]);
    }),
  );
  expect([...ever].sort()).toEqual(Object.keys(rule.reads).sort());
});

test.each(names)('the rule %s tells apart only the values it declares', (name) => {
  const rule = rules[name];
  if (!rule) throw new Error('no such rule');
  fc.assert(
    fc.property(someFacts, (facts) => {
      const dulled = Object.fromEntries(
        Object.entries(facts).map(([fact, value]) => {
          const apart = rule.reads[fact] ?? [];
          return [fact, apart === 'how-many' || apart.includes(String(value)) ? value : 'something else'];
        }),
      );
      expect(rule.holds(dulled)).toBe(rule.holds(facts));
    }),
  );
});

test.each(names)('the rule %s says where it comes from', (name) => {
  expect(rules[name]?.source).toMatch(/^(R|F)-\d+|domain \d|law \d/);
});

test.each(names)('the rule %s does not hold of somebody who has told nothing', (name) => {
  expect(rules[name]?.holds({})).toBe(false);
});

test.each<[string, Facts, boolean]>([
  ['heavy', { coping: 'hard' }, true],
  ['heavy', { worry: 'big' }, true],
  ['heavy', { coping: 'easy', worry: 'small' }, false],
  ['heavy', { coping: 'unknown', worry: 'unknown' }, false],
  ['wants-person', { person: 'yes' }, true],
  ['wants-person', { wants: 'contact' }, true],
  ['wants-person', { wants: 'pending' }, true],
  ['wants-person', { more: 'contact' }, true],
  ['wants-person', { need: 'human_request' }, true],
  ['wants-person', { wants: 'advice', more: 'enough', need: 'separation' }, false],
])('the rule %s of %j is %s', (name, facts, expected) => {
  expect(rules[name]?.holds(facts)).toBe(expected);
});
