import type { Language } from './words/words';

const kept = 'luotsi-console-language';

/** The language that this browser chose last, or the browser's own, or Finnish. */
export function startLanguage(): Language {
  const wished = chosen() ?? navigator.language;
  return wished.startsWith('sv') ? 'sv' : 'fi';
}

/** In a frame a browser may refuse to keep anything: then its own language begins each time. */
function chosen(): string | null {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null;
  }
}

/** Keeps the choice in this browser; it tells nothing of anybody. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(kept, language);
  } catch {
    // Nothing may be kept here; the choice holds for this window.
  }
}
