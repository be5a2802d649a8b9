import { ServiceError } from '../errors';
import { open, tell } from '../flow/advance';
import type { World } from './ports';
import type { Turn } from './step';

/** A message that was answered before gets that answer again, however late. A new conversation begins with the greeting. */
export function once(turn: Turn, world: World): Turn {
  if (turn.stored?.repeated) return { ...turn, repeated: turn.stored.repeated, settled: true };
  if (turn.stored || turn.incoming.kind === 'leave') return turn;
  // On the web a conversation begins by being opened; one that is not there has ended, and nothing brings it back.
  if (turn.incoming.kind === 'message' && turn.incoming.channel === 'web')
    throw new ServiceError('conversation-unknown');
  const greeting = { effect: 'greeting' } as const;
  const { about } = turn.incoming;
  const known =
    about !== undefined && world.content.needs.needs.some((need) => need.id === about && need.topic !== null);
  const guide = world.content.guide;
  const opened = known
    ? tell(guide, turn.session, 'own-words', { 'own-words': 'skip', proposed: [about], sure: 'yes' })
    : open(guide, turn.session);
  const begun = { ...turn, session: opened.session, says: [greeting, ...opened.effects] };
  if (turn.incoming.kind === 'start') return { ...begun, settled: true };
  // A client that speaks before it was greeted hears the greeting and its answer in one turn.
  return { ...turn, session: opened.session, says: [greeting] };
}
