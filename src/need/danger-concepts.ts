import type { Content } from '../content/content';
import { wordList } from './danger-pattern';
import { wordsOf } from './features';

/** How many words apart two ideas may stand to be seen together. */
const together = 6;
const mostRemembered = 20_000;

/**
 * Which ideas of the danger patterns (their named lists of words: a child, water, a weapon, now) a message speaks of, and which two stand
 * near each other. So a likeness learned from one weapon or one child holds for the others.
 */
export function conceptsIn(danger: Content['danger']): (text: string) => string[] {
  const lists = Object.entries(danger).flatMap(([language, { words }]) =>
    Object.entries(words ?? {}).map(([name, list]) => ({ name: `${language}/${name}`, has: wordList(list) })),
  );
  const remembered = new Map<string, readonly string[]>();
  const ideasOf = (word: string): readonly string[] => {
    const known = remembered.get(word);
    if (known) return known;
    const ideas = lists.filter(({ has }) => has(word)).map(({ name }) => name);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(word, ideas);
    return ideas;
  };
  return (text) => {
    const said = wordsOf(text).map(ideasOf);
    const found = new Set<string>();
    said.forEach((ideas, index) => {
      const near = new Set(said.slice(index + 1, index + 1 + together).flat());
      for (const one of ideas) {
        found.add(`C:${one}`);
        for (const other of near)
          if (one !== other) found.add(`CC:${one < other ? `${one} ${other}` : `${other} ${one}`}`);
      }
    });
    return [...found];
  };
}
