const marks: Readonly<Record<string, string>> = { fi: '…kirjoita tähän…', sv: '…skriv här…' };
const anyLanguage = '…write here…';

/** What stands in a new word file in the place of words that nobody has written yet. */
export function placeholderIn(language: string): string {
  return marks[language] ?? anyLanguage;
}

/** Whether words still hold such a mark, in whichever language. */
export function isPlaceholder(words: string): boolean {
  return [...Object.values(marks), anyLanguage].some((mark) => words.includes(mark));
}
