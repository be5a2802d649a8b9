/** @jsxImportSource preact */
import { render } from 'preact';
import { Chat } from './chat';
import { leaveFast, onBroughtBack, onThreeShifts, replaceOnFollow } from './exit';
import { Launcher } from './launcher';
import type { Line } from './line';

const neutral = 'https://www.ilmatieteenlaitos.fi/';
const tag = 'luotsi-chat';
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;

/**
 * `<luotsi-chat region language about from exit as>`: the whole window as one element with a style of its own. What stands inside the
 * element is shown above the chat, and in its place where this script never comes: the numbers for danger.
 */
class LuotsiChat extends HTMLElement {
  connectedCallback(): void {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    const window_ = document.createElement('div');
    root.append(document.createElement('slot'), window_);
    dress(root);
    let line: Line | undefined;
    let left = false;
    const leave = (): void => {
      left = true;
      leaveFast(() => line?.leave(), this.getAttribute('exit') ?? neutral);
    };
    // The page's own button stands above everything and works before this script has come; it then does more.
    const button = document.getElementById('exit');
    button?.addEventListener('click', (event) => {
      event.preventDefault();
      leave();
    });
    onThreeShifts(leave);
    onBroughtBack(() => left);
    replaceOnFollow(document.querySelectorAll<HTMLAnchorElement>('nav a[hreflang]'));
    const chat = (
      <Chat
        base={new URL('/directline', server()).href}
        region={this.getAttribute('region') ?? ''}
        language={this.getAttribute('language') ?? document.documentElement.lang}
        about={this.getAttribute('about')}
        from={this.getAttribute('from')}
        exit={button ? undefined : leave}
        onLine={(opened) => (line = opened)}
      />
    );
    const language = this.getAttribute('language') ?? document.documentElement.lang;
    const asButton = this.getAttribute('as') === 'button';
    render(asButton ? <Launcher language={language}>{chat}</Launcher> : chat, window_);
  }
}

/** Where the chat's server is: where this script came from. */
function server(): string {
  return new URL(script?.src ?? '/', location.href).origin;
}

/** Puts the style on. A sheet that is made here is bound by no content policy of the page around it. */
function dress(root: ShadowRoot): void {
  if ('adoptedStyleSheets' in root && 'replaceSync' in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(__STYLE__);
    root.adoptedStyleSheets = [sheet];
    return;
  }
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('/widget.css', server()).href;
  root.append(link);
}

/** `<script data-region=… data-language=… data-about=… data-from=… data-as="button">` puts the element where the script stands. */
function placeElement(): void {
  if (!script || script.dataset['region'] === undefined) return;
  const element = document.createElement(tag);
  for (const name of ['region', 'language', 'about', 'from', 'exit', 'as']) {
    const value = script.dataset[name];
    if (value !== undefined) element.setAttribute(name, value);
  }
  script.after(element);
}

if (!customElements.get(tag)) customElements.define(tag, LuotsiChat);
placeElement();
