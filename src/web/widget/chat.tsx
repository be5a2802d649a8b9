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
import { isWithWorker, readMessage } from './signs';
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
/** Typing is told anew at least so often while it goes on. */
const typingSeen = 7000;

/** The family's window. Focus never moves by itself; each message is announced once, by a region of its own. */
export function Chat(props: ChatProps) {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const [state, setState] = useState<State>('starting');
  const [languages, setLanguages] = useState<readonly string[]>([]);
  /** When the worker's typing was last heard of, and which of their answers it was for. */
  const [typed, setTyped] = useState<{ readonly at: number; readonly answer: number } | undefined>();
  const [readTo, setReadTo] = useState('');
  const [round, setRound] = useState(0);
  /** How often the field was filled anew with what was never heard. */
  const [filled, setFilled] = useState(0);
  const [idle, show] = useIdle();
  const line = useRef<Line | undefined>(undefined);
  const answers = useRef(0);
  useMemo(() => {
    // What was never heard in a conversation that ended stands in the field of the next.
    const carried = line.current?.draft ?? '';
    line.current = new Line(props.base, props, {
      messages: setMessages,
      state: setState,
      languages: setLanguages,
      draft: () => setFilled((times) => times + 1),
      sign: (sign) =>
        sign === 'typing' ? setTyped({ at: performance.now(), answer: answers.current }) : setReadTo(sign.readTo),
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
    if (typed === undefined) return;
    const gone = setTimeout(() => setTyped(undefined), typingSeen);
    return () => clearTimeout(gone);
  }, [typed]);
  answers.current = messages.filter((message) => message.from === 'worker').length;
  // What was typed has been said once the answer is there.
  const typing = typed?.answer === answers.current ? typed.answer : undefined;

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
        <Log messages={messages} words={words} say={say} over={state === 'over'} read={readMessage(messages, readTo)}>
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
        {state !== 'over' && isWithWorker(messages) && (
          <p class="typing" aria-hidden="true">
            {typing !== undefined && words.typing}
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
          <Writer key={`${round}/${filled}`} words={words} say={say} line={line} messages={messages} />
        )}
      </div>
      {idle && <Cover words={words} show={show} />}
      <Announcer messages={messages} words={words} typing={typing} />
    </section>
  );
}

/** Whether the guidance has come to its end: an outcome was said and nothing is asked any more. */
function hasEnded(messages: readonly Message[]): boolean {
  return lastSaid(messages)?.kind === undefined && messages.some((message) => message.luotsi?.outcome);
}
