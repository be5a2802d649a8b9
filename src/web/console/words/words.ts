import { finnish } from './fi';
import { swedish } from './sv';

/** The words of the console in one language. */
export type ConsoleWords = typeof finnish;

/** The languages of workers: the two national ones. */
export const consoleWords = { fi: finnish, sv: swedish } satisfies Record<string, ConsoleWords>;
export type Language = keyof typeof consoleWords;

const kept = 'luotsi-console-language';

/** The language that this browser chose last, or the browser's own, or Finnish. */
export function startLanguage(): Language {
  const wished = localStorage.getItem(kept) ?? navigator.language;
  return wished.startsWith('sv') ? 'sv' : 'fi';
}

/** Keeps the choice in this browser; it tells nothing of anybody. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(kept, language);
}
