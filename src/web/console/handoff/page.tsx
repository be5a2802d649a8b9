import { useCallback, useEffect, useRef, useState } from 'react';
import { api, Refused } from '../api';
import type { Queue } from '../live';
import { usePlace } from '../place';
import type { Detail } from '../shapes';
import { troubleOf } from '../trouble';
import { Handoff } from './handoff';

/** Makes a move and shows what became of it; throws a `Refused` when the server does not allow it. */
export type Make = (move: string, body?: object) => Promise<void>;

/** Reads one handoff, and reads it again when the queue says that it has changed. */
export function HandoffPage({ id, queue }: { id: string; queue: Queue }) {
  const { me, words, tell } = usePlace();
  const [handoff, setHandoff] = useState<Detail>();
  const [trouble, setTrouble] = useState('');
  const seen = useRef<string>(undefined);
  const { refresh, rows, beat } = queue;
  const done: Readonly<Record<string, string>> = words.handoff.done;

  const read = useCallback(async (): Promise<Detail | undefined> => {
    try {
      const found = await api.open(id);
      setHandoff(found);
      setTrouble('');
      return found;
    } catch (error) {
      setTrouble(troubleOf(error, words));
      return undefined;
    }
  }, [id, words]);

  const row = rows.find((one) => one.id === id);
  // Opening sets the news to nothing; that alone is no reason to read again.
  const mark = row === undefined ? '' : JSON.stringify({ ...row, news: row.news > 0 ? row.news : undefined });
  const chats = handoff?.familyThere === true;
  useEffect(() => {
    if (seen.current === mark && !chats) return;
    seen.current = mark;
    void read();
  }, [mark, beat, chats, read]);
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
      if (!(error instanceof Refused) || error.code !== 'handoff-taken') throw error;
      // Whoever lost a race learns who has it.
      throw new Refused(error.status, error.code, now?.owner === me.id ? null : (now?.ownerName ?? null));
    } finally {
      await refresh();
    }
    await read();
    // The button that was pressed may be gone: the focus goes to the handoff, and not to the top of the page.
    if (document.activeElement === document.body) document.getElementById('handoff')?.focus({ preventScroll: true });
  };

  if (handoff === undefined) return <p className="choose">{trouble === '' ? words.loading : trouble}</p>;
  return (
    <>
      {trouble !== '' && (
        <p role="alert" className="told trouble">
          {trouble}
        </p>
      )}
      <Handoff handoff={handoff} make={make} />
    </>
  );
}
