/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Message } from './messages';
import type { WindowWords } from './words';

const heardIn = 4000;

interface AnnouncerProps {
  readonly messages: readonly Message[];
  readonly words: WindowWords;
  /** While the worker types: which of their answers it is going to be. Each is told of once, however long it takes. */
  readonly typing: number | undefined;
}

interface Spoken {
  readonly id: string;
  readonly language: string | undefined;
  readonly text: string;
}

/**
 * Says each new message to a screen reader once: it is put into a live region of its own and taken out again, so that nobody meets
 * it twice. Of a conversation that was resumed only the last message is said.
 */
export function Announcer({ messages, words, typing }: AnnouncerProps) {
  const said = useRef(new Set<string>());
  const [saying, setSaying] = useState<readonly Spoken[]>([]);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  const speak = (news: readonly Spoken[]): void => {
    if (news.length === 0) return;
    setSaying((before) => [...before, ...news]);
    const gone = setTimeout(() => {
      timers.current.delete(gone);
      setSaying((before) => before.filter((one) => !news.includes(one)));
    }, heardIn);
    timers.current.add(gone);
  };
  useEffect(() => {
    const speaks = messages.filter((message) => message.from !== 'family');
    const fresh = speaks.filter((message) => !said.current.has(message.id));
    const resumed = said.current.size === 0 && messages.some((message) => message.from === 'family');
    for (const message of fresh) said.current.add(message.id);
    speak((resumed ? fresh.slice(-1) : fresh).map((message) => spoken(message, words)));
  }, [messages]);
  const typed = useRef(-1);
  useEffect(() => {
    if (typing === undefined || typing <= typed.current) return;
    typed.current = typing;
    speak([{ id: `typing ${typing}`, language: undefined, text: words.typing }]);
  }, [typing]);
  useEffect(
    () => () => {
      for (const timer of timers.current) clearTimeout(timer);
    },
    [],
  );
  return (
    <div class="hidden announcer" aria-live="polite" aria-relevant="additions">
      {saying.map(({ id, language, text }) => (
        <p key={id} lang={language}>
          {text}
        </p>
      ))}
    </div>
  );
}

function spoken({ id, from, luotsi, text }: Message, words: WindowWords): Spoken {
  return { id, language: luotsi?.language, text: `${from === 'worker' ? words.worker : words.robot}: ${text}` };
}
