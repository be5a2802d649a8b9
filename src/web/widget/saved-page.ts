import { directionOf } from '../../conversation/contract';
import type { Message } from './messages';

type SavedWords = Readonly<Record<'saved' | 'saved-note' | 'you' | 'name' | 'worker', string>>;

/** The conversation as a page of its own: headings, a list, the language of each message, no script and nothing from elsewhere. */
export function savedPage(messages: readonly Message[], words: SavedWords, language: string, now: Date): string {
  const day = new Intl.DateTimeFormat(language.split('-')[0], { dateStyle: 'long', timeStyle: 'short' }).format(now);
  const who = { family: words.you, luotsi: words.name, worker: words.worker };
  const lines = messages.map(
    (message) =>
      `<li${message.luotsi ? spoken(message.luotsi.language) : ' dir="auto"'}><strong>${escaped(who[message.from])}</strong><p>${escaped(message.text)}</p></li>`,
  );
  return `<!doctype html>
<html${spoken(language)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(words.saved)}</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:1rem auto;padding:0 1rem}ol{padding:0;list-style:none}li{margin:0 0 1rem}p{margin:0;white-space:pre-line}</style>
</head>
<body>
<main>
<h1>${escaped(words.saved)}</h1>
<p>${escaped(words['saved-note'])} ${escaped(day)}</p>
<ol>
${lines.join('\n')}
</ol>
</main>
</body>
</html>
`;
}

function spoken(language: string): string {
  return ` lang="${escaped(language)}" dir="${directionOf(language)}"`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
