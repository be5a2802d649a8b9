import type { Content } from '../content/content';

/**
 * Words of one file of `locales/`, by the names that code calls them: `plainWay` stands in the file as `plain-way`. A name without
 * words is a content fault and throws.
 */
export function fileWords<Name extends string>(
  content: Pick<Content, 'say'>,
  language: string,
  file: string,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const say = content.say(language);
  return Object.fromEntries(names.map((name) => [name, say(`${file}.${inFile(name)}`)])) as Record<Name, string>;
}

function inFile(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
