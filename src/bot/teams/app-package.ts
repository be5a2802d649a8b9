import { z } from 'zod';
import type { Content } from '../../content/content';

/** What the package is filled with: the ids and the address that a region has registered. */
export interface AppIds {
  /** The bot's application id. */
  readonly bot: string;
  /** The console's client id at the sign-in, whose token the tab gets. */
  readonly client: string;
  /** The service's https address, without a slash at its end. */
  readonly page: string;
  readonly version: string;
}

/** The files of an app package but for its icons. */
export type AppFiles = Readonly<Record<string, unknown>>;

const languagesSchema = z.object({
  manifestVersion: z.string(),
  localizationInfo: z.object({
    defaultLanguageTag: z.string(),
    additionalLanguages: z.array(z.object({ languageTag: z.string(), file: z.string() })),
  }),
});

const sayMark = /^say:(.+)$/;

/**
 * Fills the app's manifest: ids and address from the settings, words from the content, with a file of words for each further
 * language. Pure: what it gives is checked against Microsoft's own schema before it is packed.
 */
export function appFiles(template: unknown, ids: AppIds, content: Pick<Content, 'say'>): AppFiles {
  const { manifestVersion, localizationInfo } = languagesSchema.parse(template);
  const $schema = `https://developer.microsoft.com/json-schemas/teams/v${manifestVersion}/MicrosoftTeams.Localization.schema.json`;
  const spoken = wordsIn(template, '');
  const others = localizationInfo.additionalLanguages.map(({ languageTag, file }) => {
    const say = content.say(languageTag);
    return [file, { $schema, ...Object.fromEntries(spoken.map(({ path, word }) => [path, say(word)])) }] as const;
  });
  const say = content.say(localizationInfo.defaultLanguageTag);
  const manifest = mapped(template, (text) => {
    const word = sayMark.exec(text)?.[1];
    return word === undefined ? filled(text, ids) : say(word);
  });
  return { 'manifest.json': manifest, ...Object.fromEntries(others) };
}

function filled(text: string, ids: AppIds): string {
  const values: Readonly<Record<string, string>> = { ...ids, host: new URL(ids.page).host };
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the manifest asks for {${name}}, which nothing fills`);
    return value;
  });
}

/** Every place of the manifest that holds words, as Microsoft's localization files name it. */
function wordsIn(part: unknown, path: string): { path: string; word: string }[] {
  if (typeof part === 'string') {
    const word = sayMark.exec(part)?.[1];
    return word === undefined ? [] : [{ path, word }];
  }
  if (Array.isArray(part)) return part.flatMap((one, index) => wordsIn(one, `${path}[${index}]`));
  if (part === null || typeof part !== 'object') return [];
  return Object.entries(part).flatMap(([name, one]) => wordsIn(one, path === '' ? name : `${path}.${name}`));
}

function mapped(part: unknown, of: (text: string) => string): unknown {
  if (typeof part === 'string') return of(part);
  if (Array.isArray(part)) return part.map((one) => mapped(one, of));
  if (part === null || typeof part !== 'object') return part;
  return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, mapped(one, of)]));
}
