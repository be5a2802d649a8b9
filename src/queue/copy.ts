import { localText } from '../region/day-words';
import type { RecordLabel, Trigger, Workbook } from '../region/workbook';
import { inLanguage } from '../region/region';
import type { Detail, HandoffEvent } from './ports';

/** The names of ids that a record holds, as workers call them. */
export interface CopyNames {
  readonly need: (id: string) => string;
  readonly municipality: (id: string) => string;
  readonly clock: (id: string) => string;
  /** An area, given as `region/area`. */
  readonly area: (id: string) => string;
}

/**
 * The record as text in the order in which the client information system asks for it: who and when, what is needed and why, what was
 * done, how it ended (703/2023 38 § and 41 §). A worker pastes it there; what is not known is left out. Pure.
 */
export function recordText(found: Detail, workbook: Workbook, names: CopyNames, language: 'fi' | 'sv'): string {
  const { record } = found;
  const label = (name: RecordLabel): string => inLanguage(workbook.record[name], language);
  const yesNo = (value: boolean): string => label(value ? 'yes' : 'no');
  const line = (name: RecordLabel, value: string | null | undefined): string[] =>
    value === null || value === undefined || value === '' ? [] : [`${label(name)}: ${value}`];
  const list = (name: RecordLabel, values: readonly string[]): string[] =>
    values.length === 0 ? [] : [`${label(name)}:`, ...values.map((value) => `- ${value}`)];
  const when = (at: string): string => localText(new Date(at), language);
  const named = (group: string, id: string | null | undefined): string | undefined => {
    const known = id === null || id === undefined ? undefined : workbook.names[`${group}.${id}`];
    return known ? inLanguage(known, language) : (id ?? undefined);
  };
  /** What tells one attempt, consultation or move from another. */
  const more = ({ how, to, target }: HandoffEvent): string => {
    const place = target === undefined ? undefined : 'area' in target ? names.area(target.area) : partyIn(target.party);
    return place ?? named('how', how) ?? (to === undefined ? '' : roleIn(to));
  };
  const partyIn = (id: string): string => nameIn(workbook.parties, id);
  const roleIn = (id: string): string => nameIn(workbook.roles, id);
  const nameIn = (list: readonly Pick<Trigger, 'id' | 'name'>[], id: string): string => {
    const known = list.find((one) => one.id === id);
    return known ? inLanguage(known.name, language) : id;
  };
  const swedish = language === 'sv' ? record.swedish : undefined;
  const rows = swedish?.rows ?? record.rows;
  const services = swedish ? (record.fits ?? []).map((one) => one.swedish ?? one.name) : record.services;
  const closing = found.events.findLast((event) => event.closing !== undefined)?.closing;
  const marked = found.events.findLast((event) => event.kind === 'triggers')?.triggers ?? [];
  const evaluation = found.events.findLast((event) => event.evaluation !== null)?.evaluation;
  return [
    ...line('case', found.case),
    ...line('received', when(found.receivedAt)),
    ...line('origin', named('origin', found.origin)),
    ...line('municipality', record.municipality === null ? null : names.municipality(record.municipality)),
    ...line('who', named('who', record.who)),
    ...line('name', record.contact.name),
    ...line('reach', record.contact.reach),
    ...line(
      'need',
      [record.need ?? '', ...record.also]
        .filter((one) => one !== '')
        .map(names.need)
        .join(', '),
    ),
    ...line('own-words', record.ownWords),
    ...line('wish', record.wish),
    ...line('pending', yesNo(record.wantsPending)),
    ...list(
      'danger',
      record.danger.map((one) => `${one.kind}, ${one.level}`),
    ),
    ...line('permission', `${when(record.permission.at)}: ${record.permission.words}`),
    ...list(
      'answers',
      rows.map((row) => `${row.label}: ${row.value}`),
    ),
    ...line('outcome', named('outcome', record.outcome)),
    ...list('services', services),
    ...list(
      'statutory',
      record.statutory.map((one) => `${names.clock(one.id)}${one.dueAt === null ? '' : ` ${when(one.dueAt)}`}`),
    ),
    ...list(
      'triggers',
      marked.map((id) => nameIn(workbook.triggers, id)),
    ),
    ...line('evaluation', evaluation?.segment),
    ...list(
      'events',
      found.events.map((event) =>
        [when(event.at), event.by ?? '', named('event', event.kind) ?? '', more(event), event.text]
          .filter((one) => one !== '')
          .join(' · '),
      ),
    ),
    ...line('ending', named('ending', found.ending)),
    ...line('register', named('register', closing?.register)),
    ...line('led', closing && yesNo(closing.led)),
    ...line('target', closing?.target),
    ...line('minutes', closing?.minutes?.toString()),
  ].join('\n');
}
