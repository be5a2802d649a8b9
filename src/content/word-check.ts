import { isQuestion } from '../flow/flow';
import { isPlaceholder } from './placeholder';
import { missingFile, nearest, type Problem } from './problem';
import { placedSteps, type FlowFile } from './references';
import type { Needs } from './shape';
import type { Path, Source } from './source';
import { placesOf, type WordBook } from './words';

/** The longest label that a button of a narrow phone shows in two lines. */
export const longestLabel = 40;

/** Options whose words are the same in every flow; they stand in `bot.options`. */
export const sharedOptions = ['yes', 'no', 'unknown', 'skip', 'none', 'other'] as const;

/** The names of words that the flows, needs and topics call for, with the place that calls. */
export function wordsCalledFor(
  files: readonly FlowFile[],
  needs: Needs,
): Map<string, { source: Source; path: Path } | undefined> {
  const called = new Map<string, { source: Source; path: Path } | undefined>();
  for (const { source, flow } of files) {
    for (const { step, path } of placedSteps(flow.steps, ['steps'])) {
      const name = `${flow.flow}.steps.${step.id}`;
      if (step.kind === 'say' || step.kind === 'numbers') called.set(`${name}.say`, { source, path });
      if (!isQuestion(step)) continue;
      called.set(`${name}.ask`, { source, path });
      if (step['read-back'] !== false) called.set(`${name}.row`, { source, path });
      if ('sensitive' in step && step.sensitive) called.set(`${name}.why`, { source, path });
      const options = 'options' in step ? (step.options ?? []) : [];
      for (const option of options) {
        if (!(sharedOptions as readonly string[]).includes(option))
          called.set(`${name}.options.${option}`, { source, path });
      }
    }
  }
  for (const topic of needs.topics) called.set(`needs.topics.${topic}`, undefined);
  for (const need of needs.needs)
    for (const part of ['name', 'about', 'advice.0']) called.set(`needs.needs.${need.id}.${part}`, undefined);
  for (const option of sharedOptions) called.set(`bot.options.${option}`, undefined);
  for (const language of ['choose', 'changed', 'name']) called.set(`bot.language.${language}`, undefined);
  return called;
}

/** Every language has the same words with the same places, and all that the flows call for; no option label is longer than a button. */
export function checkWords(
  books: Readonly<Record<string, WordBook>>,
  sourceOf: (language: string, name: string) => { source: Source; path: Path } | undefined,
  called: ReturnType<typeof wordsCalledFor>,
  problems: Problem[],
  unread: (language: string, name: string) => boolean,
): void {
  const finnish = books['fi'] ?? {};
  for (const [language, book] of Object.entries(books)) {
    const complain = (name: string, message: string, hint?: string): void => {
      if (unread(language, name) || unread('fi', name)) return;
      const at = sourceOf(language, name) ?? called.get(name);
      problems.push(at ? at.source.at(at.path, message, hint) : missingFile(`locales/${language}`, message, hint));
    };
    for (const name of called.keys()) {
      if (book[name] === undefined)
        complain(
          name,
          `${language} has no words for ${name}`,
          `write them in locales/${language}/${name.split('.')[0] ?? ''}.yaml`,
        );
    }
    for (const [name, message] of Object.entries(book)) {
      if (isPlaceholder(message))
        complain(name, `${name} is still to be written in ${language}`, `write the words in the place of "${message}"`);
      if (isSynonym(name)) continue;
      if (finnish[name] === undefined)
        complain(name, `${name} is in ${language} but not in fi`, nearest(name, Object.keys(finnish)));
      else comparePlaces(name, message, finnish[name], complain);
      if (isLabel(name) && message.length > longestLabel)
        complain(name, `"${message}" is ${message.length} characters`, 'a button has at most 40');
    }
    for (const name of Object.keys(finnish)) {
      if (book[name] === undefined && !called.has(name) && !isSynonym(name))
        complain(
          name,
          `${language} has no words for ${name}`,
          `write them in locales/${language}/${name.split('.')[0] ?? ''}.yaml`,
        );
    }
  }
}

/** Whether a word is written on a button. */
export function isLabel(name: string): boolean {
  return /\.options\.[^.]+$|^needs\.topics\.[^.]+$|^needs\.needs\.[^.]+\.name$/.test(name);
}

/** Other words that mean an option: each language has its own, as many as it needs. */
export function isSynonym(name: string): boolean {
  return /\.also\.([a-z-]+\.)?\d+$/.test(name);
}

/** Complains when a message has other places than its Finnish, or cannot be read at all. */
export function comparePlaces(
  name: string,
  message: string,
  finnish: string,
  complain: (name: string, message: string, hint?: string) => void,
): void {
  try {
    const here = placesOf(message);
    const there = placesOf(finnish);
    if (here.join() !== there.join())
      complain(
        name,
        `${name} has the places {${here.join(', ')}} but fi has {${there.join(', ')}}`,
        'use the same places in every language',
      );
  } catch (error) {
    complain(
      name,
      `${name} cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}`,
      'places are written {likeThis}',
    );
  }
}
