/** @jsxImportSource preact */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { directionOf } from '../../conversation/contract';
import { Announcer } from './announcer';
import { Bar } from './bar';
import { Cover, useIdle } from './cover';
import type { Heard, Start } from './heard';
import { Line } from './line';
import { Log } from './log';
import { lastSaid, type Message } from './messages';
import type { Say } from './asking';
import { save } from './save';
import { windowWords } from './words';
import { Writer } from './writer';

export interface ChatProps extends Start {
  readonly base: string;
  /** Leaves the page; nothing where the page around the window has its own button for it. */
  readonly exit: (() => void) | undefined;
  /** Gives the page a way to erase everything here at once. */
  readonly onLine: (line: Line) => void;
}

type State = Parameters<Heard['state']>[0];
const typingSeen = 6000;

/** The family's window. Focus never moves by itself; each message is announced once, by a region of its own. */
export function Chat(props: ChatProps) {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const [state, setState] = useState<State>('starting');
  const [languages, setLanguages] = useState<readonly string[]>([]);
  const [sign, setSign] = useState<'typing' | 'read' | undefined>();
  const [round, setRound] = useState(0);
  const [idle, show] = useIdle();
  const line = useRef<Line | undefined>(undefined);
  useMemo(() => {
    // What was never heard in a conversation that ended stands in the field of the next.
    const carried = line.current?.draft ?? '';
    line.current = new Line(props.base, props, {
      messages: setMessages,
      state: setState,
      languages: setLanguages,
      sign: setSign,
    });
    if (carried !== '') line.current.draft = carried;
  }, [round]);
  useEffect(() => {
    const opened = line.current;
    if (!opened) return;
    props.onLine(opened);
    void opened.open();
    return () => opened.close();
  }, [round]);
  useEffect(() => {
    if (sign !== 'typing') return;
    const gone = setTimeout(() => setSign(undefined), typingSeen);
    return () => clearTimeout(gone);
  }, [sign]);
  // What was typed or read is past once somebody has said something.
  useEffect(() => setSign(undefined), [messages.length]);

  const language = lastSaid(messages)?.language ?? props.language;
  const words = windowWords(language);
  const say: Say = (text, value) => line.current?.say(text, value);
  const saveNow = (): void => save(messages, words, language);
  const again = (): void => {
    setMessages([]);
    setState('starting');
    setRound(round + 1);
  };
  const remove = (): void => {
    line.current?.leave();
    setMessages([]);
    setState('over');
  };
  const ended = state === 'over' || hasEnded(messages);
  return (
    <section class="chat" lang={language} dir={directionOf(language)} aria-label={words.name}>
      <Bar words={words} say={say} save={saveNow} languages={languages} exit={props.exit} over={state === 'over'} />
      <div class="view" inert={idle}>
        <Log messages={messages} words={words} say={say} over={state === 'over'}>
          {state === 'starting' && messages.length === 0 && <p class="state">{words.starting}</p>}
          {ended && messages.length > 0 && (
            <div class="ending">
              <button type="button" onClick={saveNow}>
                {words.save}
              </button>
              <button type="button" onClick={remove}>
                {words.remove}
              </button>
              <p class="note">{words['save-note']}</p>
            </div>
          )}
        </Log>
        {sign && (
          <p class="state" role="status">
            {words[sign]}
          </p>
        )}
        {state === 'waiting' && (
          <p class="state waiting" role="status">
            {words.waiting}
          </p>
        )}
        {state === 'over' ? (
          <p class="state">
            {words.over}{' '}
            <button type="button" onClick={again}>
              {words.again}
            </button>
          </p>
        ) : (
          <Writer key={round} words={words} say={say} line={line} messages={messages} />
        )}
      </div>
      {idle && <Cover words={words} show={show} />}
      <Announcer messages={messages} words={words} />
    </section>
  );
}

/** Whether the guidance has come to its end: an outcome was said and nothing is asked any more. */
function hasEnded(messages: readonly Message[]): boolean {
  return lastSaid(messages)?.kind === undefined && messages.some((message) => message.luotsi?.outcome);
}
