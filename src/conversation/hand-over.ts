import { replay } from '../flow/replay';
import { dueAfter } from '../region/calendar';
import { commonQueue } from '../region/region';
import { statutoryFor } from '../region/statutory';
import type { NewHandoff } from '../queue/handoff';
import { dangerRank, outcomeFor, promiseNow } from './outcome';
import type { World } from './ports';
import { rowsOf } from './rows';
import type { Turn } from './step';

/**
 * Makes the handoff of what the family has just sent: everything a worker needs to understand it without asking again
 * (domain 7.2; R-51, F-120). Written in the same transaction as the turn, so it is made once or not at all.
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
  const { language } = turn.session;
  const value = (fact: string): string | undefined => {
    const known = facts[fact];
    return typeof known === 'string' && known !== 'skip' ? known : undefined;
  };
  const list = (fact: string): readonly string[] => {
    const known = facts[fact];
    return Array.isArray(known) ? (known as readonly string[]) : [];
  };
  const handoff: NewHandoff = {
    id: world.names.id(),
    case: world.names.caseNumber(),
    codeHash: world.names.hashOfCode(code),
    conversation: turn.incoming.conversation,
    region: region.region,
    area: outcome.area?.id ?? commonQueue,
    dangerRank: dangerRank(turn.session.danger),
    childSelf: facts['who'] === 'young-person',
    receivedAt: now.toISOString(),
    // Without a promise of its own a region still has the queue's order: the next business day's close.
    dueAt: (promised ?? dueAfter(region, outcome.area?.id, now)).dueAt.toISOString(),
    record: {
      format: 1,
      need: outcome.need ?? null,
      also: outcome.also,
      ownWords: value('own-words') ?? null,
      who: value('who') ?? null,
      language,
      interpreter: facts['interpreter'] === 'yes',
      municipality: value('municipality') ?? null,
      contact: {
        name: value('name') ?? null,
        reach: value('reach') ?? null,
        times: list('safe-times'),
        allowed: list('safe-contact').filter((one) => one !== 'none'),
      },
      wantsPending: facts['wants'] === 'pending',
      wish: value('wish') ?? null,
      rows: rowsOf(position, content, 'fi'),
      danger: turn.session.danger,
      outcome: outcome.judged.outcome,
      reasons: reasonTexts(outcome.judged.reasons, rowsOf(position, content, 'fi')),
      services: outcome.forChildren.flatMap((one) => one.fitting.map(({ service }) => service.name.fi)),
      segment: outcome.segment
        ? {
            id: outcome.segment.segment,
            reasons: reasonTexts(outcome.segment.reasons, rowsOf(position, content, 'fi')),
          }
        : null,
      statutory: statutoryFor(
        content.statutory,
        {
          needs: outcome.need === undefined ? outcome.also : [outcome.need, ...outcome.also],
          outcome: outcome.judged.outcome,
          danger: turn.session.danger.map((one) => one.level),
          ages: outcome.forChildren.map((one) => one.age),
        },
        now,
        region,
      ),
      promisedDay: promised?.day ?? null,
      permission: { words: content.say(language)('contact.steps.permission.ask'), at: now.toISOString() },
      privacy: { words: content.say(language)('bot.greeting.privacy'), content: turn.session.content },
      transcript: [],
    },
  };
  const session = { ...turn.session, handoff: { id: handoff.id, case: handoff.case } };
  return { ...turn, session, handoff, code };
}

/** "worry=big" as a worker reads it: because the answer to this question was this. */
function reasonTexts(
  reasons: readonly string[],
  rows: readonly { fact: string; label: string; value: string }[],
): string[] {
  return reasons.map((reason) => {
    const row = rows.find((one) => one.fact === reason.split('=')[0]);
    return row ? `${row.label}: ${row.value}` : reason;
  });
}
