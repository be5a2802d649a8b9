import type { Content } from '../content/content';
import type { Facts } from '../flow/fact';
import type { HeardDanger } from '../flow/session';
import type { Told, TranscriptLine } from '../queue/contract';
import type { HandoffRecord } from '../queue/handoff';
import { inLanguage, type Region } from '../region/region';
import { classesOf, type AgeClass } from '../region/services';
import { statutoryFor } from '../region/statutory';
import { suggestedTriggers } from '../region/workbook';
import type { Outcome } from './outcome';

/** All that a worker's record is made of, however the contact came. */
export interface Recorded {
  readonly facts: Facts;
  readonly danger: readonly HeardDanger[];
  readonly outcome: Outcome;
  /** The answers as rows, in a language that workers read. */
  readonly rowsIn: (language: 'fi' | 'sv') => Told['rows'];
  readonly language: string;
  readonly promisedDay: string | null;
  readonly permission: HandoffRecord['permission'];
  readonly privacy: HandoffRecord['privacy'];
  readonly transcript: readonly TranscriptLine[];
}

/** Everything a worker needs to understand a contact without asking again (domain 7.2; R-51, F-120). Pure. */
export function recordOf(of: Recorded, region: Region, content: Content, now: Date): HandoffRecord {
  const { facts, outcome } = of;
  const rows = of.rowsIn('fi');
  const swedishRows = of.rowsIn('sv');
  const { need } = outcome;
  const value = (fact: string): string | null => {
    const known = facts[fact];
    return typeof known === 'string' && known !== 'skip' ? known : null;
  };
  const list = (fact: string): readonly string[] => {
    const known = facts[fact];
    return Array.isArray(known) ? (known as readonly string[]) : [];
  };
  const fits = outcome.forChildren.flatMap((one) =>
    one.fitting.map(({ service, why }) => ({
      id: service.id,
      name: service.name.fi,
      swedish: inLanguage(service.name, 'sv'),
      ...(one.child === undefined ? {} : { child: one.child }),
      sector: service.general === true ? 'general' : service.sector,
      why,
    })),
  );
  return {
    format: 3,
    need: need ?? null,
    also: outcome.also,
    ownWords: value('own-words'),
    who: value('who'),
    language: of.language,
    interpreter: facts['interpreter'] === 'yes',
    municipality: facts['place-is'] === 'unknown' ? null : value('municipality'),
    contact: {
      name: value('name'),
      reach: value('reach'),
      times: list('safe-times'),
      allowed: list('safe-contact').filter((one) => one !== 'none'),
    },
    wantsPending: facts['wants'] === 'pending',
    wish: value('wish'),
    rows,
    danger: of.danger,
    outcome: outcome.judged.outcome,
    reasons: reasonTexts(outcome.judged.reasons, rows),
    services: fits.map((one) => one.name),
    fits,
    ageBands: [...new Set(outcome.forChildren.flatMap(({ age }) => bandOf(age) ?? []))],
    triggers: suggestedTriggers(content.workbook, region.region, { ...facts, outcome: outcome.judged.outcome }),
    segment: outcome.segment
      ? { id: outcome.segment.segment, reasons: reasonTexts(outcome.segment.reasons, rows) }
      : null,
    swedish: {
      rows: swedishRows,
      reasons: reasonTexts(outcome.judged.reasons, swedishRows),
      segment: reasonTexts(outcome.segment?.reasons ?? [], swedishRows),
    },
    statutory: statutoryFor(
      content.statutory,
      {
        needs: need === undefined ? outcome.also : [need, ...outcome.also],
        outcome: outcome.judged.outcome,
        danger: of.danger.map((one) => one.level),
        ages: outcome.forChildren.map((one) => one.age),
      },
      now,
      region,
    ),
    promisedDay: of.promisedDay,
    permission: of.permission,
    privacy: of.privacy,
    transcript: of.transcript,
  };
}

/** The one class that says most of an age; an age itself is in the answers alone. */
function bandOf(age: Parameters<typeof classesOf>[0]): AgeClass | undefined {
  const classes = classesOf(age);
  return classes.find((one) => one === 'baby') ?? classes.at(-1);
}

/** "worry=big" as a worker reads it: because the answer to this question was this. */
function reasonTexts(reasons: readonly string[], rows: Told['rows']): string[] {
  return reasons.map((reason) => {
    const row = rows.find((one) => one.fact === reason.split('=')[0]);
    return row ? `${row.label}: ${row.value}` : reason;
  });
}
