import type { Content } from '../content/content';
import type { FactValue } from '../flow/fact';
import type { HeardDanger } from '../flow/session';
import type { Origin, Told } from '../queue/contract';
import { kindOf, type NewHandoff } from '../queue/handoff';
import { dueAfter } from '../region/calendar';
import { commonQueue, type Region } from '../region/region';
import { placeName } from './offers';
import { dangerRank, outcomeFor, promiseNow } from './outcome';
import type { Names, World } from './ports';
import { recordOf } from './record';

/** A contact as a worker writes it down of a call, a letter or a visit: the same facts that the chat asks for (F-339). */
export interface TakenContact {
  readonly origin: Exclude<Origin, 'chat'>;
  readonly area: string;
  readonly language: string;
  /** Answers by their facts; what was not told is left out. */
  readonly facts: Readonly<Record<string, FactValue>>;
  /** What the worker heard of danger. */
  readonly danger: readonly HeardDanger[];
  /** How the family permitted it to be written down. */
  readonly permission: string;
}

/** Facts that are told under a name of the contact flow; the others belong to the frame. */
const ofContact: readonly string[] = ['urgency', 'name', 'reach', 'safe-times', 'safe-contact', 'interpreter', 'wish'];

/** The handoff of a contact that did not come by the chat: judged, ordered and promised like one that did. Pure but for its names. */
export function takenHandoff(
  taken: TakenContact,
  region: Region,
  content: Content,
  names: Names,
  now: Date,
  canPromise: World['canPromise'],
): NewHandoff {
  const { facts, danger, area } = taken;
  const outcome = outcomeFor(facts, { danger }, region, content, now);
  const known = region.areas.some((one) => one.id === area) ? area : undefined;
  const promised = promiseNow(facts, region, known, now, canPromise(region, known));
  const rank = dangerRank(danger);
  const who = typeof facts['who'] === 'string' ? facts['who'] : undefined;
  return {
    id: names.id(),
    case: names.caseNumber(),
    // Nobody has been told this code: whoever called is known by the call.
    codeHash: names.hashOfCode(names.id()),
    conversation: null,
    region: region.region,
    area: known ?? commonQueue,
    kind: kindOf({ dangerRank: rank, who, need: outcome.need }),
    origin: taken.origin,
    dangerRank: rank,
    childSelf: who === 'young-person',
    receivedAt: now.toISOString(),
    dueAt: (promised ?? dueAfter(region, known, now)).dueAt.toISOString(),
    record: recordOf(
      {
        facts,
        danger,
        outcome,
        rowsIn: (read) => rowsOfTaken(facts, content, read),
        language: taken.language,
        promisedDay: promised?.day ?? null,
        permission: { words: taken.permission, at: now.toISOString() },
        privacy: { words: '', content: content.version },
        transcript: [],
      },
      region,
      content,
      now,
    ),
  };
}

/** Each told fact as the same row that the chat would have made of it. */
function rowsOfTaken(facts: TakenContact['facts'], content: Content, language: 'fi' | 'sv'): Told['rows'] {
  const words = content.words[language] ?? {};
  return Object.entries(facts).flatMap(([fact, value]) => {
    const flow = ofContact.includes(fact) ? 'contact' : 'frame';
    const label = words[`${flow}.steps.${fact === 'need' ? 'topic-need' : fact}.row`];
    if (label === undefined) return [];
    const named = (id: string): string =>
      words[`${flow}.steps.${fact}.options.${id}`] ??
      words[`needs.needs.${id}.name`] ??
      words[`bot.options.${id}`] ??
      id;
    const told = Array.isArray(value)
      ? (value as readonly string[]).map(named).join(', ')
      : fact === 'municipality'
        ? placeName(String(value), content, language)
        : typeof value === 'number'
          ? content.say(language)('bot.outcome.age-years', { years: value })
          : named(String(value));
    return [{ fact, label, value: told }];
  });
}
