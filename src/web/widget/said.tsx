/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { directionOf, type CardData, type HandoffData, type LuotsiData } from '../../conversation/contract';
import type { Asking } from './asking';
import type { Message } from './messages';
import { Options } from './options';
import type { WindowWords } from './words';

interface SaidProps extends Omit<Asking, 'luotsi'> {
  readonly message: Message;
  /** Whether the worker has read it. */
  readonly read: boolean;
}

/** One message: its words or cards, the rows of a read-back, and its options. */
export function Said({ message, words, say, asks, answer, read }: SaidProps) {
  const { luotsi } = message;
  if (message.from === 'family') return <Own message={message} words={words} read={read} />;
  const worker = message.from === 'worker';
  return (
    <li
      class={`said luotsi ${worker ? 'worker' : lookOf(luotsi)}`}
      lang={luotsi?.language}
      dir={luotsi ? directionOf(luotsi.language) : 'auto'}
    >
      {worker ? <strong class="who">{words.worker}: </strong> : <span class="hidden">{words.robot}: </span>}
      {luotsi?.handoff && (
        <p class="code">
          {words.code} <strong>{luotsi.handoff.code}</strong>
        </p>
      )}
      {luotsi?.cards ? (
        <Cards heading={luotsi.heading ?? ''} cards={luotsi.cards} after={afterCards(message.text, luotsi)} />
      ) : (
        <span class="text">{luotsi?.handoff ? sent(message.text, luotsi.handoff) : message.text}</span>
      )}
      {luotsi?.rows && <Rows luotsi={luotsi} words={words} say={say} asks={asks} answer={answer} />}
      {luotsi?.options && luotsi.options.length > 0 && (
        <Options luotsi={luotsi} words={words} say={say} asks={asks} answer={answer} />
      )}
    </li>
  );
}

/**
 * The words after sending: the code is never broken over two lines, since it is read aloud on the phone, and the page that it opens is
 * a link. It opens in the same tab, which has the conversation when the family comes back: no tab is left behind after a quick exit.
 */
function sent(text: string, { code, page }: HandoffData): ComponentChildren {
  const linked = (part: string): ComponentChildren =>
    page === undefined
      ? part
      : between(
          part.split(page),
          <a class="whole" href={page} target="_top">
            {page}
          </a>,
        );
  return between(text.split(code).map(linked), <bdi class="whole">{code}</bdi>);
}

function between(parts: readonly ComponentChildren[], mark: ComponentChildren): ComponentChildren {
  return parts.map((part, index) => (
    <>
      {index > 0 && mark}
      {part}
    </>
  ));
}

function Own({ message, words, read }: { message: Message; words: WindowWords; read: boolean }) {
  return (
    <li class={`said family${message.state === 'sent' ? '' : ` ${message.state ?? ''}`}`} dir="auto">
      <span class="hidden">{words.you}: </span>
      <span class="text">{message.text}</span>
      {message.state === 'sending' && <small> {words.sending}</small>}
      {read && <small class="read"> {words.read}</small>}
      {message.state === 'refused' && <small role="status"> {words.refused}</small>}
    </li>
  );
}

function lookOf(luotsi: LuotsiData | undefined): string {
  if (luotsi?.danger && luotsi.cards) return 'danger';
  if (luotsi?.handoff) return 'sent';
  return luotsi?.notice ?? '';
}

/** What the text says after its heading and its cards. */
function afterCards(text: string, { heading = '', cards = [] }: LuotsiData): string {
  return text.startsWith(heading)
    ? text
        .slice(heading.length)
        .split('\n')
        .slice(1 + cards.length)
        .join('\n')
    : '';
}

function Cards({ heading, cards, after }: { heading: string; cards: readonly CardData[]; after: string }) {
  return (
    <>
      <span class="text">{heading}</span>
      <ul class="cards">
        {cards.map((card) => (
          <Card key={`${card.title}${card.phone ?? ''}`} card={card} />
        ))}
      </ul>
      {after !== '' && <p class="text after">{after}</p>}
    </>
  );
}

function Card({ card }: { card: CardData }) {
  const plain = card.phone === undefined && card.detail === undefined;
  return (
    <li>
      {card.phone !== undefined && (
        <a class="phone" href={`tel:${card.phone.replace(/\s/g, '')}`}>
          <bdi dir="ltr">{card.phone}</bdi>
        </a>
      )}
      {card.url === undefined ? (
        <span class={plain ? '' : 'title'}>{card.title}</span>
      ) : (
        <a class="link" href={card.url} rel="noreferrer" target="_blank">
          {card.title}
        </a>
      )}
      {card.detail !== undefined && <span class="detail">{card.detail}</span>}
    </li>
  );
}

function Rows({ luotsi, words, say, asks }: Asking) {
  return (
    <dl class="rows">
      {luotsi.rows?.map((row) => (
        <div key={row.fact} class="row">
          <dt>{row.label}</dt>
          <dd>
            <bdi>{row.value}</bdi>
          </dd>
          <dd>
            <button
              type="button"
              class="change"
              aria-disabled={!asks}
              tabIndex={asks ? 0 : -1}
              onClick={() => asks && say(`${words.change}: ${row.label}`, { option: `change:${row.fact}` })}
            >
              {words.change}
              <span class="hidden"> {row.label}</span>
            </button>
          </dd>
        </div>
      ))}
    </dl>
  );
}
