/** @jsxImportSource preact */
import { render } from 'preact';
import { Chat } from './chat';
import type { Line } from './line';

/** `<luotsi-chat region language about exit>`: the whole window as one element, its style its own. */
class LuotsiChat extends HTMLElement {
  connectedCallback(): void {
    const source = new URL(this.getAttribute('server') ?? '/', location.href);
    const root = this.attachShadow({ mode: 'open' });
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = new URL('/widget.css', source).href;
    const window_ = document.createElement('div');
    root.append(style, window_);
    const props = {
      base: new URL('/directline', source).href,
      region: this.getAttribute('region') ?? '',
      language: this.getAttribute('language') ?? document.documentElement.lang,
      about: this.getAttribute('about'),
      onLine: (line: Line) => quickExit(line, this, this.getAttribute('exit') ?? 'about:blank'),
    };
    render(<Chat {...props} />, window_);
  }
}

/** Leaves at once: content gone, the server told to erase, another page in this one's place. Shift three times does the same. */
function quickExit(line: Line, element: HTMLElement, to: string): void {
  const leave = (event?: Event): void => {
    event?.preventDefault();
    element.remove();
    document.title = '';
    line.leave();
    location.replace(to);
  };
  const button = document.getElementById('exit');
  if (button) button.onclick = leave;
  let shifts: number[] = [];
  document.onkeyup = (event) => {
    shifts = event.key === 'Shift' ? [...shifts, event.timeStamp].filter((at) => event.timeStamp - at < 5000) : [];
    if (shifts.length >= 3) leave();
  };
}

customElements.define('luotsi-chat', LuotsiChat);
