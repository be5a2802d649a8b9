import type { Facts, FactValue } from './fact';
import type { Look } from './program';

/** Which facts are read from a place on, and what is looked at in each. */
export type Later = ReadonlyMap<string, readonly Look[]>;

export const nothingLater: Later = new Map();

/** What the proof's own checks look at stays known and apart, whatever the flows still read. */
const watchedFacts = ['coping', 'worry', 'permission', 'person'];
const alwaysKept = [...watchedFacts, 'need'];

/** The facts that anything still to come reads; the rest is forgotten. */
export function stillRead(facts: Facts, later: Later): Facts {
  const kept: Record<string, FactValue> = {};
  for (const fact of Object.keys(facts)) {
    const value = facts[fact];
    if (value !== undefined && (later.has(fact) || alwaysKept.includes(fact))) kept[fact] = value;
  }
  return kept;
}

/** How the facts of an answer look to all that is still to come. */
export function signOf(exit: Facts, later: Later): string {
  return Object.entries(exit)
    .map(([fact, value]) => {
      const looks = (later.get(fact) ?? []).map((look) => `|${look.sees(value)}`).join('');
      return `${fact}${looks}${watchedFacts.includes(fact) ? String(value) : ''}`;
    })
    .join(' ');
}

/** One key for all positions that nothing still to come tells apart. */
export function keyOf(
  state: {
    readonly facts: Facts;
    readonly outcome: boolean;
    readonly offered: boolean;
    readonly sinceHeavy: number | undefined;
  },
  later: Later,
): string {
  const agreed = state.facts['permission'] === 'yes';
  let key = `${state.outcome ? 1 : 0}${state.offered ? 1 : 0}${agreed ? 1 : 0}${state.sinceHeavy === undefined ? 'n' : 'h'}`;
  for (const [fact, looks] of later) key += letterOf(looks, state.facts[fact]);
  return key;
}

/** What a list of looks sees in a value, as one letter: values that look alike share it. Each value is looked at once. */
interface Alphabet {
  readonly letters: Map<string, string>;
  readonly known: Map<FactValue | undefined, string>;
}

const alphabets = new WeakMap<readonly Look[], Alphabet>();

function letterOf(looks: readonly Look[], value: FactValue | undefined): string {
  let alphabet = alphabets.get(looks);
  if (alphabet === undefined) {
    alphabet = { letters: new Map<string, string>(), known: new Map<FactValue | undefined, string>() };
    alphabets.set(looks, alphabet);
  }
  const known = alphabet.known.get(value);
  if (known !== undefined) return known;
  const sign = looks.map((look) => look.sees(value)).join('|');
  let letter = alphabet.letters.get(sign);
  if (letter === undefined) {
    letter = String.fromCharCode(33 + alphabet.letters.size);
    alphabet.letters.set(sign, letter);
  }
  alphabet.known.set(value, letter);
  return letter;
}
