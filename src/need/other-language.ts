import type { Content } from '../content/content';
import { fold } from './features';

/** The id of the language a text is written in, when it is clearly none of those the guidance is offered in. */
export type OtherLanguage = (text: string) => string | undefined;

/** Whatever is written in an alphabet that no listed language uses. */
export const unknownLanguage = 'und';

const longestRead = 600;
const leastWords = 2;
/** Ordinary words of a language must be so large a part of the text, so that one shared word ("no", "ma") decides nothing. */
const leastShare = 0.34;
/** So many ordinary words, and so large a part, outweigh a guess that the text is in an offered language. */
const clearWords = 3;
const clearShare = 0.5;

/**
 * Tells other languages by their writing, and those in Latin letters by their most ordinary words. What reads like an offered language is
 * taken for another only when most of its words are that one's (needs: what is written in another language gets a fixed message).
 */
export function otherLanguage(
  content: Pick<Content, 'otherLanguages'>,
  offered: (text: string) => string | undefined,
): OtherLanguage {
  const { languages } = content.otherLanguages;
  const scripts = [...new Set(languages.flatMap(({ script }) => script ?? []))].map((script) => ({
    script,
    letter: new RegExp(`\\p{Script=${script}}`, 'gu'),
    listed: languages.filter((one) => one.script === script),
  }));
  const marked = languages.filter((one) => one.script === undefined && one.letters !== undefined);
  const worded = languages.flatMap((one) =>
    one.words === undefined ? [] : [{ id: one.id, words: new Set(wordsIn(one.words).map(fold)) }],
  );
  const greetings = new Map(languages.flatMap((one) => (one.greetings ?? []).map((said) => [fold(said), one.id])));
  return (text) => {
    const read = text.slice(0, longestRead).normalize('NFC').toLowerCase();
    const letters = read.match(/\p{L}/gu) ?? [];
    if (letters.length < 2) return undefined;
    const has = (some: string | undefined): boolean => lettersOf(some).some((letter) => read.includes(letter));
    const latin = read.match(/\p{Script=Latin}/gu)?.length ?? 0;
    if (latin * 2 < letters.length) {
      const [most] = scripts
        .map((one) => ({ ...one, count: read.match(one.letter)?.length ?? 0 }))
        .sort((one, other) => other.count - one.count);
      if (!most || most.count === 0) return unknownLanguage;
      const said = new Set(read.match(/\p{L}+/gu));
      const own = most.listed.find((one) => has(one.letters) || wordsIn(one.words).some((word) => said.has(word)));
      return (own ?? most.listed.find((one) => !one.letters))?.id;
    }
    const words = fold(read).match(/[\p{L}'’]+/gu) ?? [];
    const greeted = words.length <= 4 ? greetings.get(words.join(' ')) : undefined;
    if (greeted !== undefined) return greeted;
    const byLetters = marked.find(
      (one) => lettersOf(one.letters).filter((letter) => read.includes(letter)).length >= 2,
    );
    if (byLetters) return byLetters.id;
    if (words.length < leastWords) return undefined;
    const [best] = worded
      .map((one) => ({ id: one.id, hits: words.filter((word) => one.words.has(word)) }))
      .sort((one, other) => other.hits.length - one.hits.length);
    if (!best) return undefined;
    const different = new Set(best.hits).size;
    const share = best.hits.length / words.length;
    if (different >= clearWords && share >= clearShare) return best.id;
    return different >= leastWords && share >= leastShare && offered(text) === undefined ? best.id : undefined;
  };
}

function wordsIn(list: string | undefined): string[] {
  return list?.split(/\s+/u) ?? [];
}

function lettersOf(list: string | undefined): readonly string[] {
  return list?.match(/\p{L}/gu) ?? [];
}
