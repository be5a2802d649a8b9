import { handoffKinds, handoffStates, origins, type Ending } from '../queue/contract';
import type { HandoffRecord, Listed } from '../queue/handoff';
import type { Target } from '../queue/life';
import type { Detail, HandoffEvent, Shown } from '../queue/ports';
import type { Sealer } from './seal';
import type { Row, SqlValue } from './sql';

/** The columns of a row of the queue: none of them is sealed. */
export const listedColumns = [
  'id, case_number, region, area, state, owner, owner_name, kind, origin, danger_rank, child_self, received_at, due_at',
  'statutory_due_at, touched_at, attempted_at, contacted_at, tries, moves, news, safe_times, offered_area, offered_party',
  'closed_at, transferred_at, preferred, fill_later, danger_at',
].join(', ');

/** What a list asks of the database, areas and states as conditions, so that nothing is fetched to be thrown away. */
export function listing(
  areas: readonly string[] | 'all',
  shown: Shown,
): { readonly where: string; readonly values: readonly string[] } {
  const places = areas === 'all' ? [] : areas;
  const marks = places.map((_, index) => `$${index + 1}`).join(', ');
  const mine =
    areas === 'all'
      ? []
      : places.length === 0
        ? ['1 = 0']
        : [`(region || '/' || area in (${marks}) or offered_area in (${marks}))`];
  const states = shown === 'all' ? [] : [`state ${shown === 'open' ? 'not in' : 'in'} ('closed', 'withdrawn')`];
  return { where: ["kind <> 'synthetic'", ...states, ...mine].join(' and '), values: places };
}

export function listedFrom(row: Row): Listed {
  const text = (column: string): string | null => textOf(row[column]);
  return {
    id: String(row['id']),
    case: String(row['case_number']),
    region: String(row['region']),
    area: String(row['area']),
    state: oneOf(handoffStates, row['state']) ?? 'waiting',
    owner: text('owner'),
    ownerName: text('owner_name'),
    kind: oneOf(handoffKinds, row['kind']) ?? 'contact',
    origin: oneOf(origins, row['origin']) ?? 'chat',
    dangerRank: Number(row['danger_rank']),
    dangerAt: text('danger_at'),
    childSelf: row['child_self'] === 1,
    receivedAt: String(row['received_at']),
    dueAt: String(row['due_at']),
    statutoryDueAt: text('statutory_due_at'),
    touchedAt: text('touched_at'),
    attemptedAt: text('attempted_at'),
    contactedAt: text('contacted_at'),
    tries: Number(row['tries']),
    moves: Number(row['moves']),
    news: Number(row['news']),
    safeTimes: (text('safe_times') ?? '').split(' ').filter((one) => one !== ''),
    offeredTo: targetFrom(text('offered_area'), text('offered_party')),
    closedAt: text('closed_at'),
    transferredAt: text('transferred_at'),
    preferred: text('preferred'),
    fillLater: row['fill_later'] === 1,
  };
}

export function detailFrom(row: Row, events: readonly Row[], sealer: Sealer): Detail {
  const listed = listedFrom(row);
  return {
    ...listed,
    conversation: textOf(row['conversation']),
    ending: (row['ending'] as Ending | null) ?? null,
    revision: Number(row['revision']),
    firstReader: textOf(row['first_reader']),
    dutyAt: textOf(row['duty_at']),
    record: sealer.open(row['sealed'] as Buffer, `handoff ${listed.id}`) as HandoffRecord,
    events: events.map((event) => eventFrom(event, sealer)),
  };
}

/** What is sealed of an event: all but when, what kind, and by whom. */
export type SealedEvent = Partial<Omit<HandoffEvent, 'id' | 'at' | 'kind' | 'by' | 'consult'>> & {
  readonly name?: string;
};

export function eventFrom(row: Row, sealer: Sealer): HandoffEvent {
  const id = String(row['id']);
  const { name, ...opened } =
    row['sealed'] === null ? ({} as SealedEvent) : (sealer.open(row['sealed'] as Buffer, `event ${id}`) as SealedEvent);
  return {
    ...opened,
    id,
    at: String(row['at']),
    kind: String(row['kind']),
    // The family and the house have no name here.
    by: name === undefined || name === '' ? null : name,
    text: opened.text ?? '',
    ending: opened.ending ?? null,
    evaluation: opened.evaluation ?? null,
    consult: textOf(row['consult']),
  };
}

function targetFrom(area: string | null, party: string | null): Target | null {
  if (area !== null) return { area };
  return party === null ? null : { party };
}

function textOf(value: SqlValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function oneOf<T extends string>(known: readonly T[], value: SqlValue | undefined): T | undefined {
  return known.find((one) => one === value);
}
