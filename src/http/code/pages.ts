import type { FamilyView } from '../../queue/family';
import { dayOf } from '../../region/calendar';
import { dayText } from '../../region/day-words';
import { escaped, type Page } from '../html';
import { languagesOf } from '../page-language';
import { form, sheet, type Frame } from '../plain/frame';
import { codeWords } from './words';

/** Where a family goes with its code. Neither the code nor anything of the family ever stands behind it. */
export const codePlace = '/koodi';

type Fault = 'wrong' | 'many' | 'unreadable';

/** The field for the code, and why it is asked again. The same answer comes to a wrong and to an unknown code. */
export function askPage(frame: Frame, fault?: Fault): Page {
  const own = codeWords(frame.language);
  const links = languagesOf(frame.region).map((one) => {
    const address = `${codePlace}?${new URLSearchParams({ region: frame.region.region, lang: one }).toString()}`;
    return `<a href="${escaped(address)}" lang="${one}" hreflang="${one}"${one === frame.language ? ' aria-current="true"' : ''}>${escaped(frame.content.say(one)('bot.language.name'))}</a>`;
  });
  const told =
    fault === undefined
      ? ''
      : `<div class="errors" role="alert" tabindex="-1" autofocus><h2>${escaped(own[fault])}</h2><p>${escaped(own[`${fault}Note`])}</p></div>`;
  const field = `<label class="ask" for="code">${escaped(own.code)}</label><p id="hint">${escaped(own.hint)}</p><input id="code" name="code" type="text" maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="hint"${fault === 'wrong' ? ' aria-invalid="true"' : ''}><p><button>${escaped(own.look)}</button></p>`;
  const main = `<nav aria-label="Kieli · Språk · Language">${links.join(' ')}</nav>
${told}<h1>${escaped(own.title)}</h1><p>${escaped(own.lead)}</p>${codeForm(frame, field, 'look')}`;
  return sheet(frame, { title: own.title, main });
}

/** Where the request stands, by when a worker is in touch, and what the family may do. */
export function viewPage(frame: Frame, view: FamilyView, code: string): Page {
  const own = codeWords(frame.language);
  const day = (text: string, iso: string): string => escaped(text.replace('{day}', dayText(iso, frame.language)));
  const main = [
    `<h1>${escaped(own.stands[view.stands])}</h1>`,
    `<p>${escaped(own.notes[view.stands])}</p>`,
    view.promisedDay === null ? '' : `<p><strong>${day(own.promise, view.promisedDay)}</strong></p>`,
    `<p>${day(own.sentOn, dayOf(new Date(view.receivedAt)))}</p>`,
    // The conversation's own pages take over, by a token that this page has been given for it.
    frame.token === undefined ? '' : form(frame, `<button>${escaped(own.goOn)}</button>`, [['command', 'refresh']]),
    view.mayWithdraw ? codeForm(frame, `<button class="quiet">${escaped(own.withdraw)}</button>`, 'ask', code) : '',
    another(frame),
  ];
  return sheet(frame, { title: own.title, main: main.join('\n') });
}

/** Taking a request back is asked once more: a touch by mistake must not end the help. */
export function surePage(frame: Frame, code: string): Page {
  const own = codeWords(frame.language);
  const main = `<h1>${escaped(own.sure)}</h1><p>${escaped(own.sureNote)}</p>
${codeForm(frame, `<button class="quiet">${escaped(own.no)}</button>`, 'look', code)}
${codeForm(frame, `<button>${escaped(own.yes)}</button>`, 'withdraw', code)}`;
  return sheet(frame, { title: own.title, main });
}

function another(frame: Frame): string {
  const query = new URLSearchParams({ region: frame.region.region, lang: frame.language }).toString();
  return `<p><a href="${escaped(`${codePlace}?${query}`)}">${escaped(codeWords(frame.language).another)}</a></p>`;
}

function codeForm(frame: Frame, inside: string, does: string, code?: string): string {
  const fields = [
    ['do', does],
    ['region', frame.region.region],
    ['lang', frame.language],
    ...(code === undefined ? [] : [['code', code] as const]),
  ] as const;
  const hidden = fields
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
    .join('');
  return `<form method="post" action="${codePlace}" autocomplete="off">${hidden}${inside}</form>`;
}
