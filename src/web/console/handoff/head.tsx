import { AreaName } from '../area-name';
import { away, clock, day } from '../clock';
import { Facts, Tag } from '../kit/part';
import { said, usePlace } from '../place';
import { isLate, isOver } from '../queue/filters';
import { tooManyMoves } from '../queue/row';
import type { Detail } from '../shapes';
import { SafeContact } from './safe-contact';

/** What a worker must know in ten seconds: how to be in touch safely, danger, the matter in the family's words, the promise (W9). */
export function Head({ handoff }: { handoff: Detail }) {
  const { me, words, language } = usePlace();
  const { record } = handoff;
  const need = me.needs[record.need ?? ''];
  return (
    <header className="head">
      <h1>
        {handoff.case} <Tag>{words.names.states[handoff.state]}</Tag>
        {handoff.childSelf && <Tag tone="urgent">{words.queue.childSelf}</Tag>}
        {handoff.origin !== 'chat' && <Tag>{words.names.origins[handoff.origin]}</Tag>}
        {handoff.kind === 'synthetic' && <Tag>{words.queue.synthetic}</Tag>}
      </h1>
      {!isOver(handoff) && <SafeContact handoff={handoff} />}
      <Danger handoff={handoff} />
      {handoff.moves >= tooManyMoves && <p className="alert-line">{words.queue.movedOften(handoff.moves)}</p>}
      <h2>
        {words.handoff.ownWords}
        {need !== undefined && <span className="soft"> · {said(need, language)}</span>}
      </h2>
      <blockquote lang={record.language} className="own-words">
        {record.ownWords ?? words.handoff.noWords}
      </blockquote>
      {record.wish !== null && (
        <p>
          <b>{words.handoff.wish}:</b> <q lang={record.language}>{record.wish}</q>
        </p>
      )}
      {record.wantsPending && <p className="alert-line">{words.handoff.pending}</p>}
      <Glance handoff={handoff} />
    </header>
  );
}

/** Danger with its reason: what was heard, and which rule heard it. */
function Danger({ handoff }: { handoff: Detail }) {
  const { words } = usePlace();
  const { danger } = handoff.record;
  if (handoff.dangerRank === 0 && danger.length === 0) return null;
  const names: Readonly<Record<string, string>> = words.names.dangers;
  const levels: Readonly<Record<string, string>> = words.names.levels;
  return (
    <section className={`danger-card rank-${String(handoff.dangerRank)}`}>
      <h2>
        {handoff.dangerRank === 2
          ? words.names.ranks.emergency
          : handoff.dangerRank === 1
            ? words.names.ranks.urgent
            : words.names.ranks.check}
      </h2>
      <ul>
        {danger.map((one, index) => (
          <li key={index}>
            <b>{names[one.kind] ?? one.kind}</b>: {levels[one.level] ?? one.level}{' '}
            <span className="soft">
              ({words.handoff.heardBy} {one.pattern})
            </span>
          </li>
        ))}
        {danger.length === 0 && <li>{words.handoff.dangerTold}</li>}
      </ul>
    </section>
  );
}

function Glance({ handoff }: { handoff: Detail }) {
  const { me, words, language, now } = usePlace();
  const { record } = handoff;
  const languages: Readonly<Record<string, string>> = words.names.languages;
  const who: Readonly<Record<string, string>> = words.names.who;
  const ages = record.rows.filter((row) => /^age(-\d)?$/.test(row.fact)).map((row) => row.value);
  const spoken = languages[record.language] ?? record.language;
  const late = isLate(handoff, now);
  const promise =
    record.promisedDay === null
      ? words.handoff.noPromise
      : `${words.handoff.byDay} ${day(record.promisedDay, language)}`;
  return (
    <Facts
      rows={[
        [words.handoff.age, ages.join(', ')],
        [words.handoff.who, record.who === null ? '' : (who[record.who] ?? record.who)],
        [words.handoff.language, record.interpreter ? <b>{`${spoken}, ${words.handoff.interpreter}`}</b> : spoken],
        [
          words.handoff.municipality,
          said(me.municipalities[record.municipality ?? ''] ?? record.municipality ?? '', language),
        ],
        [words.handoff.promise, promise],
        [
          words.queue.due,
          isOver(handoff) ? (
            ''
          ) : (
            <span className={late ? 'late-text' : ''}>
              {clock(handoff.dueAt, language)} ({away(handoff.dueAt, now, language)}
              {late && `, ${words.queue.late}`})
            </span>
          ),
        ],
        [words.handoff.received, clock(handoff.receivedAt, language)],
        [words.handoff.owner, handoff.owner === me.id ? words.queue.mine : handoff.ownerName],
        [words.queue.area, <AreaName area={`${handoff.region}/${handoff.area}`} />],
        [words.handoff.identity, words.handoff.unverified],
      ]}
    />
  );
}
