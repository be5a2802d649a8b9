import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../api';
import { Refused } from '../refused';
import type { Queue } from '../live';
import { usePlace } from '../place';
import { isOver } from '../queue/filters';
import { fragmentOf } from '../route';
import type { Detail, Listed } from '../shapes';
import { troubleOf } from '../trouble';
import { Handoff } from './handoff';
import type { Make } from './make';

const gone = 'gone';

/** All of a row that its reader's screen shows otherwise when it changes. Opening sets the news to nothing, which changes nothing. */
function markOf(row: Listed): string {
  const { state, owner, region, area, dueAt, touchedAt, tries, moves, news, offeredTo, transferredAt, fillLater } = row;
  return JSON.stringify([
    [state, owner, region, area, dueAt, touchedAt, tries, moves, transferredAt, fillLater],
    news > 0 ? news : null,
    offeredTo?.area ?? offeredTo?.party ?? null,
  ]);
}

/** Reads one handoff, and reads it again when the queue says that it has changed. */
export function HandoffPage({ id, queue }: { id: string; queue: Queue }) {
  const { me, words, tell } = usePlace();
  const [handoff, setHandoff] = useState<Detail>();
  const [trouble, setTrouble] = useState('');
  /** How the handoff stood when it was last read. */
  const seen = useRef<string>(undefined);
  const over = useRef(false);
  const chats = useRef(false);
  const shown = useRef(false);
  const news = useRef(0);
  /** What was told of it before is old. */
  const quiet = useRef((): void => undefined);
  quiet.current = () => tell('');
  const { refresh, rows, beat, read: isRead } = queue;
  const done: Readonly<Record<string, string>> = words.handoff.done;

  const read = useCallback(async (): Promise<Detail | undefined> => {
    try {
      const found = await api.open(id);
      seen.current = markOf(found);
      over.current = isOver(found);
      chats.current = found.familyThere;
      shown.current = true;
      setHandoff(found);
      setTrouble('');
      // The owner has read the family's news now: the list should not say that they wait.
      if (news.current > found.news) void refresh();
      return found;
    } catch (error) {
      const refused = error instanceof Refused && (error.status === 403 || error.status === 404);
      // What is not this worker's any more leaves the screen at once.
      if (refused) {
        setHandoff(undefined);
        quiet.current();
      }
      // A line that failed is tried again at the next sign of change, a refusal when the row itself changes.
      else seen.current = undefined;
      setTrouble(refused && shown.current ? words.handoff.gone : troubleOf(error, words));
      shown.current = false;
      return undefined;
    }
  }, [id, words, refresh]);

  const row = rows.find((one) => one.id === id);
  news.current = row?.news ?? 0;
  // What is over stands in no list of what is open.
  const mark = row === undefined ? gone : markOf(row);
  useEffect(() => {
    // Every reading is a line in the trail: none is made that shows nothing new.
    const known = seen.current === mark || (mark === gone && over.current);
    if (!isRead || (known && !chats.current)) return;
    seen.current = mark;
    void read();
  }, [isRead, mark, beat, read]);
  useEffect(() => {
    document.getElementById('handoff')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [id]);

  const make: Make = async (move, body) => {
    try {
      await api.move(id, move, body);
      tell(done[move] ?? words.handoff.saved);
    } catch (error) {
      const now = await read();
      await refresh();
      if (!(error instanceof Refused) || error.code !== 'handoff-taken') throw error;
      // Whoever lost a race learns who has it.
      throw new Refused(error.status, error.code, now?.owner === me.id ? null : (now?.ownerName ?? null));
    }
    await read();
    await refresh();
    // The button that was pressed may be gone: the focus goes to the handoff, and not to the top of the page.
    if (document.activeElement === document.body) document.getElementById('handoff')?.focus({ preventScroll: true });
  };

  if (handoff === undefined)
    return (
      <>
        <a className="back" href={fragmentOf({ page: 'queue' })}>
          ← {words.queue.title}
        </a>
        <div role="status">
          <h1 className="choose">{trouble === '' ? words.loading : trouble}</h1>
        </div>
      </>
    );
  return (
    <>
      {trouble !== '' && (
        <p role="alert" className="told trouble">
          {trouble}
        </p>
      )}
      <Handoff handoff={handoff} make={make} types={queue.typing === id} />
    </>
  );
}
