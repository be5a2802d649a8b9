import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../api';
import { draftText, readDraft, type Draft } from './draft';

/** How often what is being written is kept on the server. */
const every = 2_000;

/** Whether the draft is safe on the server, on its way, or could not be kept. */
export type Kept = 'kept' | 'writing' | 'failed';

/** The draft of one handoff, kept on the server every two seconds while it changes, and when the screen is left. */
export function useDraft(id: string, stored: string): readonly [Draft, (change: Partial<Draft>) => void, Kept] {
  const [draft, setDraft] = useState(() => readDraft(stored));
  const [kept, setKept] = useState<Kept>('kept');
  const now = useRef(draft);
  const last = useRef(draftText(draft));
  const keep = useCallback(async () => {
    const text = draftText(now.current);
    if (text === last.current) return;
    try {
      await api.draft(id, text);
      last.current = text;
      setKept(draftText(now.current) === text ? 'kept' : 'writing');
    } catch {
      setKept('failed');
    }
  }, [id]);
  useEffect(() => {
    const ticking = setInterval(() => void keep(), every);
    const hidden = (): void => void keep();
    document.addEventListener('visibilitychange', hidden);
    return () => {
      clearInterval(ticking);
      document.removeEventListener('visibilitychange', hidden);
      void keep();
    };
  }, [keep]);
  const change = useCallback((part: Partial<Draft>) => {
    now.current = { ...now.current, ...part };
    setDraft(now.current);
    setKept('writing');
  }, []);
  return [draft, change, kept];
}
