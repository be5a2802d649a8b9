import { useEffect, useRef } from 'react';
import { api } from '../api';
import { usePlace } from '../place';
import type { Route } from '../route';
import { troubleOf } from '../trouble';

/** Follows the link of a notice to its case: a notice tells the number, since it may tell nothing else. */
export function CaseLink({ number, onFound }: { number: string; onFound: (to: Route) => void }) {
  const { words, tell } = usePlace();
  const followed = useRef('');
  useEffect(() => {
    if (followed.current === number) return;
    followed.current = number;
    const follow = async (): Promise<void> => {
      try {
        const row = await api.withCase(number);
        if (row === undefined) tell(words.queue.noCase(number), 'trouble');
        else onFound({ page: 'handoff', id: row.id });
      } catch (error) {
        tell(troubleOf(error, words), 'trouble');
      }
    };
    void follow();
  }, [number, words, tell, onFound]);
  return (
    <main id="main" tabIndex={-1} className="loading">
      <h1>{words.queue.title}</h1>
      <a href="#/">{words.queue.toQueue}</a>
    </main>
  );
}
