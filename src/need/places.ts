import { JaroWinklerDistance } from 'natural/lib/natural/distance';
import type { Municipality } from '../region/region';
import { wordsOf } from './features';

interface Named {
  readonly place: Municipality;
  readonly name: string;
}

/** Finds municipalities by their Finnish or Swedish name, in any case form: "Seinäjoella", "Lapualta", "i Kristinestad". */
export function placeFinder(places: readonly Municipality[]): (text: string) => Municipality | undefined {
  const names: Named[] = places.flatMap((place) =>
    [place.fi, place.sv].filter((name) => name !== undefined).map((name) => ({ place, name: wordsOf(name).join('') })),
  );
  const byId = new Map(places.map((place) => [place.id, place]));
  return (text) => {
    const known = byId.get(text.trim());
    if (known) return known;
    const words = wordsOf(text, 30);
    const said = [...words, ...words.slice(1).map((word, index) => `${words[index] ?? ''}${word}`)].filter(
      (word) => word.length >= 3,
    );
    return best(said, names, exactly) ?? best(said, names, inflected) ?? best(said, names, misspelt);
  };
}

function best(
  said: readonly string[],
  names: readonly Named[],
  score: (word: string, name: string) => number,
): Municipality | undefined {
  let winner: { place: Municipality; score: number; tied: boolean } | undefined;
  for (const word of said) {
    for (const { place, name } of names) {
      const value = score(word, name);
      if (value <= 0 || (winner && value < winner.score)) continue;
      if (winner && value === winner.score) winner = { ...winner, tied: winner.tied || winner.place.id !== place.id };
      else winner = { place, score: value, tied: false };
    }
  }
  return winner && !winner.tied ? winner.place : undefined;
}

function exactly(word: string, name: string): number {
  return word === name ? name.length : 0;
}

/** Finnish case endings change a name's last letters at most: all but two letters are the same, and the ending is short. */
function inflected(word: string, name: string): number {
  let shared = 0;
  while (shared < word.length && shared < name.length && word[shared] === name[shared]) shared += 1;
  const enough = Math.max(3, name.length - 2);
  return shared >= enough && word.length > shared && word.length <= name.length + 5 && word.length >= name.length - 1
    ? shared / name.length
    : 0;
}

function misspelt(word: string, name: string): number {
  if (word.length < 6) return 0;
  const score = JaroWinklerDistance(word, name);
  return score >= 0.93 ? score : 0;
}
