import { useState } from 'react';
import { Dialog } from '../kit/dialog';
import { Writing } from '../kit/fields';
import { usePlace } from '../place';
import type { Action } from './allowed';
import type { DialogProps } from './make';

type TextAction = Exclude<Action, 'claim' | 'tried' | 'consult' | 'offer' | 'close' | 'fill' | 'copy'>;

/** Without words these would tell the next worker nothing. */
const needsWords: readonly TextAction[] = ['answer', 'refuse'];

/** A move with a few words beside it. */
export function TextDialog({ title, make, onClose, action }: DialogProps & { action: TextAction }) {
  const { words } = usePlace();
  const [text, setText] = useState('');
  const needed = needsWords.includes(action);
  return (
    <Dialog
      title={title}
      confirm={title}
      ready={!needed || text.trim() !== ''}
      onConfirm={() => make(action, text.trim() === '' ? {} : { text: text.trim() })}
      onClose={onClose}
    >
      <p>{words.dialogs.means[action]}</p>
      <Writing
        label={words.dialogs.words[action]}
        value={text}
        onChange={setText}
        {...(needed ? {} : { optional: words.optional })}
      />
    </Dialog>
  );
}
