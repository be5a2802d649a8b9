import fc from 'fast-check';
import { redact } from '../../src/need/redact';
import { processorTime } from '../support/processor-time';

const hetuSigns = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const centurySigns = ['+', '-', 'A', 'B', 'C', 'D', 'E', 'F', 'U', 'V', 'W', 'X', 'Y'];

const two = (value: number): string => String(value).padStart(2, '0');

/** A personal identity code with a right check sign. Numbers from 900 are never given to anybody. */
const hetu = fc
  .record({
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.integer({ min: 1, max: 12 }),
    year: fc.integer({ min: 0, max: 99 }),
    sign: fc.constantFrom(...centurySigns),
    number: fc.integer({ min: 2, max: 999 }),
  })
  .map(({ day, month, year, sign, number }) => {
    const date = two(day) + two(month) + two(year);
    const own = String(number).padStart(3, '0');
    return { date, sign, own, check: hetuSigns[Number(date + own) % 31] ?? '' };
  });

const remainder97 = (digits: string): number =>
  Array.from(digits).reduce((sum, digit) => (sum * 10 + Number(digit)) % 97, 0);
const asDigits = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 'A'.charCodeAt(0) + 10));

const withCheckDigits = (country: string, account: string): string =>
  country + two(98 - remainder97(asDigits(`${account}${country}00`))) + account;

const digits = (count: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((list) => list.join(''));

const iban = fc
  .oneof(
    fc.tuple(fc.constant('FI'), digits(14)),
    fc.tuple(fc.constant('SE'), digits(20)),
    fc.tuple(fc.constant('EE'), digits(16)),
    fc.tuple(fc.constant('DE'), digits(18)),
    fc.tuple(
      fc.constant('GB'),
      fc.tuple(fc.constantFrom('NWBK', 'BARC'), digits(14)).map((parts) => parts.join('')),
    ),
  )
  .map(([country, account]) => withCheckDigits(country, account));

const mobile = fc.tuple(fc.constantFrom('40', '41', '44', '45', '46', '50'), digits(7)).map(([start, rest]) => ({
  start,
  rest,
}));

const phoneSpellings: readonly ((start: string, rest: string) => string)[] = [
  (start, rest) => `0${start}${rest}`,
  (start, rest) => `0${start} ${rest}`,
  (start, rest) => `0${start} ${rest.slice(0, 3)} ${rest.slice(3)}`,
  (start, rest) => `0${start} ${rest.slice(0, 3)} ${rest.slice(3, 5)} ${rest.slice(5)}`,
  (start, rest) => `0${start}-${rest}`,
  (start, rest) => `0${start}-${rest.slice(0, 3)} ${rest.slice(3)}`,
  (start, rest) => `0${start}.${rest.slice(0, 3)}.${rest.slice(3)}`,
  (start, rest) => `(0${start}) ${rest}`,
  (start, rest) => `+358${start}${rest}`,
  (start, rest) => `+358 ${start} ${rest.slice(0, 3)} ${rest.slice(3)}`,
  (start, rest) => `+358-${start}-${rest}`,
  (start, rest) => `+358 (0)${start} ${rest}`,
  (start, rest) => `00358${start}${rest}`,
  (start, rest) => `00358 ${start} ${rest}`,
  (start, rest) => `358${start}${rest}`,
  // Copied from a web page, the spaces do not break lines.
  (start, rest) => `0${start}\u00a0${rest.slice(0, 3)}\u00a0${rest.slice(3)}`,
];

const sentences: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `Numeroni on ${secret}.`,
  (secret) => `lapsen tunnus (${secret}), kiitos`,
  (secret) => `Mitt nummer: ${secret}! Ring mig.`,
  (secret) => `It is ${secret}, call me\nthanks`,
];
const sentence = fc.constantFrom(...sentences);

/** Nothing is left of a secret when no three of its signs in a row are. */
const gone = (secret: string, around: (secret: string) => string): void => {
  const { text, masked } = redact(around(secret));
  expect(masked).toBe(true);
  const rest = around('');
  for (let start = 0; start + 4 <= secret.length; start += 1) {
    const piece = secret.slice(start, start + 4);
    if (!rest.includes(piece)) expect(text).not.toContain(piece);
  }
};

describe('what tells who somebody is', () => {
  it('is never kept of a personal identity code, whatever its century', () => {
    fc.assert(
      fc.property(hetu, sentence, ({ date, sign, own, check }, around) => {
        gone(`${date}${sign}${own}${check}`, around);
        gone(`${date}${sign}${own}${check}`.toLowerCase(), around);
        gone(`${date} ${sign} ${own}${check}`, around);
      }),
      { numRuns: 500 },
    );
  });

  it.each(centurySigns)('is never kept of a code with the sign %s', (sign) => {
    const [sample] = fc.sample(hetu, { numRuns: 1, seed: 5 });
    const { date, own, check } = sample ?? { date: '', own: '', check: '' };
    gone(`${date}${sign}${own}${check}`, (secret) => `Hetu ${secret} on hänen`);
  });

  it('is never kept of an account number, with or without spaces', () => {
    fc.assert(
      fc.property(iban, sentence, (account, around) => {
        gone(account, around);
        gone(account.replace(/(.{4})(?=.)/g, '$1 '), around);
        gone(account.toLowerCase(), around);
      }),
      { numRuns: 300 },
    );
  });

  it('is never kept of an e-mail address', () => {
    const name = fc.stringMatching(/^[a-zåäö][a-zåäö0-9]{2,12}$/);
    const address = fc
      .tuple(name, fc.constantFrom('', '.', '_', '-', '+'), name, name, fc.constantFrom('fi', 'com', 'co.uk', 'ax'))
      .map(([first, joint, last, host, end]) => `${first}${joint}${last}@${host}.${end}`);
    fc.assert(
      fc.property(address, sentence, (email, around) => {
        expect(redact(around(email)).masked).toBe(true);
        expect(redact(around(email)).text).not.toContain('@');
      }),
      { numRuns: 300 },
    );
  });

  it.each(phoneSpellings.map((spell, index) => [index, spell('40', '1234567'), spell] as const))(
    'is never kept of a phone number (%i) written as %s',
    (_, __, spell) => {
      fc.assert(
        fc.property(mobile, sentence, ({ start, rest }, around) => gone(spell(start, rest), around)),
        { numRuns: 60 },
      );
    },
  );

  it('is never kept of a landline', () => {
    for (const phone of ['06 415 4111', '(06) 4154111', '+358 6 415 4111', '09-4711 2345'])
      gone(phone, (secret) => `Soita ${secret} tai käy paikalla`);
  });

  it('is gone even when several are told at once', () => {
    const { text } = redact('Olen 040 123 4567, liisa.maki@example.fi ja FI21 1234 5600 0007 85.');
    expect(text).not.toMatch(/\d{2}|@/);
  });
});

const ordinary: readonly string[] = [
  'Lapseni on 3-vuotias ja nukkuu huonosti.',
  'Tyttö on 14v ja poika 16 v.',
  'Vauva syntyi 3.4.2026 ja painoi 3450 g.',
  'Neuvola-aika on 12.10.2026 klo 9.30.',
  'Erosimme 24.12.2025, ja lapset ovat vuoroviikoin.',
  'Aika on 1.12.2026 kello 13.15.',
  'Olemme asuneet täällä vuodesta 2019.',
  'Vuosina 2019-2021 saimme perhetyötä.',
  'Puhelinaika on 9-11 ja 13-15.',
  'Hoito maksaa 295 euroa kuussa.',
  'Laina on 125 000 euroa.',
  'Tuki oli 1 250,50 euroa vuonna 2024.',
  'Päiväkoti on auki klo 6.30-17.00.',
  'Soitin numeroon 112 ja sitten 116117.',
  'Hätänumero on 112.',
  'Päivystysapu vastaa numerossa 116117.',
  'Lapsia on 3, iät 2, 5 ja 11 vuotta.',
  'Kuume oli 39,5 astetta 3 päivää.',
  'Hän on ollut poissa koulusta 45 päivää lukuvuonna 2025-2026.',
  'Kela maksoi tuen 30.11.2026.',
  'Barnet är 8 månader och vaknar 5 gånger per natt.',
  'Min son är 15 år och går i årskurs 9.',
  'Vi skilde oss 12.11.2025 och bor 20 km från varandra.',
  'Tiden är den 1 december 2026 klockan 14.30.',
  'Dagvården kostar 311 euro i månaden.',
  'Vi har bott här sedan 2015.',
  'Åren 2020-2022 var tunga.',
  'Mottagningen är öppen 8.00-15.30.',
  'Jag ringde 112 klockan 23.45.',
  'Ring 116117 om det inte är bråttom.',
  'Dottern är 13,5 år och sover 4 timmar.',
  'My son is 6 years old and my daughter is 11.',
  'The appointment is on 15.10.2026 at 9.45.',
  'It started in 2023 and got worse in 2025.',
  'She was born on 2.2.2024.',
  'Daycare costs 311 euros a month.',
  'We moved here between 2018 and 2021.',
  'I called 112 at 3 am and 116117 after that.',
  'He missed 30 of 190 school days in 2025-2026.',
  'The baby is 10 weeks old and weighs 5.2 kg.',
  'The rent is 1 050 euros, due on 01.12.2026.',
  'The meeting is 14.12.2026 at 13.00-14.30.',
];

describe('ordinary words of a family', () => {
  it('are forty or more', () => expect(ordinary.length).toBeGreaterThanOrEqual(40));

  it.each(ordinary)('stay as they are: %s', (text) => expect(redact(text)).toEqual({ text, masked: false }));

  it('may hold a date that looks like a code but has a wrong check sign', () => {
    expect(redact('Tuote 131052-308U on rikki').masked).toBe(false);
  });
});

it('spends time that grows with the length of a hostile message only', () => {
  const spent = (text: string): number => {
    const times = [1, 2, 3].map(() => processorTime(() => redact(text)));
    return Math.max(3, Math.min(...times));
  };
  for (const piece of ['a', 'a.', '@', 'a@', 'FI00 ', 'FI00AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_ ', '0-', '010101']) {
    const make = (length: number): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    // Waste collected may double one measurement: the quickest of five counts, and squares would be sixteenfold.
    const quickest = (length: number): number => Math.min(...[1, 2, 3, 4, 5].map(() => spent(make(length))));
    expect([piece, quickest(100_000) / quickest(25_000) < 10]).toEqual([piece, true]);
  }
});
