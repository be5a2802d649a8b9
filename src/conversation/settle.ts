import { replay } from '../flow/replay';
import { dayOf } from '../region/calendar';
import { tallyOf, talliesOfOutcome, type Tally } from '../statistics/tally';
import { linesOf } from './lines';
import { dangerRank, outcomeFor } from './outcome';
import type { Entry, Outgoing } from './outgoing';
import type { Held, World } from './ports';
import { isOpen } from '../queue/life';
import type { Turn } from './step';

/** What a turn has written, and who is to hear of it once it is stored. */
export interface Settled {
  readonly entry: Entry;
  /** Whether the conversation ended with it. */
  readonly ended: boolean;
  /** Whether the queue has changed. */
  readonly queue: boolean;
}

/**
 * The only write of a turn: session, words, handoff, counts and notices in the transaction that holds the conversation, guarded by
 * the session's revision. A family that leaves has its rows erased instead.
 */
export async function settle(turn: Turn, words: readonly Outgoing[], world: World, held: Held): Promise<Settled> {
  const { conversation, messageId, clientId } = turn.incoming;
  const now = world.clock.now();
  const told = turn.told && clientId !== undefined ? { ...turn.told, clientId } : turn.told;
  const entry: Entry = {
    conversation,
    first: turn.stored?.size ?? 0,
    at: now.toISOString(),
    messageId,
    told,
    words,
    by: 'bot',
  };
  const tallies = talliesOf(turn, world, now);
  if (turn.leaves) {
    await held.erase(conversation, tallies, entry.at);
    return { entry, ended: true, queue: false };
  }
  const handoff = turn.handoff && {
    ...turn.handoff,
    record: {
      ...turn.handoff.record,
      transcript: linesOf([...(turn.stored ? await held.log(conversation, 0) : []), entry]),
    },
  };
  // What the family thinks of the robot is counted and goes to nobody.
  const open =
    turn.stored?.handoff !== undefined && isOpen(turn.stored.handoff) && feedbackIn(turn, world).length === 0;
  await held.settle({
    conversation,
    from: turn.stored?.revision,
    session: turn.session,
    entry,
    handoff,
    appendTo: open && told ? turn.session.handoff?.id : undefined,
    dangerRank: dangerRank(turn.session.danger),
    tallies,
  });
  return { entry, ended: false, queue: handoff !== undefined || open };
}

function talliesOf(turn: Turn, world: World, now: Date): Tally[] {
  const region = world.content.regions[turn.session.region];
  if (!region) return [];
  const at = { day: dayOf(now), region: region.region };
  const tallies: Tally[] =
    turn.stored === undefined && !turn.leaves ? [tallyOf('conversation', turn.session.channel, at)] : [];
  const { from } = turn.incoming;
  if (turn.stored === undefined && !turn.leaves && from !== undefined) tallies.push(tallyOf('from', from, at));
  const { facts } = replay(world.content.guide, turn.session);
  tallies.push(...feedbackIn(turn, world).map(([asked, told]) => tallyOf(asked, told, at)));
  for (const say of turn.says) {
    if (say.effect === 'card') tallies.push(tallyOf('danger', say.level, at));
    if (say.effect === 'handoff') tallies.push(tallyOf('handoff', 'sent', at));
    if (say.effect === 'outcome') {
      const outcome = outcomeFor(facts, turn.session, region, world.content, now);
      const fits = outcome.forChildren.some((one) => one.fitting.some(({ service }) => service.general !== true));
      tallies.push(...talliesOfOutcome(facts, outcome.judged.outcome, at, fits));
    }
  }
  return tallies;
}

const feedback = ['heard', 'helped'] as const;

/** The answers of this turn to whether the family was heard and helped. */
function feedbackIn(turn: Turn, world: World): [string, string][] {
  if (!turn.session.answers.some(({ fact }) => feedback.some((asked) => asked === fact))) return [];
  const { guide } = world.content;
  const now = replay(guide, turn.session).facts;
  const before = turn.stored ? replay(guide, turn.stored.session).facts : {};
  return feedback.flatMap((asked): [string, string][] => {
    const told = now[asked];
    return typeof told === 'string' && before[asked] === undefined ? [[asked, told]] : [];
  });
}
