import type { Message } from './line';
import type { WindowWords } from './words';

/** Saves the conversation on the family's own device as plain text, made here in the browser (306/2019 6 a §). */
export function save(messages: readonly Message[], words: WindowWords, language: string): void {
  const text = messages.map((message) => `${message.luotsi ? 'Luotsi' : words.you}: ${message.text}`).join('\n\n');
  const address = URL.createObjectURL(
    new Blob([`${words.name} (${language})\n\n${text}\n`], { type: 'text/plain;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = 'luotsi.txt';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
