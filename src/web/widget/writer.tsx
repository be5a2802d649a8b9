/** @jsxImportSource preact */
import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { OptionData } from '../../conversation/contract';
import type { Line } from './line';
import { lastQuestion, type Message } from './messages';
import type { Say } from './asking';
import type { WindowWords } from './words';

interface WriterProps {
  readonly words: WindowWords;
  readonly say: Say;
  readonly line: RefObject<Line | undefined>;
  readonly messages: readonly Message[];
}

const mostSuggested = 4;

/** The field for own words, at every question. What is being written is kept in the tab until it is sent. */
export function Writer({ words, say, line, messages }: WriterProps) {
  const [text, setText] = useState(line.current?.draft ?? '');
  const write = (written: string): void => {
    setText(written);
    if (line.current) line.current.draft = written;
  };
  const send = (): void => {
    if (text.trim() === '') return;
    say(text.trim());
    write('');
  };
  const places = lastQuestion(messages)?.luotsi?.places ?? [];
  const suggested = suggestions(places, text);
  return (
    <form
      class="writer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {suggested.length > 0 && (
        <div class="suggested" role="group" aria-label={words.suggestions}>
          {suggested.map((place) => (
            <button
              type="button"
              key={place.id}
              onClick={() => {
                say(place.label, { place: place.id });
                write('');
              }}
            >
              {place.label}
            </button>
          ))}
        </div>
      )}
      <label class="hidden" for="words">
        {words.write}
      </label>
      <textarea
        id="words"
        rows={2}
        placeholder={words.write}
        value={text}
        autocomplete="off"
        dir="auto"
        onInput={(event) => {
          write(event.currentTarget.value);
          line.current?.typing();
        }}
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

/** The places whose name begins as what is being written does. */
function suggestions(places: readonly OptionData[], text: string): readonly OptionData[] {
  const begun = folded(text.trim());
  if (begun === '') return [];
  return places.filter((place) => folded(place.label).startsWith(begun)).slice(0, mostSuggested);
}

/** Letters without case and marks: who writes "ahtari" means Ähtäri. */
function folded(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}
