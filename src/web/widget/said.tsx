/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import type { AnswerValue, CardData, LuotsiData } from '../../conversation/contract';
import type { Message } from './line';
import type { WindowWords } from './words';

export type Say = (text: string, value?: AnswerValue) => void;

/** One message: its words or cards, the rows of a read-back, and its options while it is the open question. */
export function Said({ message, words, say, asks }: { message: Message; words: WindowWords; say: Say; asks: boolean }) {
  const { luotsi } = message;
  if (!luotsi) {
    return (
      <li class="said family">
        <span class="hidden">{words.you}: </span>
        <span class="text">{message.text}</span>
        {message.state === 'sending' && <small> {words.sending}</small>}
      </li>
    );
  }
  const look =
    luotsi.danger && luotsi.cards ? 'danger' : luotsi.notice === 'draft' ? 'draft' : luotsi.handoff ? 'sent' : '';
  return (
    <li class={`said luotsi ${look}`} lang={luotsi.language}>
      <span class="hidden">Luotsi: </span>
      {luotsi.cards ? (
        <Cards heading={luotsi.heading ?? ''} cards={luotsi.cards} />
      ) : (
        <span class="text">{message.text}</span>
      )}
      {luotsi.rows && <Rows luotsi={luotsi} words={words} say={say} asks={asks} />}
      {luotsi.options && luotsi.options.length > 0 && <Options luotsi={luotsi} words={words} say={say} asks={asks} />}
    </li>
  );
}

function Cards({ heading, cards }: { heading: string; cards: readonly CardData[] }) {
  return (
    <>
      <span class="text">{heading}</span>
      <ul class="cards">
        {cards.map((card) => (
          <li key={`${card.title}${card.phone ?? ''}`}>
            {card.phone !== undefined && (
              <a class="phone" href={`tel:${card.phone.replace(/\s/g, '')}`}>
                {card.phone}
              </a>
            )}
            {card.url === undefined ? (
              <span class={card.phone === undefined && card.detail === undefined ? '' : 'title'}>{card.title}</span>
            ) : (
              <a href={card.url} rel="noreferrer" target="_blank">
                {card.title}
              </a>
            )}
            {card.detail !== undefined && <span class="detail">{card.detail}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Rows({ luotsi, words, say, asks }: { luotsi: LuotsiData; words: WindowWords; say: Say; asks: boolean }) {
  return (
    <dl class="rows">
      {luotsi.rows?.map((row) => (
        <div key={row.fact} class="row">
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
          {asks && (
            <dd>
              <button
                type="button"
                class="change"
                onClick={() => say(`${words.change}: ${row.label}`, { option: `change:${row.fact}` })}
              >
                {words.change}
                <span class="hidden"> {row.label}</span>
              </button>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function Options({ luotsi, words, say, asks }: { luotsi: LuotsiData; words: WindowWords; say: Say; asks: boolean }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const options = luotsi.options ?? [];
  if (!asks) {
    return (
      <p class="answered">
        <span class="hidden">{words.answered}: </span>
        {options.map((option) => option.label).join(' · ')}
      </p>
    );
  }
  if (luotsi.kind !== 'choices') {
    const tapped = (id: string): AnswerValue =>
      id.startsWith('language:') ? { command: 'language', language: id.slice(9) } : { option: id };
    return (
      <div class="options" role="group">
        {options.map((option) => (
          <button type="button" key={option.id} onClick={() => say(option.label, tapped(option.id))}>
            {option.label}
          </button>
        ))}
      </div>
    );
  }
  const toggle = (id: string): void =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const labels = options.filter((option) => chosen.includes(option.id)).map((option) => option.label);
  return (
    <div class="options" role="group">
      {options.map((option) => (
        <label key={option.id} class="tick">
          <input type="checkbox" checked={chosen.includes(option.id)} onChange={() => toggle(option.id)} />{' '}
          {option.label}
        </label>
      ))}
      <button
        type="button"
        class="done"
        disabled={chosen.length === 0}
        onClick={() => say(labels.join(', '), { options: [...chosen] })}
      >
        {words.done}
      </button>
    </div>
  );
}
