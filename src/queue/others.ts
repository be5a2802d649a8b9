import { ServiceError } from '../errors';
import { heardOf, type MoveWords } from './family-hears';
import { allowed, moved, type Mover, type OtherMove } from './life';
import { noticesOf } from './notices';
import type { Desk, Detail, Moved, MoveTold } from './ports';

const nobody: Mover = { id: '', name: '', worksIn: () => false };

export interface OtherTold {
  readonly by?: Pick<Mover, 'id' | 'name'>;
  readonly told?: MoveTold;
  /** The id of the event, where the same message may come twice. */
  readonly once?: string;
}

/**
 * A move that no worker makes: the family withdraws, the house gives back, a connected desk answers. It goes the same way as a
 * worker's, by the same table. A ServiceError when it may not be made now; `moved: false` when somebody was quicker.
 */
export async function otherMove<Announced>(
  desk: Desk<Announced>,
  found: Detail,
  move: OtherMove,
  now: Date,
  words: MoveWords,
  { by = nobody, told = {}, once }: OtherTold = {},
): Promise<Moved<Announced>> {
  const mover: Mover = { ...nobody, ...by };
  const ruled = allowed(move, found, mover);
  if ('refused' in ruled) throw new ServiceError(ruled.refused);
  const at = now.toISOString();
  const change = moved(move, found, ruled.to, mover, at, { fillLater: move === 'desk-completed' });
  const heard = move === 'withdraw' ? 'withdrawn' : heardOf(move, found, ruled.to);
  const tell =
    heard === undefined || found.conversation === null || (move === 'desk-failed' && found.state === 'waiting')
      ? undefined
      : { conversation: found.conversation, words: words(heard, found.record.language), by: 'bot' as const };
  return desk.move({
    id: found.id,
    from: found.revision,
    move,
    by: { id: mover.id, name: mover.name, purpose: move },
    at,
    change,
    told,
    ...(once === undefined ? {} : { once }),
    notices: noticesOf(move, found, change),
    ...(tell === undefined ? {} : { tell }),
  });
}
