import { missingFile, type Problem } from './problem';
import type { Path, Source } from './source';
import { comparePlaces, isSynonym, longestLabel, isLabel } from './word-check';
import type { WordBook } from './words';

/** The files a variant must have whole before a region may offer it: the frame, danger, privacy, contact and the pages around them. */
export const guidanceSet: readonly string[] = ['bot', 'frame', 'contact', 'window', 'pages', 'plain'];

/** The language that a variant is a way of writing: `fi` for `fi-x-selko`; nothing for a language itself. */
export function baseOf(language: string): string | undefined {
  const at = language.indexOf('-x-');
  return at > 0 ? language.slice(0, at) : undefined;
}

/** A variant's book laid over its language's: a word that it has not is said as the language says it, and a list is never mixed. */
export function withBase(own: WordBook, base: WordBook): WordBook {
  const lists = new Set(Object.keys(own).flatMap((name) => listOf(name) ?? []));
  const kept = Object.entries(base).filter(([name]) => !lists.has(listOf(name) ?? ''));
  return { ...Object.fromEntries(kept), ...own };
}

function listOf(name: string): string | undefined {
  return /^(.*)\.\d+$/.exec(name)?.[1];
}

/** What is wrong with a variant's own words: a name or a place that its language does not have, a button that is too long. */
export function checkVariant(
  variant: string,
  own: WordBook,
  base: WordBook,
  sourceOf: (language: string, name: string) => { source: Source; path: Path } | undefined,
  problems: Problem[],
): void {
  for (const [name, message] of Object.entries(own)) {
    const complain = (_name: string, text: string, hint?: string): void => {
      const at = sourceOf(variant, name);
      problems.push(at ? at.source.at(at.path, text, hint) : missingFile(`locales/${variant}`, text, hint));
    };
    if (isSynonym(name)) continue;
    if (base[name] === undefined)
      complain(
        name,
        `${name} is in ${variant} but not in its language`,
        `remove it here, or write it in ${baseOf(variant) ?? ''} first`,
      );
    else comparePlaces(name, message, base[name], complain);
    if (isLabel(name) && message.length > longestLabel)
      complain(name, `"${message}" is ${message.length} characters`, 'a button has at most 40');
  }
}

/** The words of the guidance set that a variant lacks. A region offers only a variant that lacks none. */
export function lackingIn(own: WordBook, base: WordBook): string[] {
  return Object.keys(base).filter(
    (name) => own[name] === undefined && guidanceSet.includes(name.split('.')[0] ?? '') && !isSynonym(name),
  );
}
