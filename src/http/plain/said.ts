import type { CardData, LuotsiData } from '../../conversation/contract';
import type { Outgoing } from '../../conversation/outgoing';
import { escaped, phone } from '../html';

/** One thing Luotsi has said, as it stands above the question: a card of numbers, a list, or plain words. */
export function saidBlock({ text, luotsi }: Outgoing): string {
  const { cards, heading = '' } = luotsi;
  // The emergency card takes the focus, so that it is seen and read first.
  const danger = luotsi.danger !== undefined && cards !== undefined;
  const attributes = `class="said ${lookOf(luotsi)}" lang="${escaped(luotsi.language)}"${danger ? ' tabindex="-1" autofocus' : ''}`;
  if (cards === undefined) return `<div ${attributes}>${paragraphs(text)}</div>`;
  const list = `<ul class="cards">${cards.map(cardItem).join('')}</ul>`;
  // A heading of a word or two is a heading; a lead of sentences is read as words.
  const lead = danger || heading.length > 60 ? paragraphs(heading) : `<h2>${escaped(heading)}</h2>`;
  const after = text.startsWith(heading) ? text.split('\n').slice(1 + cards.length) : [];
  return `<section ${attributes}>${lead}${list}${paragraphs(after.join('\n'))}</section>`;
}

/** Text with its line breaks, as paragraphs. */
export function paragraphs(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${escaped(line)}</p>`)
    .join('');
}

function lookOf(luotsi: LuotsiData): string {
  if (luotsi.danger && luotsi.cards) return 'danger';
  if (luotsi.notice === 'draft') return 'draft';
  return luotsi.notice === 'privacy' ? 'privacy' : 'words';
}

function cardItem({ title, detail, phone: number, url }: CardData): string {
  const name =
    url === undefined
      ? `<span>${escaped(title)}</span>`
      : `<a href="${escaped(url)}" target="_blank" rel="noopener noreferrer">${escaped(title)}</a>`;
  return `<li${number === undefined ? '' : ' class="number"'}>${number === undefined ? '' : phone(number)}${name}${detail === undefined ? '' : `<span class="when">${escaped(detail)}</span>`}</li>`;
}
