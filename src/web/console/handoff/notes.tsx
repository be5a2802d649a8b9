import { useState } from 'react';
import { Button } from 'suomifi-ui-components';
import { Writing } from '../kit/fields';
import { Part } from '../kit/part';
import { usePlace } from '../place';
import { troubleOf } from '../trouble';
import { longestDraft } from './draft';
import type { Make } from './make';
import type { Kept } from './use-draft';

interface Props {
  readonly make: Make;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly kept: Kept;
}

/** A note for colleagues; what has been begun is kept as a draft. */
export function Notes({ make, text, onText, kept }: Props) {
  const { words, tell } = usePlace();
  const [busy, setBusy] = useState(false);
  const write = async (): Promise<void> => {
    if (busy || text.trim() === '') return;
    setBusy(true);
    try {
      await make('note', { text: text.trim() });
      onText('');
    } catch (error) {
      tell(troubleOf(error, words), 'trouble');
    }
    setBusy(false);
  };
  return (
    <Part title={words.notes.title} className="notes">
      <Writing label={words.notes.label} hidden longest={longestDraft} value={text} onChange={onText} />
      <p className="kept soft" aria-live="polite">
        {text !== '' && words.notes[kept]}
      </p>
      <Button variant="secondary" aria-disabled={busy || text.trim() === ''} onClick={() => void write()}>
        {words.notes.write}
      </Button>
    </Part>
  );
}
