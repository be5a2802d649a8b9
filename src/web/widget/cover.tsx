/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import type { WindowWords } from './words';

const idleAfter = 10 * 60_000;
const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Whether nobody has touched the page for ten minutes, and a way to say that somebody is there. */
export function useIdle(): readonly [boolean, () => void] {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    if (idle) return;
    let touched = Date.now();
    const touch = (): void => {
      touched = Date.now();
    };
    // A device that slept has run no timers: the clock is asked, also when the tab is looked at again.
    const look = (): void => {
      if (Date.now() - touched >= idleAfter) setIdle(true);
    };
    const often = setInterval(look, 5000);
    for (const sign of signs) addEventListener(sign, touch, { capture: true, passive: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(often);
      for (const sign of signs) removeEventListener(sign, touch, { capture: true });
      document.removeEventListener('visibilitychange', look);
    };
  }, [idle]);
  return [idle, () => setIdle(false)];
}

/** Hides the view from whoever passes by; nothing is lost, and the session goes on. */
export function Cover({ words, show }: { words: WindowWords; show: () => void }) {
  return (
    <div class="cover" role="status">
      <p>{words.covered}</p>
      <button type="button" onClick={show}>
        {words.uncover}
      </button>
    </div>
  );
}
