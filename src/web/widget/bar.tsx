/** @jsxImportSource preact */
import { useRef } from 'preact/hooks';
import type { Say } from './asking';
import { languageName, type WindowWords } from './words';

interface BarProps {
  readonly words: WindowWords;
  readonly say: Say;
  readonly save: () => void;
  readonly languages: readonly string[];
  readonly exit: (() => void) | undefined;
  readonly over: boolean;
}

/** What can be done at every step: a person is one tap away, the rest stands in a menu. */
export function Bar({ words, say, save, languages, exit, over }: BarProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    if (!menu.current?.open) return;
    menu.current.open = false;
    // The item that was pressed is hidden now: the focus goes back to what opened it, as from any menu.
    menu.current.querySelector('summary')?.focus();
  };
  const item = (label: string, act: () => void, language?: string) => (
    <button
      type="button"
      lang={language}
      onClick={() => {
        close();
        act();
      }}
    >
      {label}
    </button>
  );
  return (
    <div class="bar">
      <strong class="name">{words.name}</strong>
      {!over && (
        <button type="button" class="person" onClick={() => say(words.person, { command: 'person' })}>
          {words.person}
        </button>
      )}
      <details class="menu" ref={menu} onKeyDown={(event) => event.key === 'Escape' && close()}>
        <summary>{words.menu}</summary>
        <div class="menu-items">
          {!over && item(words.back, () => say(words.back, { command: 'back' }))}
          {!over && item(words.restart, () => say(words.restart, { command: 'restart' }))}
          {!over &&
            languages.map((language) =>
              item(
                languageName(language),
                () => say(languageName(language), { command: 'language', language }),
                language,
              ),
            )}
          {item(words.save, save)}
          <p class="note">{words['save-note']}</p>
          {!over && item(words.leave, () => say(words.leave, { command: 'leave' }))}
          {exit && <p class="note">{words['exit-note']}</p>}
        </div>
      </details>
      {exit && (
        <button type="button" class="exit" onClick={exit}>
          {words.exit}
        </button>
      )}
    </div>
  );
}
