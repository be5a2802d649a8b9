import { useEffect, useRef, useState } from 'react';
import { api } from '../api';
import { Refused } from '../refused';
import { Dialog } from '../kit/dialog';
import { usePlace } from '../place';
import { troubleOf } from '../trouble';
import type { DialogProps } from './make';

/** The handoff in the order of the client record, for the clipboard (W18). Making it is an export, and the server writes that down. */
export function CopyDialog({ title, handoff, onClose }: DialogProps) {
  const { words, language, tell } = usePlace();
  const [text, setText] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    api.copy(handoff.id, language).then(setText, (error: unknown) => setTrouble(troubleOf(error, words)));
  }, [handoff.id, language, words]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text ?? '');
    } catch {
      // A frame or an old browser may not copy by itself: the text is chosen, and the worker copies it.
      field.current?.select();
      throw new Refused(0, 'copy-refused');
    }
    tell(words.dialogs.copied);
  };
  return (
    <Dialog title={title} confirm={words.dialogs.copy} ready={text !== undefined} onConfirm={copy} onClose={onClose}>
      <p>{words.dialogs.copyMeans}</p>
      {trouble !== '' && <p role="alert">{trouble}</p>}
      {text !== undefined && (
        <textarea ref={field} className="copy" readOnly rows={14} value={text} aria-label={words.dialogs.copyText} />
      )}
    </Dialog>
  );
}
