import { replay } from '../flow/replay';
import { dueAfter } from '../region/calendar';
import { commonQueue } from '../region/region';
import { kindOf, type NewHandoff } from '../queue/handoff';
import { dangerRank, outcomeFor, promiseNow } from './outcome';
import type { World } from './ports';
import { recordOf } from './record';
import { rowsOf } from './rows';
import { speechOf } from './speech';
import type { Turn } from './step';

/**
 * Makes the handoff of what the family has just sent. Written in the same transaction as the turn, so it is made once or not at
 * all, with its notice: also when not a single message was written.
 */
export function handOver(turn: Turn, world: World): Turn {
  const { content } = world;
  const region = content.regions[turn.session.region];
  if (!region) return turn;
  const position = replay(content.guide, turn.session);
  const { facts } = position;
  const now = world.clock.now();
  const outcome = outcomeFor(facts, turn.session, region, content, now);
  const promised = promiseNow(facts, region, outcome.area?.id, now, world.canPromise(region, outcome.area?.id));
  const code = world.names.familyCode();
  const { language, danger } = turn.session;
  const rank = dangerRank(danger);
  const who = typeof facts['who'] === 'string' ? facts['who'] : undefined;
  const handoff: NewHandoff = {
    id: world.names.id(),
    case: world.names.caseNumber(),
    codeHash: world.names.hashOfCode(code),
    conversation: turn.incoming.conversation,
    region: region.region,
    area: outcome.area?.id ?? commonQueue,
    kind: kindOf({ dangerRank: rank, who, need: outcome.need }),
    origin: 'chat',
    dangerRank: rank,
    childSelf: who === 'young-person',
    receivedAt: now.toISOString(),
    // Without a promise of its own a region still has the queue's order: the next business day's close.
    dueAt: (promised ?? dueAfter(region, outcome.area?.id, now)).dueAt.toISOString(),
    record: recordOf(
      {
        facts,
        danger,
        outcome,
        rowsIn: (read) => rowsOf(position, content, read),
        language,
        promisedDay: promised?.day ?? null,
        permission: { words: content.say(language)('contact.steps.permission.ask'), at: now.toISOString() },
        privacy: { words: speechOf(turn, world, region).word('bot.greeting.privacy'), content: turn.session.content },
        transcript: [],
      },
      region,
      content,
      now,
    ),
  };
  const session = { ...turn.session, handoff: { id: handoff.id, case: handoff.case } };
  return { ...turn, session, handoff, code };
}
