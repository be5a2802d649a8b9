/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Say } from './asking';
import { lastWhere, type Message } from './messages';
import { Said } from './said';
import type { WindowWords } from './words';

interface LogProps {
  readonly messages: readonly Message[];
  readonly words: WindowWords;
  readonly say: Say;
  readonly over: boolean;
  /** The message that the worker has read last. */
  readonly read: Message | undefined;
  readonly children: ComponentChildren;
}

/** Everything that was said, oldest first. The newest question alone can be answered; older ones stay readable. */
export function Log({ messages, words, say, over, read, children }: LogProps) {
  const log = useRef<HTMLDivElement>(null);
  const asked = lastWhere(messages, (message) => message.luotsi?.kind !== undefined);
  const answers = messages
    .slice(asked + 1)
    .filter((message) => message.from === 'family' && message.state !== 'refused');
  useEffect(() => showNews(log.current), [messages.length]);
  return (
    <div class="log" ref={log} tabIndex={0} role="region" aria-label={words.log}>
      <ol>
        {messages.map((message, index) => (
          <Said
            key={message.clientId ?? message.id}
            message={message}
            words={words}
            say={say}
            asks={index === asked && answers.length === 0 && !over}
            answer={answerTo(messages, index)}
            read={message === read}
          />
        ))}
      </ol>
      {children}
    </div>
  );
}

/** What the family said next after a question. */
function answerTo(messages: readonly Message[], question: number): string | undefined {
  if (messages[question]?.luotsi?.kind === undefined) return undefined;
  return messages.slice(question + 1).find((message) => message.from === 'family')?.text;
}

/** Brings what was said last by the family to the top, so that what follows it is read from its beginning. Focus stays. */
function showNews(log: HTMLElement | null): void {
  const own = log?.querySelectorAll<HTMLElement>('.family');
  const last = own?.[own.length - 1];
  if (log && last) log.scrollTo({ top: last.offsetTop - log.offsetTop - 8 });
}
