const names = [
  'language',
  'name',
  'robot',
  'worker',
  'you',
  'log',
  'starting',
  'write',
  'send',
  'done',
  'change',
  'person',
  'back',
  'restart',
  'save',
  'save-note',
  'leave',
  'remove',
  'menu',
  'exit',
  'exit-note',
  'sending',
  'refused',
  'waiting',
  'over',
  'again',
  'answered',
  'chosen',
  'suggestions',
  'typing',
  'read',
  'code',
  'covered',
  'uncover',
  'open',
  'close',
  'saved',
  'saved-note',
] as const;

/** The words of the window itself, by their names in each locale’s `window.yaml`. What Luotsi says comes with its messages. */
export type WindowWords = Readonly<Record<(typeof names)[number], string>>;

/** The words in a language; what a variant has not is said as its language says it, and what nobody has in Finnish. */
export function windowWords(language: string): WindowWords {
  const [base = ''] = language.split('-');
  const books = [__WORDS__[language], __WORDS__[base], __WORDS__['fi']];
  return Object.fromEntries(
    names.map((name) => [name, books.find((book) => book?.[name] !== undefined)?.[name] ?? '']),
  ) as WindowWords;
}

/** The name of a language in itself. */
export function languageName(language: string): string {
  return windowWords(language).language;
}
