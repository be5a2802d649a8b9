/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Message } from './messages';
import type { WindowWords } from './words';

const heardIn = 4000;

/**
 * Says each new message to a screen reader once: it is put into a live region of its own and taken out again, so that nobody meets
 * it twice. Of a conversation that was resumed only the last message is said.
 */
export function Announcer({ messages, words }: { messages: readonly Message[]; words: WindowWords }) {
  const said = useRef(new Set<string>());
  const [saying, setSaying] = useState<readonly Message[]>([]);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const speaks = messages.filter((message) => message.from !== 'family');
    const fresh = speaks.filter((message) => !said.current.has(message.id));
    const resumed = said.current.size === 0 && messages.some((message) => message.from === 'family');
    for (const message of fresh) said.current.add(message.id);
    const news = resumed ? fresh.slice(-1) : fresh;
    if (news.length === 0) return;
    setSaying((before) => [...before, ...news]);
    const gone = setTimeout(() => {
      timers.current.delete(gone);
      setSaying((before) => before.filter((message) => !news.includes(message)));
    }, heardIn);
    timers.current.add(gone);
  }, [messages]);
  useEffect(
    () => () => {
      for (const timer of timers.current) clearTimeout(timer);
    },
    [],
  );
  return (
    <div class="hidden announcer" aria-live="polite" aria-relevant="additions">
      {saying.map((message) => (
        <p key={message.id} lang={message.luotsi?.language}>
          {message.from === 'worker' ? words.worker : words.robot}: {message.text}
        </p>
      ))}
    </div>
  );
}
