import { useCallback, useEffect, useRef, useState } from 'react';
import { api, type Listing } from './api';
import { Refused } from './refused';
import type { Listed } from './shapes';

/** Changes that come close together are read as one. */
const gather = 250;
/** A family that goes on typing is told of anew before this has passed, in milliseconds. */
const typingSeen = 7000;

/** The queue as it is now. */
export interface Queue {
  readonly rows: readonly Listed[];
  /** False while the line to the server is broken: what is on the screen may be old. */
  readonly connected: boolean;
  /** Whether the list has been read at least once. */
  readonly read: boolean;
  /** Grows at every sign of change. */
  readonly beat: number;
  /** The handoff of this worker's own whose family types just now. */
  readonly typing: string | undefined;
  readonly refresh: () => Promise<void>;
}

/** Keeps a list of the queue true without reloading; `none` for who reads no queue. `signedOut` is told when the server knows the worker no more. */
export function useQueue(listing: Listing | 'none', signedOut: () => void): Queue {
  const [rows, setRows] = useState<readonly Listed[]>([]);
  const [connected, setConnected] = useState(true);
  const [read, setRead] = useState(false);
  const [beat, setBeat] = useState(0);
  const [typing, setTyping] = useState<string>();
  const leave = useRef(signedOut);
  const newest = useRef(0);
  leave.current = signedOut;

  const refresh = useCallback(async () => {
    if (listing === 'none') return;
    newest.current += 1;
    const mine = newest.current;
    try {
      const list = await api.list(listing);
      // An answer that a newer question has overtaken is old.
      if (mine !== newest.current) return;
      setRows(list);
      setRead(true);
      setConnected(true);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) leave.current();
      else setConnected(false);
    }
    setBeat((before) => before + 1);
  }, [listing]);

  useEffect(() => {
    void refresh();
    let soon: ReturnType<typeof setTimeout> | undefined;
    const heard = (): void => {
      clearTimeout(soon);
      soon = setTimeout(() => void refresh(), gather);
    };
    let broken = false;
    const line = (there: boolean): void => {
      setConnected(there);
      // What was missed while the line was broken is read at once.
      if (there && broken) heard();
      broken = !there;
    };
    let still: ReturnType<typeof setTimeout> | undefined;
    const types = (handoff: string): void => {
      setTyping(handoff);
      clearTimeout(still);
      still = setTimeout(() => setTyping(undefined), typingSeen);
    };
    const stop = api.news(heard, line, types);
    return () => {
      clearTimeout(soon);
      clearTimeout(still);
      stop();
    };
  }, [refresh]);
  return { rows, connected, read, beat, typing, refresh };
}
