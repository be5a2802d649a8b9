import { Tag } from '../kit/part';
import { said, usePlace } from '../place';
import { isOver } from '../queue/filters';
import { tooManyMoves } from '../queue/row';
import { takenOrigins } from '../../../queue/contract';
import type { Detail } from '../shapes';
import type { ConsoleWords } from '../words/words';
import { Glance } from './glance';
import { Pending } from './pending';
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
      <Pending handoff={handoff} />
    </header>
  );
}

/** Danger with its reason: what was heard, and how. */
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
            <b>{names[one.kind] ?? one.kind}</b>: {levels[one.level] ?? one.level}
            <span className="soft"> · {heardBy(one.pattern, words)}</span>
          </li>
        ))}
        {danger.length === 0 && <li>{words.handoff.dangerTold}</li>}
      </ul>
    </section>
  );
}

/** How a danger was heard, by the name of the rule that heard it; the rule's own name is for those who write the rules. */
function heardBy(pattern: string, { handoff: { heard } }: ConsoleWords): string {
  if (pattern.startsWith('answered/')) return heard.answered;
  if (pattern === 'learned') return heard.likeness;
  return (takenOrigins as readonly string[]).includes(pattern) ? heard.worker : `${heard.words} (${pattern})`;
}
