import { fileWords } from '../file-words';
import type { Content } from '../../content/content';

/** The words of the pages themselves, each locale’s `plain.yaml`; what Luotsi says comes with its messages. */
const names = [
  'title',
  'askTitle',
  'againTitle',
  'skip',
  'lead',
  'robot',
  'takes',
  'start',
  'again',
  'next',
  'own',
  'ownHint',
  'several',
  'or',
  'unread',
  'choose',
  'fill',
  'change',
  'menu',
  'language',
  'refresh',
  'talk',
  'withWorker',
  'delivered',
  'write',
  'send',
  'whole',
  'wholeNote',
  'carryOn',
  'you',
  'luotsi',
  'worker',
  'leave',
  'leaveNote',
  'draft',
  'stale',
  'sent',
  'code',
  'codePage',
  'help',
  'lost',
  'lostNote',
  'written',
  'writtenNote',
  'meant',
  'long',
  'longNote',
  'unreadable',
  'unreadableNote',
  'trouble',
  'kept',
  'retry',
  'gone',
] as const;

export type PlainWords = Readonly<Record<(typeof names)[number], string>>;

/** The words of one page in the family's language. */
export function plainWords({
  content,
  language,
}: {
  readonly content: Content;
  readonly language: string;
}): PlainWords {
  return fileWords(content, language, 'plain', names);
}
