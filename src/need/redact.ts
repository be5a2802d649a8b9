/** Text with identifiers masked, and whether any was. */
export interface Redacted {
  readonly text: string;
  readonly masked: boolean;
}

const mask = '▒▒▒';
const hetuSigns = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** Henkilötunnus with any of the thirteen signs, also written with spaces around the sign (VNa 128/2010 2 §, 690/2022). */
const hetu = /\b(\d{6})\s?([-+A-FU-Y])\s?(\d{3})\s?([0-9A-FHJ-NPR-Y])\b/gi;
const email = /[\p{L}\p{N}._%+-]{1,64}\s?@\s?[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu;
const iban = /\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{2,4}){3,8}\b/gi;
/** Phone numbers begin with a zero or a country's number; dates, years and prices do not look so. */
const phone = /(?<![\p{L}\p{N}.,])\(?(?:\+\s?\d|358|0)(?:[\s()/\u2010-\u2015-]{0,3}\d){6,14}(?![\p{L}\p{N}])/gu;
const dottedPhone = /(?<![\p{L}\p{N}.,])(?:\+\d{1,3}|0)\d{1,3}(?:\.\d{2,4}){2,4}(?![\p{L}\p{N}])/gu;
const card = /(?<![\p{L}\p{N}])\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\p{L}\p{N}])/gu;

/** Masks personal identity codes, e-mail addresses, account, card and phone numbers, before anything is kept (law.md 0 nr 8). */
export function redact(text: string): Redacted {
  let masked = false;
  const cover = (): string => {
    masked = true;
    return mask;
  };
  const covered = text
    .replace(email, cover)
    .replace(hetu, (whole, date: string, _sign: string, number: string, check: string) =>
      validHetu(date, number, check) ? cover() : whole,
    )
    .replace(iban, (whole) => (validIban(whole) ? cover() : whole))
    .replace(card, cover)
    .replace(phone, cover)
    .replace(dottedPhone, (whole) => (/^0?\d\.\d\d?\.\d{4}$/.test(whole) ? whole : cover()));
  return { text: covered, masked };
}

function validHetu(date: string, number: string, check: string): boolean {
  const day = Number(date.slice(0, 2));
  const month = Number(date.slice(2, 4));
  return (
    day >= 1 && day <= 31 && month >= 1 && month <= 12 && hetuSigns[Number(date + number) % 31] === check.toUpperCase()
  );
}

/** The remainder of ISO 13616 is one. */
function validIban(written: string): boolean {
  const compact = written.replace(/ /g, '').toUpperCase();
  if (compact.length < 15 || compact.length > 34) return false;
  const digits = (compact.slice(4) + compact.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  let remainder = 0;
  for (const digit of digits) remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder === 1;
}
