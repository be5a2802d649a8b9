import { useEffect, useRef, useState } from 'react';
import { usePlace } from '../place';

/**
 * That the family types: seen as long as it does, in a place that is kept for it, and told to a screen reader once for each of the
 * family's messages. `said` counts those.
 */
export function FamilyTypes({ types, said }: { types: boolean; said: number }) {
  const { words } = usePlace();
  const told = useRef(-1);
  const [telling, setTelling] = useState('');
  useEffect(() => {
    if (!types || said <= told.current) return;
    told.current = said;
    setTelling(words.chat.types);
  }, [types, said, words]);
  useEffect(() => setTelling(''), [said]);
  return (
    <>
      <p className="types" aria-hidden="true">
        {types && words.chat.types}
      </p>
      <p className="unseen" aria-live="polite">
        {telling}
      </p>
    </>
  );
}
