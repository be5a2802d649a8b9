import { advance } from '../flow/advance';
import type { Facts } from '../flow/fact';
import { replay } from '../flow/replay';
import type { Session } from '../flow/session';
import { handOver } from './hand-over';
import { cleaned } from './incoming';
import { offeredIn, tellsOwnMatter } from './offers';
import type { World } from './ports';
import type { Saying, Turn } from './step';

/** Takes the message as an answer to the open question, and prepares the handoff when the family has sent it. */
export function proceed(turn: Turn, world: World): Turn {
  const region = world.content.regions[turn.session.region];
  if (!region) return { ...turn, settled: true };
  const factsOf = (session: Session): Facts => replay(world.content.guide, session).facts;
  const { text, value } = turn.incoming;
  const said = {
    text: text === undefined ? undefined : cleaned(text),
    value:
      value === undefined ? undefined : { ...value, text: value.text === undefined ? undefined : cleaned(value.text) },
  };
  const advanced = advance(world.content.guide, turn.session, said, world.listener.reader(region), (asked, position) =>
    offeredIn(turn.session, asked, position.facts, world.content),
  );
  // Words of danger, or a story told early, need not be an answer too: that is no misunderstanding, the question only waits.
  const heard = turn.says.some(
    (say) => say.effect === 'card' || (say.effect === 'word' && say.name === 'bot.heard.story'),
  );
  const missed = advanced.session.misses > turn.session.misses;
  const alarms = advanced.effects.flatMap((effect) =>
    effect.effect === 'alarm' ? [{ kind: effect.kind, level: effect.level, pattern: `answered/${effect.step}` }] : [],
  );
  const session = {
    ...advanced.session,
    misses: heard && missed ? turn.session.misses : advanced.session.misses,
    danger: [...advanced.session.danger, ...alarms],
  };
  const effects =
    heard && missed
      ? advanced.effects.map((effect) => (effect.effect === 'ask' ? { ...effect, misses: 0 } : effect))
      : advanced.effects;
  const own = turn.session.channel === 'teams' && tellsOwnMatter(factsOf(turn.session), factsOf(session));
  const says: Saying[] = [...turn.says, ...(own ? [{ effect: 'own-matter' } as const] : []), ...effects];
  const next: Turn = { ...turn, session, says, settled: true };
  return effects.some((effect) => effect.effect === 'handoff') ? handOver(next, world) : next;
}
