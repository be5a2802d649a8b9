import { useState, type ReactNode } from 'react';
import type { Detail, Me, MoveBody } from './api';
import { clock, day } from './clock';
import { Segments } from './segments';
import type { ConsoleWords } from './words';

interface Props {
  readonly handoff: Detail;
  readonly me: Me;
  readonly words: ConsoleWords;
  readonly language: string;
  readonly onMove: (move: string, body?: MoveBody) => void;
}

/** One handoff: safe contact on top, the need in the family's words, and everything else behind it. */
export function Handoff({ handoff, me, words, language, onMove }: Props) {
  const { record } = handoff;
  return (
    <article aria-label={handoff.case}>
      <SafeContact handoff={handoff} words={words} />
      <h2>
        {handoff.case}
        {handoff.dangerRank === 2 && <strong className="tag danger">{words.danger2}</strong>}
        {handoff.dangerRank === 1 && <strong className="tag urgent">{words.danger1}</strong>}
        {handoff.childSelf && <strong className="tag child">{words.child}</strong>}
      </h2>
      <p className="promise">
        {record.promisedDay === null ? words.noPromise : `${words.promise} ${day(record.promisedDay, language)}`} ·{' '}
        {words.received} {clock(handoff.receivedAt, language)}
      </p>
      <Part title={words.need}>
        <blockquote lang={record.language}>{record.ownWords ?? '–'}</blockquote>
      </Part>
      {record.wish !== null && (
        <Part title={words.wish}>
          <blockquote lang={record.language}>{record.wish}</blockquote>
        </Part>
      )}
      {record.wantsPending && (
        <p>
          <strong>{words.pending}</strong>
        </p>
      )}
      <Moves handoff={handoff} me={me} words={words} onMove={onMove} />
      <p>
        {words.language}: {record.language}
        {record.interpreter && ` · ${words.interpreter}`} · {words.unverified}
      </p>
      {record.danger.length > 0 && (
        <Part title={words.heard}>
          <ul>
            {record.danger.map((one, index) => (
              <li key={index}>
                {words.dangers[one.kind] ?? one.kind} · {words.levels[one.level] ?? one.level} ({words.heardBy}:{' '}
                {one.pattern})
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={words.answers}>
        <dl className="rows">
          {record.rows.map((row) => (
            <div key={row.fact}>
              <dt>{row.label}</dt>
              <dd>{row.value}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title={words.outcome}>
        <p>{words.outcomes[record.outcome] ?? record.outcome}</p>
        {record.reasons.length > 0 && (
          <ul>
            {record.reasons.map((reason) => (
              <li key={reason}>{reason === 'danger=emergency' ? words.heardDanger : `${words.because}: ${reason}`}</li>
            ))}
          </ul>
        )}
        {record.services.length > 0 && (
          <p>
            {words.advised}: {record.services.join(', ')}
          </p>
        )}
      </Part>
      <Segments handoff={handoff} me={me} words={words} language={language} onMove={onMove} />
      {record.statutory.length > 0 && (
        <Part title={words.statutory}>
          <ul>
            {record.statutory.map((one) => (
              <li key={one.id}>
                {me.clocks[one.id]?.name[language] ?? me.clocks[one.id]?.name['fi'] ?? one.id}
                {one.dueAt !== null && <strong> {clock(one.dueAt, language)}</strong>} ({me.clocks[one.id]?.source})
              </li>
            ))}
          </ul>
        </Part>
      )}
      {handoff.events.length > 0 && (
        <Part title={words.events}>
          <ul>
            {handoff.events.map((event) => (
              <li key={`${event.at}${event.kind}`}>
                {clock(event.at, language)} {event.by} {words.kinds[event.kind] ?? event.kind}
                {event.ending !== null && `: ${words.endings[event.ending] ?? event.ending}`}
                {event.text !== '' && <blockquote>{event.text}</blockquote>}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <details>
        <summary>{words.transcript}</summary>
        <ol className="transcript" lang={record.language}>
          {record.transcript.map((line, index) => (
            <li key={index} className={line.by}>
              <b lang={language}>{words.by[line.by]}</b> {line.text}
            </li>
          ))}
        </ol>
      </details>
      <details>
        <summary>{words.permission}</summary>
        <p lang={record.language}>{record.permission.words}</p>
        <p>{clock(record.permission.at, language)}</p>
      </details>
    </article>
  );
}

/** How the family may be reached without harm: always on top, and the most cautious where nothing was said. */
function SafeContact({ handoff, words }: { handoff: Detail; words: ConsoleWords }) {
  const { contact } = handoff.record;
  const who = contact.name ?? words.noName;
  if (contact.reach === 'i-call')
    return (
      <p className="safe">
        <b>{words.safe}:</b> {who} · {words.callsItself}
      </p>
    );
  const times = contact.times.map((time) => words.times[time] ?? time).join(', ');
  const allowed =
    contact.allowed.length === 0
      ? words.nothingAllowed
      : contact.allowed.map((one) => words.allowed[one] ?? one).join(', ');
  const phone = /^[+\d][\d\s().-]+$/.test(contact.reach ?? '');
  return (
    <p className="safe">
      <b>{words.safe}:</b> {who} ·{' '}
      {phone ? <a href={`tel:${(contact.reach ?? '').replace(/[^\d+]/g, '')}`}>{contact.reach}</a> : contact.reach} ·{' '}
      {times} · {allowed}
    </p>
  );
}

function Moves({ handoff, me, words, onMove }: Omit<Props, 'language'>) {
  const [note, setNote] = useState('');
  const [ending, setEnding] = useState('guided');
  const mine = handoff.owner === me.id;
  if (handoff.state === 'waiting')
    return (
      <p>
        <button type="button" className="first" onClick={() => onMove('claim')}>
          {words.claim}
        </button>
      </p>
    );
  if (handoff.state === 'closed') return null;
  return (
    <div className="moves">
      {!mine && (
        <button type="button" onClick={() => onMove('take-over')}>
          {words.takeOver}
        </button>
      )}
      <label>
        {words.note}
        <textarea rows={3} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <button
        type="button"
        disabled={note.trim() === ''}
        onClick={() => {
          onMove('note', { text: note });
          setNote('');
        }}
      >
        {words.writeNote}
      </button>
      {mine && (
        <>
          <label>
            {words.ending}
            <select value={ending} onChange={(event) => setEnding(event.target.value)}>
              {Object.entries(words.endings).map(([id, label]) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <button type="button" className="first" onClick={() => onMove('close', { ending, text: note })}>
            {words.close}
          </button>
          <button type="button" onClick={() => onMove('return')}>
            {words.giveBack}
          </button>
        </>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
