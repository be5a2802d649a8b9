import type { ReactNode } from 'react';
import { AreaName } from '../area-name';
import { away, clock, day } from '../clock';
import { Facts } from '../kit/part';
import { said, usePlace, type Place } from '../place';
import { isLate, isOver } from '../queue/filters';
import type { Detail } from '../shapes';
import { inWords } from './in-words';
import { latest } from './latest';

/** The rest of what is known at a glance: what was promised first, then whom it is about and where (W9). */
export function Glance({ handoff }: { handoff: Detail }) {
  const place = usePlace();
  const { me, words, language } = place;
  const { record } = handoff;
  const languages: Readonly<Record<string, string>> = words.names.languages;
  const who: Readonly<Record<string, string>> = words.names.who;
  const ages = inWords(record, language)
    .rows.filter((row) => /^age(-\d)?$/.test(row.fact))
    .map((row) => row.value);
  const spoken = languages[record.language] ?? record.language;
  const promise =
    record.promisedDay === null
      ? words.handoff.noPromise
      : `${words.handoff.byDay} ${day(record.promisedDay, language)}`;
  return (
    <Facts
      rows={[
        ...(isOver(handoff) ? ended(handoff, place) : [[words.handoff.promise, <b>{promise}</b>] as const]),
        ...(isOver(handoff) ? [] : [due(handoff, place)]),
        [words.handoff.age, ages.join(', ')],
        [words.handoff.who, record.who === null ? '' : (who[record.who] ?? record.who)],
        [words.handoff.language, record.interpreter ? <b>{`${spoken}, ${words.handoff.interpreter}`}</b> : spoken],
        [words.handoff.municipality, municipality(record.municipality, place)],
        [words.handoff.received, clock(handoff.receivedAt, language)],
        [words.handoff.owner, handoff.owner === me.id ? words.queue.mine : handoff.ownerName],
        [words.queue.area, <AreaName area={`${handoff.region}/${handoff.area}`} />],
        [words.handoff.identity, words.handoff.unverified],
      ]}
    />
  );
}

function municipality(id: string | null, { me, words, language }: Place): string {
  return id === null ? words.handoff.unknownMunicipality : said(me.municipalities[id] ?? id, language);
}

type Fact = readonly [string, ReactNode];

/** By when the family is reached; once it has been tried, when that was: the promise is kept by the first attempt. */
function due(handoff: Detail, { words, language, now }: Place): Fact {
  if (handoff.attemptedAt !== null) return [words.handoff.kept, clock(handoff.attemptedAt, language)];
  const late = isLate(handoff, now);
  return [
    words.queue.due,
    <b className={late ? 'late-text' : ''}>
      {clock(handoff.dueAt, language)} ({away(handoff.dueAt, now, language)}
      {late && `, ${words.queue.late}`})
    </b>,
  ];
}

/** How it ended, where it was written, and whether it is in the client information system, which lets it be deleted here. */
function ended({ closedAt, ending, events, transferredAt }: Detail, { words, language }: Place): readonly Fact[] {
  const endings: Readonly<Record<string, string>> = words.names.endings;
  const closing = latest(events, (event) => event.closing !== undefined)?.closing;
  return [
    [
      words.handoff.ended,
      <b>
        {closedAt !== null && clock(closedAt, language)}
        {ending !== null && ` · ${endings[ending] ?? ending}`}
      </b>,
    ],
    [words.handoff.register, closing === undefined ? '' : words.names.registers[closing.register]],
    [
      words.handoff.transferred,
      transferredAt === null ? <b>{words.handoff.notTransferred}</b> : clock(transferredAt, language),
    ],
  ];
}
