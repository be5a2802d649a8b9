import { useId, useState, type ReactNode } from 'react';
import { Button, InlineAlert, Modal, ModalContent, ModalFooter, ModalTitle } from 'suomifi-ui-components';
import { usePlace } from '../place';
import { troubleOf } from '../trouble';

interface Props {
  readonly title: string;
  readonly confirm: string;
  /** What the dialog is for; when it fails, the dialog stays with everything that was written in it. */
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
  /** False while something that must be told is missing. */
  readonly ready?: boolean;
  readonly children: ReactNode;
}

/** One question to the worker above the screen: focus stays in it, Escape leaves it, and a failure is told in it. */
export function Dialog({ title, confirm, onConfirm, onClose, ready = true, children }: Props) {
  const { words } = usePlace();
  const name = useId();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const go = async (): Promise<void> => {
    setBusy(true);
    setTrouble('');
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setTrouble(troubleOf(error, words));
      setBusy(false);
    }
  };
  return (
    <Modal visible appElementId="console" ariaLabelledBy={name} onEscKeyDown={onClose} className="dialog">
      <ModalContent>
        <ModalTitle id={name}>{title}</ModalTitle>
        <div className="form">{children}</div>
        <div role="alert">{trouble !== '' && <InlineAlert status="error">{trouble}</InlineAlert>}</div>
      </ModalContent>
      <ModalFooter>
        <Button aria-disabled={busy || !ready} onClick={() => void (busy || !ready ? undefined : go())}>
          {confirm}
        </Button>
        <Button variant="secondary" onClick={onClose}>
          {words.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
