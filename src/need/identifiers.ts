import { spanOf, type Span } from './span';

const hetuSigns = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/**
 * Thirteen signs between date and number (VNa 128/2010 2 §, 690/2022), or what stands for one: a space, a dot, a stroke or nothing.
 * The date may have dots or a whole year. Only a right check sign and a possible date make a code of it.
 */
const hetu =
  /(?<!\d)(\d\d)[ .]?(\d\d)[ .]?(?:18|19|20)?(\d\d) ?[-+A-FU-Y_/.]? ?(\d{3}) ?([0-9A-FHJ-NPR-Y])(?![\p{L}\p{N}])/giu;

/** Personal identity codes with a right check sign, in an outlined text. */
export function hetuSpans(seen: string): Span[] {
  return [...seen.matchAll(hetu)]
    .filter((match) => {
      const [, day = '', month = '', year = '', number = '', check = ''] = match;
      const dated = Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12;
      return dated && hetuSigns[Number(day + month + year + number) % 31] === check.toUpperCase();
    })
    .map(spanOf);
}

/** How long an account number of each country is (the IBAN registry of ISO 13616). */
const ibanLengths = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18
  FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20
  LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31
  SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .trim()
    .split(/\s+/)
    .map((one): [string, number] => [one.slice(0, 2), Number(one.slice(2))]),
);
const ibanStart = /([a-z]{2}) ?\d{2}(?=[ .-]{0,2}[a-z\d])/gi;

/** Account numbers of any country whose remainder is one, with the spaces, dots or dashes people put in. */
export function ibanSpans(seen: string): Span[] {
  return [...seen.matchAll(ibanStart)].flatMap((match) => {
    const length = ibanLengths.get((match[1] ?? '').toUpperCase());
    if (length === undefined) return [];
    const whole = (signs: string): boolean => signs.length === length && validIban(signs);
    const end = longest(seen, match.index, length, /[a-z\d]/i, whole);
    return end === undefined ? [] : [{ start: match.index, end }];
  });
}

/** The remainder of ISO 13616 is one. */
function validIban(signs: string): boolean {
  const turned = (signs.slice(4) + signs.slice(0, 4)).toUpperCase();
  const digits = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let remainder = 0;
  for (const digit of digits) remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder === 1;
}

/** The first digits that card networks use (ISO/IEC 7812): a list of years is no card. */
const cardStart = /(?<!\d)(?:[3-6]\d|2[2-7])(?=[ .-]{0,2}\d)/g;
const leastCard = 13;
const mostCard = 19;

/** Payment card numbers whose last digit fits (Luhn). */
export function cardSpans(seen: string): Span[] {
  return [...seen.matchAll(cardStart)].flatMap((match) => {
    const end = longest(seen, match.index, mostCard, /\d/, (signs) => signs.length >= leastCard && validCard(signs));
    return end === undefined ? [] : [{ start: match.index, end }];
  });
}

function validCard(digits: string): boolean {
  let sum = 0;
  Array.from(digits)
    .reverse()
    .forEach((digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      sum += value > 9 ? value - 9 : value;
    });
  return sum % 10 === 0;
}

/** Where the longest valid row of signs ends that begins here; up to two spaces, dots or dashes may stand between signs. */
function longest(
  seen: string,
  start: number,
  most: number,
  sign: RegExp,
  valid: (signs: string) => boolean,
): number | undefined {
  let signs = '';
  let found: number | undefined;
  for (let at = start, gap = 0; at < seen.length && signs.length < most && gap <= 2; at += 1) {
    const here = seen.charAt(at);
    if (sign.test(here)) {
      signs += here;
      gap = 0;
      if (!/[a-z\d]/i.test(seen.charAt(at + 1)) && valid(signs)) found = at + 1;
    } else if (/[ .-]/.test(here)) gap += 1;
    else break;
  }
  return found;
}
