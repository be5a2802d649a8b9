import { useState } from 'react';
import { attempts, type Attempt } from '../../../queue/contract';
import { Dialog } from '../kit/dialog';
import { Choice, Writing } from '../kit/fields';
import { usePlace } from '../place';
import type { DialogProps } from './make';

/** An attempt to call that did not reach the family (W14). Leaving a message shows only where it is safe. */
export function TriedDialog({ title, handoff, make, onClose }: DialogProps) {
  const { words } = usePlace();
  const [how, setHow] = useState<Attempt>();
  const [text, setText] = useState('');
  const { allowed } = handoff.record.contact;
  const mayLeave = allowed.includes('voicemail') || allowed.includes('text-message');
  const offered = attempts.filter((one) => one !== 'message-left' || mayLeave);
  return (
    <Dialog
      title={title}
      confirm={words.dialogs.save}
      ready={how !== undefined}
      onConfirm={() => make('tried', { how, ...(text.trim() === '' ? {} : { text: text.trim() }) })}
      onClose={onClose}
    >
      <Choice
        name="how"
        label={words.dialogs.how}
        options={offered.map((one) => [one, words.names.hows[one]] as const)}
        value={how}
        onChange={setHow}
        {...(mayLeave ? {} : { hint: words.dialogs.noMessage })}
      />
      <Writing label={words.dialogs.more} value={text} onChange={setText} optional={words.optional} />
    </Dialog>
  );
}
