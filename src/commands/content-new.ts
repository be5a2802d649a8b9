import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Content } from '../content/content';
import { loadContent } from '../content/load';
import { newFlowFile, newWordsFile } from '../content/new-flow';
import { nearest } from '../content/problem';
import { idSchema } from '../flow/fact';
import { argumentsOf, run, UsageError } from './arguments';

const use =
  'npm run content:new -- FLOW --needs NEED,NEED [--languages fi,sv,en] (FLOW in small letters and hyphens, as child-sleep)';
const root = join(__dirname, '..', '..');

/** `npm run content:new -- FLOW --needs a,b`: a flow of four steps and its words in every language, still to be written. */
function main(): void {
  const { words, options } = argumentsOf(use, ['needs', 'languages']);
  const [flow, ...more] = words;
  if (flow === undefined || more.length > 0 || !idSchema.safeParse(flow).success) throw new UsageError(use);
  const content = loadContent(root);
  const needs = listOf(options['needs']);
  if (needs.length === 0) throw new UsageError(`--needs names the needs whose questions the flow asks\n${use}`);
  const languages = options['languages'] === undefined ? content.languages : listOf(options['languages']);
  refuseNeeds(needs, content);
  refuseLanguages(languages, content);
  const files = [
    { file: `dialogs/${flow}.yaml`, text: newFlowFile(flow, needs) },
    ...languages.map((one) => ({ file: `locales/${one}/${flow}.yaml`, text: newWordsFile(flow, one) })),
  ];
  const there = files.find(({ file }) => existsSync(join(root, file)));
  if (there) throw new UsageError(`${there.file} is already there; choose another name or change that file`);
  for (const { file, text } of files) writeFileSync(join(root, file), text, { flag: 'wx' });
  const missing = content.languages.filter((one) => !languages.includes(one));
  process.stdout.write(
    `${[
      'made:',
      ...files.map(({ file }) => `  ${file}`),
      ...(missing.length > 0
        ? [`${missing.join(', ')} has no word file yet: the check accepts the flow when every language has its words`]
        : []),
      'next: change the steps, write the words, name the new facts in docs/words.md, then npm run content:check',
    ].join('\n')}\n`,
  );
}

function refuseNeeds(needs: readonly string[], content: Content): void {
  const known = content.needs.needs.map((one) => one.id);
  for (const need of needs) {
    if (!known.includes(need))
      throw new UsageError(`there is no need "${need}"; ${nearest(need, known) ?? 'see dialogs/needs.yaml'}`);
    const taken = content.guide.flowOfNeed[need];
    if (taken !== undefined)
      throw new UsageError(
        `the need ${need} already belongs to the flow ${taken}; change dialogs/${taken}.yaml, or take the need from its list first`,
      );
  }
}

function refuseLanguages(languages: readonly string[], content: Content): void {
  for (const one of languages)
    if (!content.languages.includes(one))
      throw new UsageError(`there are no words in "${one}"; the languages are ${content.languages.join(', ')}`);
  if (!languages.includes('fi'))
    throw new UsageError(`Finnish comes first: every other language is compared with fi\n${use}`);
}

function listOf(words: string | undefined): string[] {
  return [...new Set((words ?? '').split(',').map((one) => one.trim()))].filter((one) => one !== '');
}

run(main);
