import type { Content } from '../content/content';
import { sharedOptions } from '../content/word-check';
import type { WordBook } from '../content/words';
import type { Facts } from '../flow/fact';
import { firstFlow } from '../flow/flow';
import { factOf, type Offered } from '../flow/kind';
import type { QuestionStep } from '../flow/kinds/registry';
import { dynamicIdsOf, fixedIdsOf } from '../flow/options';
import { replay, type Asked } from '../flow/replay';
import type { Session } from '../flow/session';
import type { AnswerValueIn } from './incoming';

/** The options of a question with their words in the family's language; dynamic ones come from what was heard or chosen. */
export function offeredBy(asked: Asked, facts: Facts, content: Content, language: string): Offered[] {
  const say = content.say(language);
  const { step } = asked;
  const dynamic = dynamicIdsOf(step, facts, content.needs).map((id, index) => ({
    id,
    label: labelOfDynamic(id, content, language),
    // A plain yes means the first of the proposals: it is the one that was asked about.
    also:
      step.kind === 'confirm' && index === 0
        ? [say('bot.options.yes'), ...synonyms('yes', content, language)]
        : synonyms(id, content, language),
  }));
  return [...dynamic, ...fixedOffered(asked, content, language)];
}

/** The author's own options of a question with their words: the same for everybody, so they are put together once. */
function fixedOffered({ flow, step }: Asked, content: Content, language: string): readonly Offered[] {
  const say = content.say(language);
  const book = bookOf(content, language);
  const known = fixed.get(book) ?? new WeakMap<QuestionStep, readonly Offered[]>();
  fixed.set(book, known);
  const offered =
    known.get(step) ??
    fixedIdsOf(step).map((id) => {
      const own = `${flow}.steps.${step.id}.options.${id}`;
      const label = content.words[language]?.[own] ?? content.words['fi']?.[own] ?? say(`bot.options.${id}`);
      return {
        id,
        label,
        also: [
          ...synonyms(id, content, language),
          ...(id === refusalOf(step) ? [say('bot.options.no'), ...synonyms('no', content, language)] : []),
          ...wordList(content, language, `${flow}.steps.${step.id}.also.${id}`),
        ],
      };
    });
  known.set(step, offered);
  return offered;
}

const fixed = new WeakMap<WordBook, WeakMap<QuestionStep, readonly Offered[]>>();

const atWork = ['professional', 'authority', 'organisation'];

/**
 * The options in the order in which this conversation shows them: in Teams whoever writes is at work until they say otherwise,
 * and is asked so (F-198).
 */
export function offeredIn(session: Session, asked: Asked, facts: Facts, content: Content): Offered[] {
  const offered = offeredBy(asked, facts, content, session.language);
  if (session.channel !== 'teams' || asked.flow !== firstFlow || factOf(asked.step) !== 'who') return offered;
  return [...offered].sort((one, other) => Number(atWork.includes(other.id)) - Number(atWork.includes(one.id)));
}

/** Whether somebody in Teams has just said that they write in a matter of their own. */
export function tellsOwnMatter(before: Facts, after: Facts): boolean {
  const { who } = after;
  return before['who'] === undefined && typeof who === 'string' && !atWork.includes(who);
}

/** What a plain no means where no is not an option of its own: something else than proposed, or none of these. */
function refusalOf(step: QuestionStep): string | undefined {
  if (step.kind === 'confirm') return 'other';
  return fixedIdsOf(step).includes('no') ? undefined : 'none';
}

export function offeredYesNo(content: Content, language: string): Offered[] {
  return ['yes', 'no', 'unknown'].map((id) => ({
    id,
    label: content.say(language)(`bot.options.${id}`),
    also: synonyms(id, content, language),
  }));
}

function labelOfDynamic(id: string, content: Content, language: string): string {
  const say = content.say(language);
  if (id === 'yes') return say('bot.options.yes');
  return content.needs.topics.includes(id) ? say(`needs.topics.${id}`) : say(`needs.needs.${id}.name`);
}

function synonyms(id: string, content: Content, language: string): readonly string[] {
  if (!(sharedOptions as readonly string[]).includes(id)) return [];
  return wordList(content, language, `bot.also.${id}`);
}

/** The words of a numbered list in a language's word book. */
export function wordList(content: Content, language: string, name: string): readonly string[] {
  const book = bookOf(content, language);
  const lists = listsOf.get(book) ?? new Map<string, readonly string[]>();
  listsOf.set(book, lists);
  const known = lists.get(name);
  if (known) return known;
  const found: string[] = [];
  for (let index = 0; book[`${name}.${index}`] !== undefined; index += 1) found.push(book[`${name}.${index}`] ?? '');
  lists.set(name, found);
  return found;
}

/** The lists of each word book that were asked for; names come from the content, so they are few. */
const listsOf = new WeakMap<WordBook, Map<string, readonly string[]>>();

const empty: WordBook = {};

function bookOf(content: Content, language: string): WordBook {
  return content.words[language] ?? content.words['fi'] ?? empty;
}

/** The words of what was tapped, so that a log of taps reads as a conversation. */
export function labelOf(value: AnswerValueIn | undefined, asked: Asked, session: Session, content: Content): string {
  if (value?.number !== undefined) return String(value.number);
  if (value?.place !== undefined) return placeName(value.place, content, session.language);
  const { facts } = replay(content.guide, session);
  const offered = offeredBy(asked, facts, content, session.language);
  const ids = value?.options ?? (value?.option === undefined ? [] : [value.option]);
  return ids
    .map((id) => offered.find((option) => option.id === id)?.label ?? '')
    .filter((label) => label !== '')
    .join(', ');
}

export function placeName(id: string, content: Content, language: string): string {
  const place = content.municipality(id);
  return (language === 'sv' ? place?.sv : undefined) ?? place?.fi ?? id;
}
