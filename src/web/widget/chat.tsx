/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Line, type Message } from './line';
import { Said, type Say } from './said';
import { save } from './save';
import { windowWords, type WindowWords } from './words';

export interface ChatProps {
  readonly base: string;
  readonly region: string;
  readonly language: string;
  readonly about: string | null;
  /** Gives the page a way to erase everything here at once. */
  readonly onLine: (line: Line) => void;
}

/** The family's window. Focus never moves by itself; each message is announced once, by a region of its own. */
export function Chat(props: ChatProps) {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const [state, setState] = useState<'open' | 'waiting' | 'over'>('open');
  const [round, setRound] = useState(0);
  const line = useRef<Line | undefined>(undefined);
  useEffect(() => {
    const opened = new Line(
      props.base,
      { region: props.region, language: props.language, about: props.about },
      { messages: setMessages, state: setState },
    );
    line.current = opened;
    props.onLine(opened);
    void opened.open();
  }, [round]);
  const language = [...messages].reverse().find((message) => message.luotsi)?.luotsi?.language ?? props.language;
  const words = windowWords(language);
  const say: Say = (text, value) => line.current?.say(text, value);
  const last = lastWhere(messages, (message) => message.luotsi?.kind !== undefined);
  const answered = messages.slice(last + 1).some((message) => message.from === 'family');
  return (
    <section class="chat" lang={language} aria-label={words.name}>
      <Bar words={words} say={say} save={() => save(messages, words, language)} />
      <ol class="log" aria-label={words.log}>
        {messages.map((message, index) => (
          <Said
            key={message.clientId ?? message.id}
            message={message}
            words={words}
            say={say}
            asks={index === last && !answered && state !== 'over'}
          />
        ))}
      </ol>
      <Announcer messages={messages} />
      <Bottom messages={messages} />
      {state === 'waiting' && (
        <p class="state" role="status">
          {words.waiting}
        </p>
      )}
      {state === 'over' ? (
        <p class="state">
          {words.over}{' '}
          <button
            type="button"
            onClick={() => {
              setMessages([]);
              setState('open');
              setRound(round + 1);
            }}
          >
            {words.again}
          </button>
        </p>
      ) : (
        <Writer words={words} say={say} />
      )}
    </section>
  );
}

function Bar({ words, say, save }: { words: WindowWords; say: Say; save: () => void }) {
  return (
    <div class="bar">
      <strong class="name">{words.name}</strong>
      <button type="button" class="person" onClick={() => say(words.person, { command: 'person' })}>
        {words.person}
      </button>
      <details class="menu">
        <summary>{words.menu}</summary>
        <div class="menu-items">
          <button type="button" onClick={() => say(words.back, { command: 'back' })}>
            {words.back}
          </button>
          <button type="button" onClick={() => say(words.restart, { command: 'restart' })}>
            {words.restart}
          </button>
          <button type="button" lang="fi" onClick={() => say('Suomi', { command: 'language', language: 'fi' })}>
            Suomi
          </button>
          <button type="button" lang="sv" onClick={() => say('Svenska', { command: 'language', language: 'sv' })}>
            Svenska
          </button>
          <button type="button" lang="en" onClick={() => say('English', { command: 'language', language: 'en' })}>
            English
          </button>
          <button type="button" onClick={save}>
            {words.save}
          </button>
          <button type="button" onClick={() => say(words.leave, { command: 'leave' })}>
            {words.leave}
          </button>
        </div>
      </details>
    </div>
  );
}

function Writer({ words, say }: { words: WindowWords; say: Say }) {
  const [text, setText] = useState('');
  const send = (): void => {
    if (text.trim() === '') return;
    say(text.trim());
    setText('');
  };
  return (
    <form
      class="writer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="hidden" for="words">
        {words.write}
      </label>
      <textarea
        id="words"
        rows={2}
        placeholder={words.write}
        value={text}
        autocomplete="off"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            send();
          }
        }}
      />
      <button type="submit">{words.send}</button>
    </form>
  );
}

/** Says each new message of Luotsi to a screen reader once; the text leaves the region again, so that it is not read twice. */
function Announcer({ messages }: { messages: readonly Message[] }) {
  const said = useRef(0);
  const [text, setText] = useState('');
  const words = messages.filter((message) => message.luotsi);
  useEffect(() => {
    const news = words.slice(said.current).map((message) => message.text);
    said.current = words.length;
    if (news.length === 0) return;
    setText(news.join(' '));
    const gone = setTimeout(() => setText(''), 1500);
    return () => clearTimeout(gone);
  }, [words.length]);
  return (
    <div class="hidden" aria-live="polite" aria-atomic="true">
      {text}
    </div>
  );
}

/** Keeps the newest message in view while the reader is at the end of the log. */
function Bottom({ messages }: { messages: readonly Message[] }) {
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const log = mark.current?.parentElement?.querySelector('.log');
    const first =
      log?.children[
        Math.max(
          0,
          lastWhere(messages, (message) => message.from === 'family'),
        )
      ];
    if (log && first) log.scrollTo({ top: (first as HTMLElement).offsetTop - (log as HTMLElement).offsetTop - 8 });
  }, [messages.length]);
  return <div ref={mark} />;
}

function lastWhere(messages: readonly Message[], is: (message: Message) => boolean): number {
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message && is(message)) return index;
  }
  return -1;
}
