import { fold } from './features';
import { numberWord } from './number-words';

/** An age with the stage said beside it: in pre-primary education a five-year-old has a six-year-old's services. */
export function ageIn(text: string): { number: number; stage?: string } | undefined {
  const number = yearsIn(text);
  if (number === undefined) return undefined;
  return prePrimary.test(fold(text.slice(0, longestAnswer))) ? { number, stage: 'pre-primary' } : { number };
}

/**
 * An age in whole years from words: "3,5 v", "8 kk", "kolmeveetä", "fyller snart fem" (four), "a year and a half". One age or
 * none: two ages, a range, a school class, a year of birth and a count of children are asked again, never guessed.
 */
export function yearsIn(text: string): number | undefined {
  const said = withoutOthers(fold(text.slice(0, longestAnswer)).replace(next, ' soon '));
  if (refused.test(said)) return undefined;
  const found = candidates(tokensOf(said));
  if (found.length > 0) return found.every((one) => one === found[0]) ? found[0] : undefined;
  if (lessThanYear.test(said) || infant.test(said)) return 0;
  if (aYear.test(said)) return 1;
  return prePrimary.test(said) ? prePrimaryAge : undefined;
}

const longestAnswer = 400;
/** "Ensi kuussa 5" tells what is not yet. */
const next = /(?<!\p{L})(?:ensi|nasta|next) \p{L}+/gu;
const prePrimaryAge = 6;
/** Pre-primary education in the family's words: eskari, esikoulu, förskola, pre-school. */
const prePrimary = /(?<!\p{L})(?:eskari|esikoul|forskol|pre-?primary|pre-? ?school)/u;
const infant =
  /(?<!\p{L})(?:vauva|vastasyntyny|sylivauva|puolivuoti|puolen vuoden|puoli vuotta|nyfodd|bebis|spadbarn|(?:kuukauden|viikon) (?:ikai|vanha)|halvar|halvt ar|newborn|baby|infant|half a year|half year|(?:muutam|pari)\p{L}* ?(?:kuu|kk|viik|paiv)\p{L}*|(?:nagra|ett par) (?:manad|veck|dag)\p{L}*|(?:a few|a couple of|couple of|some) (?:month|week|day)s?)/u;
const lessThanYear =
  /(?:vajaa|alle|kohta|pian|melkein|ei viela|tayttaa(?: kohta| pian)?) (?:vuoden|vuotta)|(?:under|knappt|nastan|snart|inte ens?|mindre an) (?:ett ar|ett)|(?:less than|under|almost|nearly|not yet|not even) (?:a year|one)/u;
const aYear =
  /(?<!\p{L}|sitten |viime |ensi )(?:vuoden (?:vanha|ikai\p{L}*|ja)|vuosi ja|(?:reilu\p{L}*|noin|juuri|tasan|taytti) (?:vuoden|vuosi)|puoli ?toista|puol ?toista|a year|year old)|^(?:hanon |on )?(?:vuoden|vuosi)$/u;
/** What makes any number beside it something else than an age. */
const refused =
  /(?<!\p{L})(?:rv|raskau\p{L}*|raskaana|odota\p{L}*|syntymaton|gravid\p{L}*|vantar|ofodd|fodd|foddes|pregnan\p{L}*|expecting|unborn|born|syntyn\p{L}*|syntyi|synt|vuosimalli\p{L}*)(?!\p{L})|^ *-\d/u;

/** What is no age though it has a number, taken out before ages are looked for. Numbers as words stand for themselves. */
const count = String.raw`(?:\d{1,3}|\p{L}{2,16})`;
const others: readonly RegExp[] = [
  // Dates, years and clock times.
  /(?<![\d.,])\d{1,2}\.\d{1,2}\.(?:\d{2,4})?(?!\d)/gu,
  /(?<![\d.,])(?:19|20)\d\d(?![\d.,])/gu,
  /(?<!\p{L})(?:klo|kello|kl|klockan) ?\d{1,2}(?:[.:]\d\d)?/gu,
  /(?<!\d)\d{1,2}:\d\d(?!\d)/gu,
  // School classes.
  /(?<![\p{L}\d])\d\.? ?-? ?(?:luok|lk(?!\p{L}))\p{L}*/gu,
  /(?<!\p{L})(?:luok\p{L}*|lk|ak|arskurs|klass|klassen|grade|class|year|yr) \d(?!\d)/gu,
  /(?<!\d)\d:?(?:an|e|st|nd|rd|th)? (?:klass\p{L}*|grade\p{L}*)/gu,
  /(?<!\p{L})\p{L}*(?:luokka|luokal)\p{L}*/gu,
  /(?<!\p{L})(?:i|gar i) (?:ettan|tvaan|trean|fyran|femman|sexan|sjuan|attan|nian)(?!\p{L})/gu,
  /(?<!\p{L})(?:ettan|tvaan|trean|fyran|femman|sexan|sjuan|attan|nian|ykkosel\p{L}*|kakkosel\p{L}*|kolmosel\p{L}*|nelosel\p{L}*|vitosel\p{L}*|kutosel\p{L}*|seiskal\p{L}*|kasil\p{L}*|ysil\p{L}*)(?!\p{L})/gu,
  // How long ago, how often.
  /(?<!\p{L})(?:for )?\d{1,2} ?\p{L}{1,10} (?:sitten|sedan|ago)(?!\p{L})/gu,
  /(?<!\d)\d{1,3} ?(?:kertaa|x|ganger|gang|times|tuntia|tim\p{L}*|hours?|h|min\p{L}*|km|yota|natter|nights|e|euroa|%)(?!\p{L})/gu,
  /(?<!\p{L})(?:viime|last|forra) \p{L}+/gu,
  /(?<!\p{L})(?:i|in) (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|january|february|march|may|june|july|august|october)(?!\p{L})/gu,
  // Words like "one" that stand for somebody.
  /(?<!\p{L})(?:little|this|that|older|younger|oldest|youngest|eldest|the|middle|first|second|other|each|every|no|any|some) one(?!\p{L})/gu,
  /(?<!\p{L})one of(?!\p{L})/gu,
  /(?<!\p{L})en (?=\p{L})/gu,
  // How many children.
  new RegExp(
    String.raw`(?<![\p{L}\d])${count} (?:\p{L}{3,12} )?(?:lasta|lapsi|lapsen|lapsemme|poikaa|tyttoa|tytarta|muksua|kersaa|barn|pojkar|flickor|ungar|kids?|child|children|sons?|daughters?|boys|girls)(?!\p{L})`,
    'gu',
  ),
];

function withoutOthers(folded: string): string {
  return others.reduce((text, form) => text.replace(form, ' , '), folded);
}

type Unit = 'year' | 'month' | 'week' | 'day';

const units: readonly (readonly [Unit, RegExp])[] = [
  ['month', /^(?:kk|kuu|kuuta|kuis\p{L}*|kuin\p{L}*|kuukau\p{L}*|man|manad\p{L}*|manaders|mo|mos|months?|monthold)$/u],
  ['week', /^(?:vk|vko|vkoa|viik\p{L}*|veck\p{L}*|weeks?|wk|wks)$/u],
  ['day', /^(?:pv|paiv\p{L}*|dag|dagar|days?)$/u],
  [
    'year',
    /^(?:v|vee|veeta|veeaa?|veena|veen|vuot\p{L}*|vuod\p{L}*|vuosi|vuosik\p{L}*|vuo|ar|ars|aring\p{L}*|arig\p{L}*|yo|y|yr|yrs|years?|yearold)$/u,
  ],
];

function unitOf(word: string): Unit | undefined {
  return units.find(([, form]) => form.test(word))?.[0];
}

interface Token {
  readonly word: string;
  readonly value?: number;
  readonly unit?: Unit | undefined;
}

const piece = /\d+(?:[.,]\d+)? ?(?:1\/2|½)?|½|1\/2|¼|¾|\p{L}+|[-–/,]/gu;

function tokensOf(said: string): Token[] {
  const tokens: Token[] = [];
  const pieces = [...said.matchAll(piece)].map(([one]) => one.trim());
  for (const [index, written] of pieces.entries()) {
    if (/^[\d½]/u.test(written)) {
      // A half never makes a whole year more.
      const value =
        written === '½' || written === '1/2'
          ? 0
          : Math.floor(Number(/^\d+(?:[.,]\d+)?/.exec(written)?.[0].replace(',', '.')));
      tokens.push({ word: written, value });
      continue;
    }
    const unit = unitOf(written);
    // "8-month-old"
    if (unit !== undefined && tokens.at(-1)?.word === '-' && tokens.at(-2)?.value !== undefined) tokens.pop();
    const last = tokens.at(-1);
    if (unit !== undefined && last?.value !== undefined && last.unit === undefined) {
      tokens[tokens.length - 1] = { ...last, unit };
      continue;
    }
    // "vuosi ja kolme kuukautta"
    if (/^(?:vuosi|vuoden)$/.test(written) && pieces[index + 1] === 'ja' && !half.test(last?.word ?? '')) {
      tokens.push({ word: written, value: 1, unit: 'year' });
      continue;
    }
    const number = numberWord(written);
    const grown = number === undefined || number.rest === '' ? undefined : unitOf(number.rest);
    if (number && (number.rest === '' || grown !== undefined))
      tokens.push({ word: written, value: number.value, unit: grown });
    else tokens.push({ word: written });
  }
  return tokens;
}

const soon =
  /^(?:kohta|pian|melkein|vajaa|vajaan|tayttaa|tulee|snart|nastan|fyller|blir|knappt|almost|nearly|soon|turns|turning|turn|going|close|be|become|becoming)$/;
const already = /^(?:taytti|tayttanyt|tayttany|fyllt|fyllde|turned|tanaan|idag|today|juuri)$/;
const never = /^(?:ei|ole|inte|not|hasn|isn|eika)$/;
const under = /^(?:alle|under|mindre|less|younger)$/;
const over = /^(?:yli|over|more|older|mer)$/;
const slightly = /^(?:vahan|hieman|juuri|aavistuksen|lite|litet|just|bit|slightly|knappt|strax)$/;
const half = /^(?:puoli|puol|puolen|halvt|halv|half)$/;
const and = /^(?:ja|och|and|,)$/;
const nearness = 3;

/** Every age that the words tell, each as whole years; an unclear one stands as one that agrees with nothing. */
function candidates(tokens: readonly Token[]): number[] {
  const ages: number[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.value === undefined) continue;
    const ahead = tokens.slice(Math.max(0, at - nearness), at);
    // What was said before another number belongs to that number.
    const border = ahead.findLastIndex((one) => one.value !== undefined || one.word === ',');
    const before = ahead.slice(border + 1);
    const next = tokens[at + 1];
    const years = yearsOf(
      token,
      before.map((one) => one.word),
      laterWord(tokens, at),
    );
    // "2 v ja 3 kk", "kolme ja puoli": the rest of the same age.
    const joint = next !== undefined && and.test(next.word) ? 2 : 1;
    const more = tokens[at + joint];
    const a = tokens[at + joint + 1];
    if (more !== undefined && token.unit !== 'month') {
      if (half.test(more.word)) at += joint;
      else if (a !== undefined && half.test(a.word) && /^(?:ett|a|one)$/.test(more.word)) at += joint + 1;
      else if (more.value !== undefined && (more.unit === 'month' || more.unit === 'week')) at += joint;
    }
    ages.push(years ?? Number.NaN);
  }
  return ages;
}

/** "she will be 5 soon": what is said right after the number. */
function laterWord(tokens: readonly Token[], at: number): string {
  const next = tokens[at + 1];
  return next?.value === undefined ? (next?.word ?? '') : '';
}

function yearsOf(token: Token, before: readonly string[], later: string): number | undefined {
  const value = token.value ?? 0;
  const has = (form: RegExp): boolean => before.some((word) => form.test(word));
  const months = token.unit === 'month' ? value : undefined;
  if (half.test(later) && before.length === 0 && value === 1 && token.unit === undefined) return 0;
  if (has(never)) return value === 1 && token.unit !== 'month' ? 0 : undefined;
  if (has(over) && !has(slightly)) return undefined;
  if (has(under)) return value === 1 || (months !== undefined && months <= 12) ? 0 : undefined;
  const ahead = (has(soon) || /^(?:soon|snart|kohta|pian)$/.test(later)) && !has(already) && !already.test(later);
  if (token.unit === 'week') return Math.floor(value / 52);
  if (token.unit === 'day') return Math.floor(value / 365);
  if (months !== undefined) return Math.floor((ahead ? months - 0.5 : months) / 12);
  return ahead ? (value > 0 ? value - 1 : undefined) : value;
}
