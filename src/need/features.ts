import { legible } from './legible';

/** Text as the house compares it: legible, lower case, ä and å as a, ö as o, other marks dropped. */
export function fold(text: string): string {
  return legible(text)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** Words of letters and digits; everything else is a border. At most `most` words, so that work is bounded. */
export function wordsOf(text: string, most = 400): string[] {
  return (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, most);
}

/** One message is looked at for its need, for danger and for the kind of it: the second time the answer is there. */
let last: { readonly text: string; readonly features: readonly string[] } = { text: '', features: [] };

/** What the classifier looks at: whole words, their beginnings, pairs of words, and pieces of 2 to 5 letters with borders marked. */
export function featuresOf(text: string): readonly string[] {
  if (last.text !== text) last = { text, features: allFeaturesOf(text) };
  return last.features;
}

function allFeaturesOf(text: string): string[] {
  const words = wordsOf(text);
  const found: string[] = [];
  words.forEach((word, index) => {
    const bordered = `_${word.slice(0, 40)}_`;
    found.push(`w:${word}`);
    const next = words[index + 1];
    if (next !== undefined) found.push(`p:${word} ${next}`);
    for (let size = 4; size <= 7 && size < word.length; size += 1) found.push(`^${word.slice(0, size)}`);
    for (let size = 2; size <= 5; size += 1) {
      for (let start = 0; start + size <= bordered.length; start += 1) found.push(bordered.slice(start, start + size));
    }
  });
  return found;
}
