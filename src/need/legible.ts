/**
 * Text as an eye sees it: zero-width and direction controls gone, marks piled on one letter cut down, composed, and digits of any
 * script as 0 to 9. It is done before danger is heard and before identifiers are masked, so that nothing hides between signs.
 */
export function legible(text: string): string {
  return composed(text.replace(unseen, ''))
    .replace(otherDigit, (sign) => String(digitOf(sign)))
    .replace(wide, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** Letters with their marks as one sign (NFC), in time that grows with the length only. */
export function composed(text: string): string {
  return text.replace(piled, '$1').normalize('NFC');
}

/** The same length as what is given, sign for sign: any space as a space, any dash as a hyphen, letters without their marks. */
export function outline(legibleText: string): string {
  return legibleText
    .replace(/\s/g, ' ')
    .replace(/[\p{Pd}\u2212\u2043]/gu, '-')
    .replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (letter) => letter.normalize('NFD').charAt(0));
}

const unseen = /\p{Default_Ignorable_Code_Point}+/gu;
/** Putting thousands of marks on one letter in order takes time that grows with their square; no language piles up more. */
const piled = /(\p{M}{6})\p{M}+/gu;
const otherDigit = /[^\P{Nd}0-9]/gu;
const wide = /[\uff01-\uff5e]/g;

/** Digits stand in tens in Unicode; the five tens of mathematical digits follow each other. */
function digitOf(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return before % 10;
}
