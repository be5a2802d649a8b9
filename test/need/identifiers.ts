/**
 * Invented identifiers, made from each format's own rules and written with the separators people use. Nothing here is shared with
 * the patterns that mask them. The same seed gives the same identifiers.
 */
export interface Invented {
  readonly kind: 'hetu' | 'iban' | 'email' | 'phone' | 'card';
  readonly written: string;
}

export function inventedIdentifiers(count: number, seed: number): Invented[] {
  const dice = diceOf(seed);
  const makers: readonly [Invented['kind'], (dice: Dice) => string][] = [
    ['hetu', hetu],
    ['iban', iban],
    ['email', email],
    ['phone', phone],
    ['card', card],
  ];
  return Array.from({ length: count }, (_, index) => {
    const [kind, make] = makers[index % makers.length] ?? ['hetu', hetu];
    return { kind, written: make(dice) };
  });
}

export interface Dice {
  /** A whole number from 0 to one less than `below`. */
  roll(below: number): number;
  pick<T>(from: readonly T[]): T;
  digits(count: number): string;
}

/** Linear congruential: plenty for picking test cases. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const roll = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return {
    roll,
    pick: <T>(from: readonly T[]) => from[roll(from.length)] as T,
    digits: (count) => Array.from({ length: count }, () => String(roll(10))).join(''),
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

function hetu(dice: Dice): string {
  const date = two(1 + dice.roll(28)) + two(1 + dice.roll(12)) + dice.digits(2);
  const own = String(2 + dice.roll(998)).padStart(3, '0');
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(Number(date + own) % 31);
  const sign = dice.pick(Array.from('+-ABCDEFUVWXY'));
  const dotted = date.replace(/(\d\d)(\d\d)(\d\d)/, '$1.$2.$3');
  return dice.pick([
    `${date}${sign}${own}${check}`,
    `${date}${sign}${own}${check}`,
    `${date}${sign}${own}${check}`.toLowerCase(),
    `${date} ${sign} ${own}${check}`,
    `${date} ${sign}${own}${check}`,
    `${date}${sign} ${own}${check}`,
    `${date} ${own}${check}`,
    `${date}${own}${check}`,
    `${date}\u2013${own}${check}`,
    `${date} \u2013 ${own}${check}`,
    `${date}\u2212${own}${check}`,
    `${date}_${own}${check}`,
    `${date}/${own}${check}`,
    `${dotted}${sign}${own}${check}`,
    `${date}\u00a0${sign}\u00a0${own}${check}`,
    `${date}${sign}${own} ${check}`,
    Array.from(`${date}${sign}${own}${check}`).join('\u200b'),
    `\u202a${date}${sign}${own}${check}\u202c`,
  ]);
}

/** Lengths of the national part, and its first letters if it has any (the ISO 13616 registry). */
const accounts: readonly [string, number, string][] = [
  ['FI', 14, ''],
  ['FI', 14, ''],
  ['FI', 14, ''],
  ['SE', 20, ''],
  ['EE', 16, ''],
  ['NO', 11, ''],
  ['DK', 14, ''],
  ['DE', 18, ''],
  ['GB', 18, 'NWBK'],
  ['NL', 14, 'ABNA'],
  ['FR', 23, ''],
  ['PL', 24, ''],
  ['LV', 17, 'HABA'],
  ['LT', 16, ''],
  ['UA', 25, ''],
  ['TR', 22, ''],
  ['MT', 27, 'MALT'],
];

function iban(dice: Dice): string {
  const [country, length, letters] = dice.pick(accounts);
  const own = letters + dice.digits(length - letters.length);
  const asDigits = `${own}${country}00`.replace(/[A-Z]/g, (one) => String(one.charCodeAt(0) - 55));
  const whole = country + two(98 - Number(BigInt(asDigits) % 97n)) + own;
  const fours = whole.replace(/(.{4})(?=.)/g, '$1 ');
  return dice.pick([
    whole,
    fours,
    fours,
    fours.replaceAll(' ', '-'),
    fours.replaceAll(' ', '.'),
    fours.replaceAll(' ', '\u00a0'),
    fours.replaceAll(' ', '  '),
    whole.toLowerCase(),
    fours.toLowerCase(),
    `${whole.slice(0, 2)} ${whole.slice(2)}`,
    `${whole.slice(0, 4)} ${whole.slice(4, 10)} ${whole.slice(10)}`,
    whole.replace(/(.{5})/g, '$1\u200b'),
  ]);
}

function email(dice: Dice): string {
  const names = [
    'liisa',
    'matti',
    'aino',
    'åsa',
    'öberg',
    'väinö',
    'anna-kaisa',
    'john',
    'olena',
    'perhe',
    'mammi79',
    'n1lla',
  ];
  const first = dice.pick(names);
  const last = dice.pick(['', '.virtanen', '_makinen', '.öst', '+lapset', '84', '.m.korpi', "o'neil"]);
  const post = dice.pick(['gmail.com', 'hotmail.com', 'luukku.com', 'outlook.com', 'icloud.com', 'yahoo.co.uk']);
  const own = dice.pick(['example.fi', 'posti.example.fi', 'kunta-test.fi', 'example.ax', 'esim.net', 'åland-test.ax']);
  const host = dice.pick([post, own]);
  const name = first + last;
  return dice.pick([
    `${name}@${host}`,
    `${name}@${host}`,
    `${name}@${host}`.toUpperCase(),
    `${name} @ ${host}`,
    `${name}@ ${host}`,
    `${name} @${host}`,
    `${name}(at)${host}`,
    `${name} (at) ${host}`,
    `${name}[at]${host}`,
    `${name} ät ${host}`,
    `${name} miukumauku ${host}`,
    `${name} snabel-a ${host}`,
    `${first}.${dice.pick(['korpi', 'salo'])} at ${host}`,
    `${first} at ${post}`,
    `${name} ät ${host.replaceAll('.', ' piste ')}`,
    `${name} at ${host.replaceAll('.', ' dot ')}`.replace(first, `${first}.x`),
    `${first} piste salo ät ${host.replaceAll('.', ' piste ')}`,
    `${first} punkt berg snabel-a ${host.replaceAll('.', ' punkt ')}`,
    `${name}\u200b@\u200b${host}`,
    `${name}\uff20${host}`,
  ]);
}

function phone(dice: Dice): string {
  return dice.roll(5) === 0 ? foreignPhone(dice) : dice.roll(4) === 0 ? landline(dice) : mobile(dice);
}

function mobile(dice: Dice): string {
  const start = dice.pick(['40', '41', '44', '45', '46', '50', '49', '43']);
  const rest = dice.digits(6) + String(1 + dice.roll(9));
  const [a, b, c, d] = [rest.slice(0, 3), rest.slice(3), rest.slice(3, 5), rest.slice(5)];
  return dice.pick([
    `0${start}${rest}`,
    `0${start} ${rest}`,
    `0${start} ${a} ${b}`,
    `0${start} ${a} ${c} ${d}`,
    `0${start}-${rest}`,
    `0${start}-${a} ${b}`,
    `0${start}-${a}-${b}`,
    `0${start}-${a}-${c}-${d}`,
    `0${start} - ${a} ${b}`,
    `0${start}\u2013${rest}`,
    `0${start}.${a}.${b}`,
    `0${start}.${rest}`,
    `0${start}/${rest}`,
    `0${start}_${a}_${b}`,
    `(0${start}) ${rest}`,
    `(0${start}) ${a} ${b}`,
    `0${start}\u00a0${a}\u00a0${b}`,
    `0 ${Array.from(start).join(' ')} ${Array.from(rest).join(' ')}`,
    `o${start}${rest}`,
    `${start}${rest}`,
    `${start} ${rest}`,
    `${start} ${a} ${b}`,
    `+358${start}${rest}`,
    `+358 ${start} ${a} ${b}`,
    `+358 ${start} ${a} ${c} ${d}`,
    `+358-${start}-${rest}`,
    `+358 (0)${start} ${rest}`,
    `+358(0)${start}${rest}`,
    `+358 (${start}) ${rest}`,
    `+ 358 ${start} ${rest}`,
    `+358.${start}.${rest}`,
    `00358${start}${rest}`,
    `00358 ${start} ${a} ${b}`,
    `00 358 ${start} ${rest}`,
    `358${start}${rest}`,
    `358 ${start} ${rest}`,
    Array.from(`0${start}${rest}`).join('\u200b'),
    `\u2066+358 ${start} ${rest}\u2069`,
    arabic(`0${start}${rest}`),
  ]);
}

const arabic = (digits: string): string => digits.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));

function landline(dice: Dice): string {
  const area = dice.pick(['6', '9', '2', '3', '5', '8', '13', '14', '15', '16', '17', '18', '19']);
  const rest = String(2 + dice.roll(7)) + dice.digits(6);
  return dice.pick([
    `0${area} ${rest}`,
    `0${area} ${rest.slice(0, 3)} ${rest.slice(3)}`,
    `0${area}-${rest}`,
    `0${area}-${rest.slice(0, 3)} ${rest.slice(3)}`,
    `(0${area}) ${rest}`,
    `(0${area})${rest}`,
    `0${area}/${rest}`,
    `+358 ${area} ${rest}`,
    `+358${area}${rest}`,
  ]);
}

function foreignPhone(dice: Dice): string {
  const six = dice.digits(6);
  return dice.pick([
    `+46 70 ${dice.digits(3)} ${dice.digits(2)} ${dice.digits(2)}`,
    `0046 70-${dice.digits(3)} ${dice.digits(2)} ${dice.digits(2)}`,
    `070-${dice.digits(3)} ${dice.digits(2)} ${dice.digits(2)}`,
    `+372 5${dice.digits(3)} ${dice.digits(4)}`,
    `+47 ${dice.digits(3)} ${dice.digits(2)} ${dice.digits(3)}`,
    `+44 7${dice.digits(3)} ${six}`,
    `+44 (0)7${dice.digits(3)} ${six}`,
    `+49 151 ${dice.digits(8)}`,
    `+1 (${2 + dice.roll(8)}${dice.digits(2)}) ${dice.digits(3)}-${dice.digits(4)}`,
    `(${2 + dice.roll(8)}${dice.digits(2)}) ${dice.digits(3)}-${dice.digits(4)}`,
    `+7 9${dice.digits(2)} ${dice.digits(3)}-${dice.digits(2)}-${dice.digits(2)}`,
    `+380 67 ${dice.digits(3)} ${dice.digits(4)}`,
    `+90 5${dice.digits(2)} ${dice.digits(3)} ${dice.digits(2)} ${dice.digits(2)}`,
    `+964 7${dice.digits(2)} ${dice.digits(3)} ${dice.digits(4)}`,
    `+252 61 ${dice.digits(7)}`,
    `+84-9${dice.digits(1)}-${dice.digits(3)}-${dice.digits(4)}`,
  ]);
}

function card(dice: Dice): string {
  const start = dice.pick(['4', '51', '52', '53', '54', '55', '2221', '2720', '34', '37', '6011', '36']);
  const length = /^3[47]/.test(start) ? 15 : start === '36' ? 14 : 16;
  const all = start + dice.digits(length - 1 - start.length);
  const whole = all + luhnOf(all);
  const fours =
    length === 16
      ? whole.replace(/(.{4})(?=.)/g, '$1 ')
      : `${whole.slice(0, 4)} ${whole.slice(4, 10)} ${whole.slice(10)}`;
  return dice.pick([
    whole,
    fours,
    fours,
    fours.replaceAll(' ', '-'),
    fours.replaceAll(' ', '\u00a0'),
    fours.replaceAll(' ', '.'),
    fours.replaceAll(' ', '  '),
    Array.from(whole).join('\u200b'),
  ]);
}

/** The digit that makes the whole fit: from the right, every other digit counts twice. */
function luhnOf(digits: string): string {
  const sum = Array.from(digits).reduce((before, digit, index) => {
    const doubled = (digits.length - index) % 2 === 1;
    const value = Number(digit) * (doubled ? 2 : 1);
    return before + Math.floor(value / 10) + (value % 10);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

/** Ordinary sentences of three languages with a place for an identifier. */
export const around: readonly ((identifier: string) => string)[] = [
  (one) => one,
  (one) => `Numeroni on ${one}.`,
  (one) => `lapsen tiedot (${one}), kiitos`,
  (one) => `Hei, vauva on 8 kk ja valvoo. ${one} t. äiti`,
  (one) => `soita ${one} klo 9 jälkeen`,
  (one) => `Tässä: ${one}; voiko joku vastata?`,
  (one) => `tyttö 14 v, ${one}, ei käy koulussa`,
  (one) => `Meillä on 3 lasta.\n${one}\nOllaan väsyneitä.`,
  (one) => `"${one}" on se`,
  (one) => `tiedot:${one}`,
  (one) => `Mitt nummer: ${one}! Ring mig.`,
  (one) => `Barnet är 4 år och det här är ${one} så ni vet`,
  (one) => `vi skildes 2024, ${one}, och barnen mår dåligt`,
  (one) => `Skriv till mig – ${one} – tack.`,
  (one) => `nå mig på ${one}?`,
  (one) => `It is ${one}, call me\nthanks`,
  (one) => `my son is 6 and here: ${one}`,
  (one) => `We are 2 adults. ${one}. Please help`,
  (one) => `contact <${one}> today`,
  (one) => `this is it - ${one}`,
];
