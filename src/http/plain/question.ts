import type { OptionData } from '../../conversation/contract';
import { questionName } from '../../conversation/open-question';
import { escaped } from '../html';
import { askedIn, type Asking } from './asked';
import { form, type Frame } from './frame';
import { likely } from './likely';
import { plainWords } from './words';

/** The open question as a form: one field by its kind, and a name for each answer that a finger or a screen reader finds. */
export function questionForm(frame: Frame, asking: Asking): string {
  const { luotsi } = asking.word;
  const inside =
    luotsi.kind === 'read-back'
      ? readBack(frame, asking)
      : luotsi.kind === 'choice' || luotsi.kind === 'confirm' || luotsi.kind === 'choices'
        ? choices(frame, asking)
        : written(frame, asking);
  const step = ['step', questionName(luotsi)] as const;
  // A story that was kept stands in the field for stories, and is carried no further.
  const carrying = luotsi.kind === 'listen' ? { ...frame, kept: undefined } : frame;
  return form(carrying, `<div lang="${escaped(luotsi.language)}">${inside}</div>`, [step]);
}

/** The field that the summary of what was not read leads to. */
export const fieldId = 'answer';

function choices(frame: Frame, asking: Asking): string {
  const { luotsi } = asking.word;
  const words = plainWords(frame);
  const several = luotsi.kind === 'choices';
  const ticks = (luotsi.options ?? []).map(
    (option, index) =>
      `<label class="tick"><input type="${several ? 'checkbox' : 'radio'}" name="${several ? 'options' : 'option'}" value="${escaped(option.id)}"${index === 0 ? ` id="${fieldId}"` : ''}> <span${langOf(option)}>${escaped(option.label)}</span></label>`,
  );
  // What was written beside the options is not given back: with an option chosen it would be said twice.
  const own = `<details class="own"><summary>${escaped(words.own)}</summary><label for="own">${escaped(words.ownHint)}</label><textarea id="own" name="text" rows="3" maxlength="8000" autocomplete="off"></textarea></details>`;
  const { lead, ask, notes, describedBy } = askedIn(asking, several ? { several: words.several } : {});
  return `${lead}<fieldset${describedBy}><legend><${asking.heading}>${ask}</${asking.heading}></legend>${notes}${ticks.join('')}</fieldset>${own}<p><button>${escaped(words.next)}</button></p>`;
}

/** An option that changes the language is in that language. */
function langOf(option: OptionData): string {
  const language = /^language:([a-z-]{2,12})$/.exec(option.id)?.[1];
  return language === undefined ? '' : ` lang="${language}"`;
}

function written(frame: Frame, asking: Asking): string {
  const { luotsi } = asking.word;
  const words = plainWords(frame);
  const { lead, ask, notes, describedBy } = askedIn(asking);
  const field = fieldFor(frame, asking, `id="${fieldId}" name="text" autocomplete="off"${describedBy}`);
  const others = (luotsi.options ?? []).map(
    (option) => `<button class="quiet" name="option" value="${escaped(option.id)}">${escaped(option.label)}</button>`,
  );
  const or =
    others.length === 0 ? '' : `<p class="or">${escaped(words.or)}</p><p class="others">${others.join('')}</p>`;
  // An age may be written as "8 kk", so no keyboard of digits alone is asked for.
  // The button to go on comes first: Enter in the field presses it.
  return `${lead}<${asking.heading}><label for="${fieldId}">${ask}</label></${asking.heading}>${notes}${field}<p><button>${escaped(words.next)}</button></p>${or}`;
}

function fieldFor(frame: Frame, { word: { luotsi }, missed, written, told }: Asking, shared: string): string {
  if (luotsi.kind === 'listen')
    return `<textarea ${shared} rows="6" maxlength="8000">${escaped(written === '' ? (frame.kept ?? '') : written)}</textarea>`;
  if (luotsi.kind === 'text') return `<textarea ${shared} rows="3" maxlength="8000">${escaped(written)}</textarea>`;
  const places = luotsi.places ?? [];
  const more = luotsi.kind === 'number' ? ' class="short"' : places.length > 0 ? ' list="places"' : '';
  const field = `<input ${shared} type="text" maxlength="300"${more} value="${escaped(written)}">`;
  return `${field}${placeNames(places)}${missed === undefined ? '' : meant(frame, likely(places, told))}`;
}

/** The names that a browser suggests while one is written; any other may be written too. */
function placeNames(places: readonly OptionData[]): string {
  const names = places.map(({ label }) => `<option value="${escaped(label)}"></option>`);
  return names.length === 0 ? '' : `<datalist id="places">${names.join('')}</datalist>`;
}

/** Not every browser suggests: after a name that was not found, the likeliest stand as buttons. */
function meant(frame: Frame, places: readonly OptionData[]): string {
  if (places.length === 0) return '';
  const buttons = places.map(
    ({ id, label }) => `<button class="quiet" name="place" value="${escaped(id)}">${escaped(label)}</button>`,
  );
  return `<p class="or">${escaped(plainWords(frame).meant)}</p><p class="others">${buttons.join('')}</p>`;
}

function readBack(frame: Frame, asking: Asking): string {
  const { luotsi } = asking.word;
  const words = plainWords(frame);
  const rows = (luotsi.rows ?? []).map(
    (row) =>
      `<div class="row"><dt>${escaped(row.label)}</dt><dd>${escaped(row.value)}</dd><dd><button class="quiet" name="option" value="${escaped(`change:${row.fact}`)}">${escaped(words.change)}<span class="hidden"> ${escaped(row.label)}</span></button></dd></div>`,
  );
  const [send, ...rest] = luotsi.options ?? [];
  const button = (option: OptionData, look: string): string =>
    `<button${look} name="option" value="${escaped(option.id)}">${escaped(option.label)}</button>`;
  const { lead, ask, notes } = askedIn(asking);
  return `${lead}<${asking.heading} id="${fieldId}" tabindex="-1">${ask}</${asking.heading}>${notes}<dl class="rows">${rows.join('')}</dl><p class="others">${send ? button(send, '') : ''}${rest.map((option) => button(option, ' class="quiet"')).join('')}</p>`;
}
