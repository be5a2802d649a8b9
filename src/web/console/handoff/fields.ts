/** The names of the fields of a text, each once, in the order they stand. */
export function fieldsOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{([a-z-]+)\}/g)].map(([, name = '']) => name))];
}

/** A text with its fields filled in; what is not told keeps its braces. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z-]+)\}/g, (field, name: string) => {
    const value = values[name]?.trim() ?? '';
    return value === '' ? field : value;
  });
}

/** The first field that nobody has filled in, with its braces: it would reach a family as it stands. */
export function unfilledIn(text: string): string | undefined {
  return /\{[a-z-]+\}/.exec(text)?.[0];
}
