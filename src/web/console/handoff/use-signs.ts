import { useEffect, useRef } from 'react';
import { api } from '../api';
import { usePlace } from '../place';
import { isOver } from '../queue/filters';
import type { Detail } from '../shapes';

/** Somewhat longer than the server lets pass. */
const between = 3200;

/**
 * Lets a family that is there see that its worker reads and types. Only the owner's signs are told, what is read only while the
 * page is looked at; a sign that does not arrive is not told again. Returns what to call when the worker types.
 */
export function useSigns(handoff: Detail): () => void {
  const { me } = usePlace();
  const { id, familyThere, chatOpen, chat } = handoff;
  const seen = familyThere && chatOpen && handoff.owner === me.id && !isOver(handoff);
  const newest = chat.filter((line) => line.by === 'family').pop()?.at;
  useEffect(() => {
    if (!seen || newest === undefined) return;
    const look = (): void => {
      if (document.visibilityState === 'hidden') return;
      document.removeEventListener('visibilitychange', look);
      void api.sign(id, { sign: 'read', at: newest }).catch(() => undefined);
    };
    document.addEventListener('visibilitychange', look);
    look();
    return () => document.removeEventListener('visibilitychange', look);
  }, [id, seen, newest]);
  const typedAt = useRef(-between);
  return () => {
    const now = performance.now();
    if (!seen || now - typedAt.current < between) return;
    typedAt.current = now;
    void api.sign(id, { sign: 'typing' }).catch(() => undefined);
  };
}
