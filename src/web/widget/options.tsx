/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import type { AnswerValue, OptionData } from '../../conversation/contract';
import type { Asking } from './asking';

/**
 * The options of a question. Once it is answered they stay where they are, readable and marked, and no longer pressed: what had the
 * focus keeps it, so that a keyboard or a screen reader is not thrown to the top of the page.
 */
export function Options(asking: Asking) {
  return asking.luotsi.kind === 'choices' ? <Several {...asking} /> : <One {...asking} />;
}

function One({ luotsi, words, say, asks, answer }: Asking) {
  const options = luotsi.options ?? [];
  return (
    <div class={`options${asks ? '' : ' answered'}`} role="group" aria-label={asks ? undefined : words.answered}>
      {options.map((option) => {
        const chosen = !asks && answer === option.label;
        return (
          <button
            type="button"
            key={option.id}
            class={chosen ? 'chosen' : ''}
            lang={languageOf(option)}
            aria-disabled={!asks}
            tabIndex={asks ? 0 : -1}
            onClick={() => asks && say(option.label, tapped(option.id))}
          >
            {option.label}
            {chosen && <span class="hidden"> ({words.chosen})</span>}
          </button>
        );
      })}
    </div>
  );
}

function Several({ luotsi, words, say, asks, answer }: Asking) {
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const options = luotsi.options ?? [];
  const told = answer?.split(', ') ?? [];
  const toggle = (id: string): void =>
    setTicked(ticked.includes(id) ? ticked.filter((one) => one !== id) : [...ticked, id]);
  const labels = options.filter((option) => ticked.includes(option.id)).map((option) => option.label);
  const nothing = !asks || ticked.length === 0;
  return (
    <div class={`options${asks ? '' : ' answered'}`} role="group" aria-label={asks ? undefined : words.answered}>
      {options.map((option) => (
        <label key={option.id} class={`tick${!asks && told.includes(option.label) ? ' chosen' : ''}`}>
          <input
            type="checkbox"
            disabled={!asks}
            checked={asks ? ticked.includes(option.id) : told.includes(option.label)}
            onChange={() => toggle(option.id)}
          />{' '}
          {option.label}
        </label>
      ))}
      <button
        type="button"
        class="done"
        aria-disabled={nothing}
        tabIndex={asks ? 0 : -1}
        onClick={() => !nothing && say(labels.join(', '), { options: [...ticked] })}
      >
        {words.done}
      </button>
    </div>
  );
}

/** An option that changes the language is said in that language. */
function languageOf(option: OptionData): string | undefined {
  return /^language:(.+)$/.exec(option.id)?.[1];
}

function tapped(id: string): AnswerValue {
  const language = /^language:(.+)$/.exec(id)?.[1];
  return language === undefined ? { option: id } : { command: 'language', language };
}
