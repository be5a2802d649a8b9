import { ServiceError } from '../errors';
import type { HandoffState } from './contract';
import type { AnyMove, Move } from './life';
import type { Detail, MoveTold, MoveWrite, Word } from './ports';

/** What a family hears of a move: that a worker joined, left, gave the matter back, and so on. */
export type Heard = 'joined' | 'left' | 'returned' | 'changed' | 'reopened' | 'withdrawn';

/** The words a family hears when a worker joins or leaves, in its language. */
export type MoveWords = (heard: Heard, language: string) => readonly Word[];

/** What a move tells the family in its conversation: the worker's own words, or that somebody joined or left. */
export function tellOf(
  found: Detail,
  move: Move,
  to: HandoffState,
  told: MoveTold,
  words: MoveWords,
): Pick<MoveWrite, 'tell'> {
  const { conversation } = found;
  const { language } = found.record;
  if (move === 'say') {
    if (conversation === null) throw new ServiceError('family-gone');
    const said: Word = { text: told.text ?? '', luotsi: { language, voice: 'worker' } };
    return { tell: { conversation, words: [said], by: 'worker', must: true } };
  }
  const heard = heardOf(move, found, to);
  if (heard === undefined || conversation === null) return {};
  return { tell: { conversation, words: words(heard, language), by: 'bot' } };
}

/** Which of the moves a family hears of. */
export function heardOf(move: AnyMove, found: Pick<Detail, 'offeredTo'>, to: HandoffState): Heard | undefined {
  switch (move) {
    case 'claim':
    case 'desk-accepted':
      return 'joined';
    case 'close':
    case 'desk-completed':
      return 'left';
    case 'return':
    case 'give-back':
    case 'desk-failed':
      return 'returned';
    case 'take-over':
      return 'changed';
    case 'accept':
      return found.offeredTo !== null && 'area' in found.offeredTo ? 'changed' : undefined;
    case 'reopen':
      return to === 'claimed' ? 'joined' : 'reopened';
    default:
      return undefined;
  }
}
