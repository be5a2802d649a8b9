import { IntlMessageFormat } from 'intl-messageformat';
import type { WordTree } from './shape';

/** All words of one language by their full name. */
export type WordBook = Readonly<Record<string, string>>;

export type WordValues = Readonly<Record<string, string | number>>;

/** Says a word by its name, with the values put into its places. An unknown name is a content fault and throws. */
export type SayWord = (name: string, values?: WordValues) => string;

/** Lays a tree of words flat: names joined by dots, list items by their number. */
export function flat(tree: WordTree, name: string): [string, string][] {
  if (typeof tree === 'string') return [[name, tree]];
  if (Array.isArray(tree)) return tree.flatMap((one: WordTree, index) => flat(one, `${name}.${index}`));
  return Object.entries(tree).flatMap(([key, one]: [string, WordTree]) =>
    flat(one, name === '' ? key : `${name}.${key}`),
  );
}

/** A speaker of one language. Messages are ICU; each is parsed once. */
export function speaker(book: WordBook, language: string): SayWord {
  const parsed = new Map<string, IntlMessageFormat>();
  return (name, values) => {
    const message = book[name];
    if (message === undefined) throw new Error(`no words for ${name} in ${language}`);
    if (!message.includes('{')) return message;
    let format = parsed.get(name);
    if (!format) {
      format = icuMessage(message, language);
      parsed.set(name, format);
    }
    return String(format.format({ ...values }));
  };
}

interface Element {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

const literal = 0;
const pound = 7;

/** The names of the places of a message, sorted; throws with ICU's own reason when it cannot be read. */
export function placesOf(message: string): string[] {
  const names = new Set<string>();
  const visit = (elements: readonly Element[]): void => {
    for (const element of elements) {
      if (element.type === literal || element.type === pound) continue;
      names.add(String(element.value));
      Object.values(element.options ?? {}).forEach((option) => visit(option.value));
    }
  };
  visit(icuMessage(message, 'fi').getAst());
  return [...names].sort();
}

function icuMessage(message: string, language: string): IntlMessageFormat {
  return new IntlMessageFormat(message, language.slice(0, 2), undefined, { ignoreTag: true });
}
