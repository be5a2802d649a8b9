import type { Content } from '../content/content';
import { fold } from './features';

/** The language a text is most likely written in, when it is long and clear enough to tell; otherwise nothing. */
export type LanguageGuess = (text: string) => string | undefined;

const leastLetters = 12;
const clearMargin = 0.35;

/** Learns the three-letter pieces of each language from its own example phrases (a naive Bayes over letters, umlauts kept). */
export function languageGuess(content: Pick<Content, 'phrases'>): LanguageGuess {
  const languages = Object.entries(content.phrases).filter(([, needs]) => Object.keys(needs).length > 0);
  const models = languages.map(([language, needs]) => {
    const counts = new Map<string, number>();
    let total = 0;
    for (const phrase of Object.values(needs).flat()) {
      for (const piece of pieces(phrase)) {
        counts.set(piece, (counts.get(piece) ?? 0) + 1);
        total += 1;
      }
    }
    return { language, score: (piece: string) => Math.log(((counts.get(piece) ?? 0) + 0.3) / (total + 3000)) };
  });
  return (text) => {
    if (fold(text).replace(/[^a-z]/g, '').length < leastLetters) return undefined;
    const found = pieces(text.slice(0, 400));
    const scored = models
      .map(({ language, score }) => ({
        language,
        mean: found.reduce((sum, piece) => sum + score(piece), 0) / found.length,
      }))
      .sort((one, other) => other.mean - one.mean);
    const [best, second] = scored;
    return best && second && best.mean - second.mean > clearMargin ? best.language : undefined;
  };
}

function pieces(text: string): string[] {
  const letters = ` ${text
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()} `;
  const found: string[] = [];
  for (let start = 0; start + 3 <= letters.length; start += 1) found.push(letters.slice(start, start + 3));
  return found;
}
