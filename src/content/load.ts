import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { flowSchema } from '../flow/flow';
import { rules } from '../flow/rules/registry';
import type { Content } from './content';
import { ContentError, nearest, type Problem } from './problem';
import { checkFlows, knownIn, type FlowFile } from './references';
import { fileName, folders, yamlFiles } from './files';
import { readRegions } from './load-regions';
import {
  dangerExamplesSchema,
  dangerSchema,
  type DangerExamples,
  needsSchema,
  otherLanguagesSchema,
  phrasesSchema,
  wordFileSchema,
  type DangerRules,
  type Needs,
} from './shape';
import { readSource, shaped, type Path, type Source } from './source';
import { baseOf, checkVariant, lackingIn, withBase } from './variants';
import { checkWords, wordsCalledFor } from './word-check';
import { flat, speaker, type SayWord, type WordBook } from './words';

interface Approval {
  readonly 'approved-by': string | null;
  readonly 'approved-at': string | null;
}

/** Reads `dialogs/`, `locales/` and `regions/` below a folder. Throws a ContentError with all problems, or returns sound content. */
export function loadContent(root: string): Content {
  const { content, problems } = readContent(root);
  if (problems.length > 0 || !content) throw new ContentError(problems);
  return content;
}

/** The same, with the problems handed over instead of thrown. */
export function readContent(root: string): { content: Content | undefined; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const hash = createHash('sha256');
  const unapproved: string[] = [];
  const approvals: string[] = [];
  const read = <T>(file: string, schema: z.ZodType<T>): { source: Source; data: T } | undefined => {
    if (!existsSync(join(root, file))) {
      problems.push({ file, line: 1, column: 1, message: 'the file is missing' });
      return undefined;
    }
    const text = readFileSync(join(root, file), 'utf8');
    hash.update(file).update('\0').update(text).update('\0');
    const source = readSource(file, text);
    const data = shaped(source, schema, problems);
    return data === undefined ? undefined : { source, data };
  };
  const approval = (file: string, data: Approval): void => {
    if (data['approved-by'] === null || data['approved-at'] === null) unapproved.push(file);
    else approvals.push(data['approved-at']);
  };

  const needsFile = read('dialogs/needs.yaml', needsSchema);
  const flowFiles = yamlFiles(root, 'dialogs')
    .filter((file) => file !== 'dialogs/needs.yaml')
    .flatMap((file): FlowFile[] => {
      const found = read(file, flowSchema);
      if (!found) return [];
      approval(file, found.data);
      return [{ source: found.source, flow: found.data }];
    });
  if (needsFile) approval('dialogs/needs.yaml', needsFile.data);

  const locales = folders(root, 'locales').map((folder) => folder.slice('locales/'.length));
  const languages = locales.filter((locale) => baseOf(locale) === undefined);
  const variants = locales.filter((locale) => !languages.includes(locale));

  const others = read('locales/other-languages.yaml', otherLanguagesSchema);
  if (others) approval('locales/other-languages.yaml', others.data);

  const books: Record<string, Record<string, string>> = {};
  const phrases: Record<string, Record<string, readonly string[]>> = {};
  const danger: Record<string, DangerRules> = {};
  const dangerExamples: Record<string, DangerExamples> = {};
  const unreadWords = new Set<string>();
  const wordSources = new Map<string, Source>();
  for (const language of locales) {
    const book: Record<string, string> = {};
    books[language] = book;
    for (const file of yamlFiles(root, `locales/${language}`)) {
      const name = fileName(file);
      if (name === 'danger') {
        const found = read(file, dangerSchema);
        if (found) {
          danger[language] = found.data;
          approval(file, found.data);
        }
        continue;
      }
      if (name === 'danger-examples') {
        const found = read(file, dangerExamplesSchema);
        if (found) {
          dangerExamples[language] = found.data;
          approval(file, found.data);
        }
        continue;
      }
      const found = read(file, wordFileSchema);
      if (!found) {
        unreadWords.add(`${language}/${name}`);
        continue;
      }
      approval(file, found.data);
      wordSources.set(`${language}/${name}`, found.source);
      const { 'approved-by': _by, 'approved-at': _at, ...tree } = found.data;
      for (const [key, words] of flat(tree, name)) book[key] = words;
    }
    if (variants.includes(language)) continue;
    phrases[language] = {};
    for (const file of yamlFiles(root, `locales/${language}/needs`)) {
      const found = read(file, phrasesSchema);
      if (!found) continue;
      const known = needsFile?.data.needs.map((need) => need.id) ?? [];
      if (needsFile && !known.includes(found.data.need))
        problems.push(
          found.source.at(['need'], `there is no need "${found.data.need}"`, nearest(found.data.need, known)),
        );
      else phrases[language][found.data.need] = found.data.phrases;
    }
  }

  const sourceOf = (language: string, name: string): { source: Source; path: Path } | undefined => {
    const [file = '', ...path] = name.split('.');
    const source = wordSources.get(`${language}/${file}`);
    return source && { source, path: path.map((step) => (/^\d+$/.test(step) ? Number(step) : step)) };
  };
  const unfinished: Record<string, readonly string[]> = {};
  const baseOfVariant: Record<string, string> = {};
  for (const variant of variants) {
    const base = baseOf(variant) ?? '';
    const own = books[variant] ?? {};
    const whole = books[base] ?? {};
    baseOfVariant[variant] = base;
    checkVariant(variant, own, whole, sourceOf, problems);
    unfinished[variant] = lackingIn(own, whole);
    books[variant] = withBase(own, whole);
  }
  const flowNames = yamlFiles(root, 'dialogs')
    .filter((file) => file !== 'dialogs/needs.yaml')
    .map(fileName);
  const around = readRegions(
    { root, read, approval, problems },
    needsFile?.data,
    { languages, unfinished },
    { flows: flowFiles, known: needsFile && knownIn(flowFiles, flowNames, needsFile.data) },
  );
  if (needsFile) {
    needsFile.data.needs.forEach((need, index) => {
      const { topics, needs } = needsFile.data;
      const first = needs.findIndex((other) => other.slug !== undefined && other.slug === need.slug);
      if (first >= 0 && first < index)
        problems.push(
          needsFile.source.at(
            ['needs', index, 'slug'],
            `the slug "${need.slug ?? ''}" is taken by ${needs[first]?.id ?? ''}`,
          ),
        );
      if (need.topic !== null && !topics.includes(need.topic))
        problems.push(
          needsFile.source.at(
            ['needs', index, 'topic'],
            `there is no topic "${need.topic}"`,
            nearest(need.topic, topics),
          ),
        );
    });
    checkFlows(flowFiles, flowNames, needsFile.data, problems);
    const spoken = Object.fromEntries(languages.map((language) => [language, books[language] ?? {}]));
    checkWords(spoken, sourceOf, wordsCalledFor(flowFiles, needsFile.data), problems, (language, name) =>
      unreadWords.has(`${language}/${name.split('.')[0] ?? ''}`),
    );
  }
  if (problems.length > 0 || !needsFile || !around || !others) return { content: undefined, problems };
  return {
    problems,
    content: assemble(hash.digest('hex').slice(0, 12), flowFiles, needsFile.data, {
      ...around,
      languages,
      variants: baseOfVariant,
      words: books,
      phrases,
      danger,
      dangerExamples,
      otherLanguages: others.data,
      unapproved,
      approvedAt: unapproved.length === 0 ? approvals.sort().at(-1) : undefined,
    }),
  };
}

type Gathered = Pick<
  Content,
  | 'regions'
  | 'services'
  | 'segmentModels'
  | 'statutory'
  | 'workbook'
  | 'municipalities'
  | 'nationalLines'
  | 'languages'
  | 'variants'
  | 'words'
  | 'phrases'
  | 'danger'
  | 'dangerExamples'
  | 'otherLanguages'
  | 'unapproved'
  | 'approvedAt'
>;

function assemble(version: string, files: readonly FlowFile[], needs: Needs, gathered: Gathered): Content {
  const flows = Object.fromEntries(files.map(({ flow }) => [flow.flow, flow]));
  const flowOfNeed = Object.fromEntries(
    files.flatMap(({ flow }) => (flow.needs ?? []).map((need) => [need, flow.flow])),
  );
  const speakers = new Map<string, SayWord>();
  const byId = new Map(gathered.municipalities.municipalities.map((one) => [one.id, one]));
  return {
    ...gathered,
    version,
    needs,
    guide: { flows, flowOfNeed, rules },
    municipality: (id) => byId.get(id),
    say(language) {
      const spoken = gathered.words[language] ? language : 'fi';
      let say = speakers.get(spoken);
      if (!say) {
        say = speaker(gathered.words[spoken] as WordBook, spoken);
        speakers.set(spoken, say);
      }
      return say;
    },
  };
}
