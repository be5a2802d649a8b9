import type { Message } from './messages';
import { savedPage } from './saved-page';
import type { WindowWords } from './words';

/** Saves the conversation on the family's own device, made here in the browser: no server sees it (306/2019 6 a §). */
export function save(messages: readonly Message[], words: WindowWords, language: string): void {
  const page = new Blob([savedPage(messages, words, language, new Date())], { type: 'text/html;charset=utf-8' });
  const address = URL.createObjectURL(page);
  const link = document.createElement('a');
  link.href = address;
  link.download = 'luotsi.html';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
