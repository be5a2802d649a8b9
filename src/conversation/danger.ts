import { repeat } from '../flow/advance';
import { isOwned } from '../queue/life';
import { cleaned } from './incoming';
import { offeredYesNo } from './offers';
import { told } from './told';
import type { World } from './ports';
import type { Turn } from './step';

/**
 * Danger is heard first, whoever has the voice. The emergency card goes out at once; it never blocks and never closes the
 * conversation. A grey message gets one calm question, once.
 */
export function danger(turn: Turn, world: World): Turn {
  if (turn.incoming.kind !== 'message') return turn;
  const text = cleaned(turn.incoming.text ?? turn.incoming.value?.text ?? '');
  const heard = text === '' ? undefined : world.listener.danger(text);
  const state = turn.stored?.handoff;
  const workerListens = state !== undefined && isOwned(state);
  if (heard && heard.level !== 'check') {
    const { level } = heard;
    return {
      ...turn,
      session: { ...turn.session, checking: false, danger: [...turn.session.danger, heard] },
      says: [...turn.says, { effect: 'card', kind: heard.kind, level }],
    };
  }
  if (workerListens) return { ...turn, session: { ...turn.session, checking: false } };
  if (turn.session.checking) return checked(turn, world, text);
  if (heard && !turn.session.danger.some((one) => one.pattern === heard.pattern)) {
    return {
      ...turn,
      session: { ...turn.session, checking: true, danger: [...turn.session.danger, heard] },
      says: [...turn.says, { effect: 'check' }],
    };
  }
  return turn;
}

/** The answer to the calm question: yes brings the card, no lets the conversation go on; other words are read as the next answer. */
function checked(turn: Turn, world: World, text: string): Turn {
  const region = world.content.regions[turn.session.region];
  const said =
    turn.incoming.value?.option ??
    (region
      ? world.listener.reader(region).option(text, offeredYesNo(world.content, turn.session.language))
      : undefined);
  const session = { ...turn.session, checking: false };
  if (said !== 'yes' && said !== 'no' && said !== 'unknown') return { ...turn, session };
  const kind = turn.session.danger.at(-1)?.kind ?? 'violence_now';
  const again = repeat(world.content.guide, session).effects;
  if (said === 'no')
    return {
      ...turn,
      session,
      told: told(turn, world),
      says: [...turn.says, { effect: 'word', name: 'bot.danger.check-no' }, ...again],
      settled: true,
    };
  const marked = {
    ...session,
    danger: [...session.danger, { kind, level: said === 'yes' ? 'emergency' : 'urgent', pattern: `answered/${said}` }],
  };
  return {
    ...turn,
    session: marked,
    told: told(turn, world),
    says: [...turn.says, { effect: 'card', kind, level: said === 'yes' ? 'emergency' : 'urgent' }, ...again],
    settled: true,
  };
}
