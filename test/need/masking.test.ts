import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { legible } from '../../src/need/legible';
import { redact, redactor } from '../../src/need/redact';
import { theContent, theListener } from '../support/house';
import { root } from '../support/root';
import { around, diceOf, inventedIdentifiers, type Invented } from './identifiers';

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;

describe('ten thousand identifiers in ordinary sentences of three languages', () => {
  const dice = diceOf(7);
  const tried = inventedIdentifiers(10_000, 20_261_122).map((one) => ({ ...one, frame: dice.pick(around) }));

  /** A piece of two signs or more that is still there, and that the sentence did not hold by itself. */
  const left = ({ written, frame }: Invented & { frame: (one: string) => string }): boolean => {
    const pieces = (text: string): string[] => legible(text).match(/[\p{L}\p{N}]{2,}/gu) ?? [];
    const own = new Set([...pieces(frame('')), 'at', 'ät', 'dot', 'piste', 'punkt', 'com', 'fi']);
    const kept = new Set(pieces(redact(frame(written)).text));
    return pieces(written).some((piece) => kept.has(piece) && !own.has(piece));
  };

  it('are masked, every one', () => {
    const missed = tried.filter((one) => left(one) || !redact(one.frame(one.written)).masked);
    const exact = tried.filter((one) => redact(one.frame(one.written)).text === legible(one.frame('▒▒▒')));
    process.stdout.write(
      `identifiers: recall ${percent(tried.length - missed.length, tried.length)} of ${tried.length}, ` +
        `${percent(exact.length, tried.length)} with the rest of the sentence whole\n` +
        missed
          .slice(0, 40)
          .map((one) => `  missed ${one.kind}: ${one.frame(one.written)}  ->  ${redact(one.frame(one.written)).text}\n`)
          .join(''),
    );
    expect(missed).toEqual([]);
    expect(exact.length / tried.length).toBeGreaterThan(0.97);
  });
});

describe('a thousand ordinary sentences', () => {
  const phrases = Object.values(theContent().phrases).flatMap((needs) => Object.values(needs).flat());
  const every = Math.floor(phrases.length / 1000);
  const chosen = phrases.filter((_, index) => index % every === 0).slice(0, 1000);
  const written = Object.values(
    z.record(z.string(), z.array(z.string())).parse(parse(readFileSync(join(root, 'test/need/ordinary.yaml'), 'utf8'))),
  ).flat();

  it('and two hundred with numbers in them are hardly ever masked', () => {
    expect(chosen.length).toBe(1000);
    expect(written.length).toBeGreaterThanOrEqual(200);
    const all = [...chosen, ...written];
    const wrong = all.filter((sentence) => redact(sentence).masked);
    const wrongWritten = written.filter((sentence) => redact(sentence).masked);
    process.stdout.write(
      `ordinary sentences: ${percent(wrong.length, all.length)} of ${all.length} masked, ` +
        `${percent(wrongWritten.length, written.length)} of the ${written.length} with numbers\n` +
        wrong.map((one) => `  masked: ${one}  ->  ${redact(one).text}\n`).join(''),
    );
    expect(wrong.length / all.length).toBeLessThan(0.01);
    expect(wrongWritten.length / written.length).toBeLessThan(0.01);
  });

  it('are never masked in all the phrases there are', () => {
    const wrong = phrases.filter((phrase) => redact(phrase).masked);
    process.stdout.write(
      `all phrases: ${wrong.length} of ${phrases.length} masked\n${wrong.map((one) => `  ${one}  ->  ${redact(one).text}\n`).join('')}`,
    );
    expect(wrong.length / phrases.length).toBeLessThan(0.002);
  });
});

describe('a public number', () => {
  const { regions, nationalLines } = theContent();
  const numbers = [
    ...nationalLines.map((line) => line.phone),
    ...Object.values(regions).flatMap((region) => [...region.lines, ...region.emergency].map((line) => line.phone)),
  ];

  it.each([...new Set(numbers)])('%s of the content stays', (phone) => {
    expect(theListener().redact(`soitin numeroon ${phone} eikä vastattu`).masked).toBe(false);
  });

  it.each([
    '112',
    '116117',
    '116 117',
    '116 111',
    '116 006',
    '080 005 005',
    '0800 92277',
    '09 2525 0111',
    '0400 221 180',
  ])('%s of a national line stays without any content', (phone) =>
    expect(redact(`soitin numeroon ${phone} eikä vastattu`).masked).toBe(false),
  );

  it('stays in any writing of it', () => {
    const open = redactor(['040 123 4567']);
    for (const written of ['0401234567', '040-1234567', '+358 40 123 4567', '+358 (0)40 1234567'])
      expect(open(`soitin ${written} taas`).masked).toBe(false);
    expect(open('soitin 040 123 4568 taas').masked).toBe(true);
  });
});

describe('the rest of a message', () => {
  it('stays sign for sign where nothing is masked, also what no eye sees', () => {
    const text = 'Perhe 👨\u200d👩\u200d👧 ja vauva\u00ad 8 kk';
    expect(redact(text)).toEqual({ text, masked: false });
  });

  it('stays beside what is masked', () => {
    expect(redact('Tyttö 14 v, puh. 040 123 4567 12.3. alkaen, klo 9–11').text).toBe(
      'Tyttö 14 v, puh. ▒▒▒ 12.3. alkaen, klo 9–11',
    );
    expect(redact('Asumme Koivutie 4 B 2, 60100 Seinäjoki. Lapsi on 3 v.').text).toBe('Asumme ▒▒▒, ▒▒▒. Lapsi on 3 v.');
  });
});
