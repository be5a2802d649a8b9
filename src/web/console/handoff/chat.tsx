import { useEffect, useRef, useState } from 'react';
import { Button } from 'suomifi-ui-components';
import { clock } from '../clock';
import { Writing } from '../kit/fields';
import { Part } from '../kit/part';
import { usePlace } from '../place';
import { isOver } from '../queue/filters';
import type { Detail } from '../shapes';
import { troubleOf } from '../trouble';
import type { Make } from './make';
import { longestDraft } from './draft';
import { unfilledIn } from './fields';
import { FamilyTypes } from './family-types';
import { ReadyTexts } from './ready-texts';
import { useSigns } from './use-signs';

interface Props {
  readonly handoff: Detail;
  readonly make: Make;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Whether the family types just now. */
  readonly types: boolean;
}

/** The whole conversation in its original language, and the way to write into it for whoever takes care of the matter. */
export function Chat({ handoff, make, text, onText, types }: Props) {
  const { me, words, language } = usePlace();
  const lines = handoff.chat.length > 0 ? handoff.chat : handoff.record.transcript;
  const end = useRef<HTMLOListElement>(null);
  const typed = useSigns(handoff);
  useEffect(() => {
    const box = end.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [lines.length]);
  if (lines.length === 0) return null;
  const mine = handoff.owner === me.id && !isOver(handoff);
  return (
    <Part title={words.chat.title} className="chat">
      {!isOver(handoff) && handoff.chatOpen && (
        <p className={handoff.familyThere ? 'there yes' : 'there'} aria-live="polite">
          {handoff.familyThere ? words.chat.there : words.chat.notThere}
        </p>
      )}
      {/* A box that scrolls must be reached by keyboard. */}
      <ol className="lines" ref={end} tabIndex={0} aria-label={words.chat.title}>
        {lines.map((line, index) => (
          <li key={index} className={line.by}>
            <span className="by">
              {words.chat.by[line.by]} <time dateTime={line.at}>{clock(line.at, language)}</time>
            </span>
            <span lang={handoff.record.language}>{line.text}</span>
          </li>
        ))}
      </ol>
      {mine && handoff.chatOpen && (
        <>
          {handoff.familyThere && (
            <FamilyTypes types={types} said={lines.filter((line) => line.by === 'family').length} />
          )}
          <Say
            handoff={handoff}
            make={make}
            text={text}
            onText={(written) => {
              onText(written);
              if (written !== '') typed();
            }}
          />
        </>
      )}
    </Part>
  );
}

function Say({ handoff, make, text, onText }: Omit<Props, 'types'>) {
  const { words, tell } = usePlace();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const unfilled = unfilledIn(text);
  const ready = text.trim() !== '' && unfilled === undefined && !busy;
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await make('say', { text: text.trim() });
      onText('');
    } catch (error) {
      tell(troubleOf(error, words), 'trouble');
    }
    setBusy(false);
    field.current?.focus();
  };
  const insert = (readyText: string): void => {
    const at = field.current?.selectionStart ?? text.length;
    onText(`${text.slice(0, at)}${readyText}${text.slice(at)}`);
    field.current?.focus();
  };
  return (
    <div className="say">
      <Writing
        label={words.chat.write}
        hint={handoff.familyThere ? words.chat.writeNow : words.chat.writeLater}
        value={text}
        onChange={onText}
        field={field}
        longest={longestDraft}
      />
      {unfilled !== undefined && <p role="alert">{words.chat.unfilled(unfilled)}</p>}
      <Button aria-disabled={!ready} onClick={() => void (ready ? send() : undefined)}>
        {words.chat.send}
      </Button>
      <ReadyTexts spoken={handoff.record.language} onInsert={insert} />
    </div>
  );
}
