import { AreaName } from '../area-name';
import { away, clock } from '../clock';
import { Tag } from '../kit/part';
import { usePlace } from '../place';
import { fragmentOf } from '../route';
import { isSafeNow } from '../safe-time';
import type { HandoffKind } from '../../../queue/contract';
import type { Listed } from '../shapes';
import { isLate, isOfferedTo, isOver } from './filters';

/** How many moves make an alert: nobody is passed from hatch to hatch (F-171). */
export const tooManyMoves = 2;

/** What goes without saying, or is said by a mark already. */
const plainKinds: readonly HandoffKind[] = ['contact', 'danger', 'synthetic'];

/** One case of the queue: how grave, by when, whose, and where. It names no person. */
export function Row({ row, current }: { row: Listed; current: boolean }) {
  const { me, words, language, now } = usePlace();
  const over = isOver(row);
  const late = isLate(row, now);
  const mine = row.owner !== null && row.owner === me.id;
  return (
    <li>
      <a
        className={`item rank-${String(over ? 0 : row.dangerRank)}${late ? ' late' : ''}`}
        href={fragmentOf({ page: 'handoff', id: row.id })}
        aria-current={current ? 'true' : undefined}
      >
        <span className="first-line">
          <b className="case">{row.case}</b>
          {row.dangerRank === 2 && <Tag tone="danger">{words.names.ranks.emergency}</Tag>}
          {row.dangerRank === 1 && <Tag tone="urgent">{words.names.ranks.urgent}</Tag>}
          {row.childSelf && <Tag tone="urgent">{words.queue.childSelf}</Tag>}
          {row.kind === 'synthetic' && <Tag>{words.queue.synthetic}</Tag>}
          {row.news > 0 && !over && <Tag tone="own">{words.queue.news(row.news)}</Tag>}
        </span>
        {over ? (
          <span className="due">
            {row.closedAt !== null && clock(row.closedAt, language)}
            {row.fillLater && ` · ${words.queue.toFill}`}
          </span>
        ) : (
          <span className="due">
            {late && <strong>{words.queue.late} · </strong>}
            {row.attemptedAt === null ? words.queue.by : words.queue.tried}{' '}
            {clock(row.attemptedAt ?? row.dueAt, language)}{' '}
            <span className="soft">· {away(row.attemptedAt ?? row.dueAt, now, language)}</span>
          </span>
        )}
        <span className="who">
          {mine ? <Tag tone="own">{words.queue.mine}</Tag> : row.ownerName}
          {row.owner !== null && (mine ? ' ' : ' · ')}
          <span className="state">{words.names.states[row.state]}</span>
          {row.tries > 0 && !over && ` · ${words.queue.tries(row.tries)}`}
        </span>
        <span className="where soft">
          <AreaName area={`${row.region}/${row.area}`} />
          {plainKinds.includes(row.kind) ? '' : ` · ${words.names.kinds[row.kind]}`}
          {row.origin !== 'chat' && ` · ${words.names.origins[row.origin]}`}
        </span>
        {isOfferedTo(row, me) && <strong className="mark">{words.queue.offeredHere}</strong>}
        {row.moves >= tooManyMoves && <strong className="mark alert">{words.queue.movedOften(row.moves)}</strong>}
        {!over && isSafeNow(row.safeTimes, me.safeTimes, now) && (
          <span className="mark safe-now">{words.queue.safeNow}</span>
        )}
      </a>
    </li>
  );
}
