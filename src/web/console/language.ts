import type { Language } from './words/words';

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
