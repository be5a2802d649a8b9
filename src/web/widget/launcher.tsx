/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { directionOf } from '../../conversation/contract';
import { windowWords } from './words';

/**
 * "Ask for help" as a button in the corner of any page. Nothing is asked of the server before it is pressed; hidden again, the
 * conversation stays as it was.
 */
export function Launcher({ language, children }: { language: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const [begun, setBegun] = useState(false);
  const words = windowWords(language);
  return (
    <div class={`launcher${open ? ' open' : ''}`} lang={language} dir={directionOf(language)}>
      <div class="panel" hidden={!open}>
        {begun && children}
      </div>
      <button
        type="button"
        class="opener"
        aria-expanded={open}
        onClick={() => {
          setBegun(true);
          setOpen(!open);
        }}
      >
        {open ? words.close : words.open}
      </button>
    </div>
  );
}
