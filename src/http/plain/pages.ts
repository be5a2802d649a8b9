import type { Entry, Outgoing, Told } from '../../conversation/outgoing';
import { inLanguage } from '../../region/region';
import { escaped, type Page } from '../html';
import { place } from './form';
import { form, languageMoves, move, sheet, startForm, type Frame } from './frame';
import { fieldId, questionForm } from './question';
import { paragraphs, saidBlock } from './said';
import { plainWords } from './words';

/** What one page of the conversation shows: the words of a turn, and what the family had said to them. */
export interface View {
  readonly words: readonly Outgoing[];
  readonly told: Told | undefined;
  /** The form came from a page that the conversation has left behind; its answer was not taken. */
  readonly stale: boolean;
}

/** The words of one turn as a page: what was said, then the one open question, then what else a family may do. */
export function turnPage(frame: Frame, { words, told, stale }: View): Page {
  const own = plainWords(frame);
  const open = words.findLast((word) => word.luotsi.step !== undefined);
  const missed = open && missedIn(frame, words, open, told);
  const sent = words.find((word) => word.luotsi.handoff)?.luotsi.handoff;
  const head =
    sent !== undefined
      ? `<div class="sent"><h1>${escaped(own.sent)}</h1><p>${escaped(own.code)}<br><strong>${escaped(sent.code)}</strong></p><p><a href="/koodi?${escaped(new URLSearchParams({ region: frame.region.region, lang: frame.language }).toString())}">${escaped(own.codePage)}</a></p></div>`
      : words.some((word) => word.luotsi.outcome)
        ? `<h1>${escaped(own.help)}</h1>`
        : '';
  const before = words.filter((word) => word !== open && word.luotsi.notice !== 'unread');
  const dangers = before.filter((word) => word.luotsi.danger);
  const said = before.filter((word) => !word.luotsi.danger);
  const question =
    open === undefined
      ? writer(frame)
      : questionForm(frame, {
          word: open,
          missed,
          // A tap cannot be written again; words can.
          written: missed === undefined || told?.value !== undefined ? '' : (told?.text ?? ''),
          told: told?.text ?? '',
          heading: head === '' ? 'h1' : 'h2',
        });
  const main = [
    stale ? `<div class="note" role="status">${paragraphs(own.stale)}</div>` : '',
    ...dangers.map(saidBlock),
    missed === undefined ? '' : summary(frame, missed),
    head,
    head === '' && open === undefined ? `<h1>${escaped(own.talk)}</h1>` : '',
    ...said.map(saidBlock),
    question,
  ];
  return sheet(frame, {
    ...(open === undefined ? {} : { title: missed === undefined ? own.askTitle : own.againTitle }),
    main: main.join('\n'),
    moves: movesOf(frame, ['back', 'person', 'restart']),
  });
}

/** While a worker has the voice: what has been said since, a field to write, and a button to look for news. */
export function workerPage(frame: Frame, since: readonly Entry[], cards: readonly Outgoing[]): Page {
  const own = plainWords(frame);
  const main = [
    ...cards.map(saidBlock),
    `<h1>${escaped(own.withWorker)}</h1>`,
    exchange(frame, since),
    `<p>${escaped(own.delivered)}</p>`,
    move(frame, 'refresh', own.refresh),
    writer(frame),
  ];
  return sheet(frame, { main: main.join('\n'), moves: movesOf(frame, []) });
}

/** The whole conversation for reading, printing and saving; reading it changes nothing. */
export function wholePage(frame: Frame, log: readonly Entry[]): Page {
  const own = plainWords(frame);
  const main = `<h1>${escaped(own.whole)}</h1><p class="screen">${escaped(own.wholeNote)}</p>${exchange(frame, log)}${move(frame, 'refresh', own.carryOn)}`;
  return sheet(frame, { main });
}

/** The first page: who answers, how it goes, and one button. */
export function startPage(
  frame: Frame,
  {
    about,
    from,
    draft,
  }: { readonly about: string | undefined; readonly from: string | undefined; readonly draft: boolean },
): Page {
  const own = plainWords(frame);
  const address = (language: string): string =>
    `${place}?${new URLSearchParams({ region: frame.region.region, lang: language, ...(about === undefined ? {} : { about }), ...(from === undefined ? {} : { from }) }).toString()}`;
  const links = frame.region.languages.map(
    (one) =>
      `<a href="${escaped(address(one))}" lang="${one}" hreflang="${one}"${one === frame.language ? ' aria-current="true"' : ''}>${escaped(frame.content.say(one)('bot.language.name'))}</a>`,
  );
  const main = `<nav aria-label="Kieli · Språk · Language">${links.join(' ')}</nav>
<h1>${escaped(inLanguage(frame.region.service, frame.language))}</h1>
${draft ? `<p class="draft">${escaped(own.draft)}</p>` : ''}<p>${escaped(own.lead)}</p><p>${escaped(own.robot)} ${escaped(own.takes)}</p>
${startForm(frame, own.start, about, from)}`;
  return sheet(frame, { main, named: false });
}

/** A page that only tells something, with a way to begin anew: an ended conversation, a form that could not be read. */
export function tellingPage(frame: Frame, what: 'lost' | 'long' | 'unreadable'): Page {
  const own = plainWords(frame);
  const kept =
    frame.kept === undefined
      ? ''
      : `<h2>${escaped(own.written)}</h2><blockquote dir="auto">${paragraphs(frame.kept)}</blockquote><p>${escaped(own.writtenNote)}</p>`;
  const main = `<h1>${escaped(own[what])}</h1><p>${escaped(own[`${what}Note`])}</p>${kept}${startForm(frame, own.again)}`;
  return sheet(frame, { main });
}

/** After the family has ended and deleted its conversation. */
export function gonePage(frame: Frame, words: readonly Outgoing[]): Page {
  const own = plainWords(frame);
  const main = `<h1>${escaped(own.gone)}</h1>${words.map(saidBlock).join('')}${startForm(frame, own.again)}`;
  return sheet(frame, { main });
}

/** When the house itself fails: the apology with its reference and numbers, and the same form once more. */
export function troublePage(
  frame: Frame,
  words: readonly Outgoing[],
  again: readonly (readonly [string, string])[] | undefined,
): Page {
  const own = plainWords(frame);
  const retry =
    again === undefined
      ? `<p><a href="${place}">${escaped(own.retry)}</a></p>`
      : `<p>${escaped(own.kept)}</p>${form(frame, `<button>${escaped(own.retry)}</button>`, again)}`;
  return sheet(frame, { main: `<h1>${escaped(own.trouble)}</h1>${words.map(saidBlock).join('')}${retry}` });
}

/** Why a question is asked again: it was not understood, or the message held nothing to read. */
function missedIn(
  frame: Frame,
  words: readonly Outgoing[],
  open: Outgoing,
  told: Told | undefined,
): string | undefined {
  const unread = words.find((word) => word.luotsi.notice === 'unread');
  if (unread === undefined) return open.luotsi.asks?.missed;
  // The chat's own words speak of a message; on a page there are a field and options.
  if (told?.text !== '') return unread.text;
  const own = plainWords(frame);
  return open.luotsi.kind === 'choice' || open.luotsi.kind === 'choices' || open.luotsi.kind === 'confirm'
    ? own.choose
    : own.fill;
}

function summary(frame: Frame, missed: string): string {
  const own = plainWords(frame);
  return `<div class="errors" role="alert" aria-labelledby="errors" tabindex="-1" autofocus><h2 id="errors">${escaped(own.unread)}</h2><p><a href="#${fieldId}">${escaped(missed)}</a></p></div>`;
}

function writer(frame: Frame): string {
  const own = plainWords(frame);
  return form(
    frame,
    `<label class="ask" for="${fieldId}">${escaped(own.write)}</label><textarea id="${fieldId}" name="text" rows="3" maxlength="8000" autocomplete="off"></textarea><p><button>${escaped(own.send)}</button></p>`,
  );
}

function exchange(frame: Frame, entries: readonly Entry[]): string {
  const own = plainWords(frame);
  const line = (who: string, text: string, look: string): string =>
    `<li class="${look}"><strong>${escaped(who)}</strong>${paragraphs(text)}</li>`;
  const lines = entries.flatMap((entry) => [
    ...(entry.told === undefined || entry.told.text === '' ? [] : [line(own.you, entry.told.text, 'family')]),
    ...entry.words.map((word) => line(entry.by === 'worker' ? own.worker : own.luotsi, word.text, 'luotsi')),
  ]);
  return `<ol class="exchange">${lines.join('')}</ol>`;
}

function movesOf(frame: Frame, dialog: readonly ('back' | 'person' | 'restart')[]): string {
  const own = plainWords(frame);
  const say = frame.content.say(frame.language);
  const buttons = [
    ...dialog.map((one) => move(frame, one, say(`bot.commands.${one}.label`))),
    move(frame, 'whole', own.whole),
    move(frame, 'end', say('bot.commands.leave.label')),
  ];
  return `<section class="moves" aria-labelledby="moves"><h2 id="moves">${escaped(own.menu)}</h2>${buttons.join('')}</section>
<section class="moves" aria-labelledby="languages"><h2 id="languages">${escaped(own.language)}</h2>${languageMoves(frame)}</section>`;
}
