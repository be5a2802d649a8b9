import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { dangerEar } from '../../src/need/danger';
import { theContent } from '../support/house';
import { root } from '../support/root';
import { processorTime } from '../support/processor-time';

const casesSchema = z.object({
  cases: z.array(
    z.object({
      lang: z.string(),
      text: z.string(),
      expect: z.enum(['emergency', 'urgent', 'check', 'none']),
      kind: z.string().optional(),
    }),
  ),
});

const { cases } = casesSchema.parse(parse(readFileSync(join(root, 'test/need/danger-cases.yaml'), 'utf8')));
const ear = dangerEar(theContent());
const hears = (text: string) => ear(text).heard;
const languages = ['fi', 'sv', 'en'];
const isCard = (level: string | undefined): boolean => level === 'emergency' || level === 'urgent';

describe.each(languages)('danger in %s', (language) => {
  const mine = cases.filter((one) => one.lang === language);
  const dangers = mine.filter((one) => one.expect !== 'none');
  const lookAlikes = mine.filter((one) => one.expect === 'none');

  it('has cases on both sides', () => {
    expect(dangers.length).toBeGreaterThanOrEqual(50);
    expect(lookAlikes.length).toBeGreaterThanOrEqual(50);
  });

  it('answers danger with the card or the calm question', () => {
    const unheard = dangers.filter((one) => hears(one.text) === undefined);
    const weaker = dangers.filter((one) => isCard(one.expect) && hears(one.text)?.level === 'check');
    const recall = 1 - unheard.length / dangers.length;
    process.stdout.write(
      `danger ${language}: recall ${(100 * recall).toFixed(1)} % of ${dangers.length}, ${weaker.length} of them only asked about\n` +
        unheard.map((one) => `  not heard: ${one.text}\n`).join(''),
    );
    expect(recall).toBeGreaterThanOrEqual(0.97);
  });

  it('shows no card to a family that only sounds alike', () => {
    const carded = lookAlikes.filter((one) => isCard(hears(one.text)?.level));
    const asked = lookAlikes.filter((one) => hears(one.text)?.level === 'check');
    process.stdout.write(
      `danger ${language}: ${carded.length} false cards and ${asked.length} needless questions in ${lookAlikes.length} look-alikes\n` +
        carded.map((one) => `  false card: ${one.text}\n`).join(''),
    );
    expect(carded.length / lookAlikes.length).toBeLessThanOrEqual(0.03);
  });

  it('shows the emergency card, and not a lesser one, to nearly everybody whose life is in danger', () => {
    const emergencies = dangers.filter((one) => one.expect === 'emergency');
    const lesser = emergencies.filter((one) => hears(one.text)?.level !== 'emergency');
    expect(lesser.length / emergencies.length).toBeLessThanOrEqual(0.03);
  });

  it('names the kind of danger right for nearly everybody', () => {
    const named = dangers.filter((one) => one.kind !== undefined && hears(one.text) !== undefined);
    const wrong = named.filter((one) => hears(one.text)?.kind !== one.kind);
    expect(wrong.length / named.length).toBeLessThanOrEqual(0.05);
  });
});

describe('what a broad pattern or a context hears', () => {
  it.each(['my son is suicidal', 'itsemurha', 'jag har självmordstankar', 'hyvästi kaikki', 'he collapsed', 'stabbed'])(
    'is heard in a few words: %s',
    (text) => expect(hears(text)).toBeDefined(),
  );

  it.each([
    'My uncle killed himself long before I was born',
    'Haluaisin luennoitsijan vanhempainiltaan, aiheena nuorten itsetuhoisuus',
    'Jag vill veta hur man i allmänhet frågar en ung om självmordstankar',
  ])('is left to the likeness where it is long ago or in general: %s', (text) => {
    expect(hears(text)).toBeUndefined();
    expect(ear(text).rules.some(({ silenced }) => silenced)).toBe(true);
  });

  it.each([
    'my uncle killed himself long before I was born and tonight I want to die too',
    'kaksi vuotta sitten erosin ja nyt hän on ovella puukon kanssa',
    'för två år sedan lämnade jag honom och nu står han utanför med kniv',
  ])('is heard when it is happening now, whatever is told beside it: %s', (text) => {
    expect(isCard(hears(text)?.level)).toBe(true);
  });
});

describe('danger in any writing', () => {
  it.each(['HALUAN KUOLLA', 'haluan kuolla!!!', '   haluan    kuolla   ', 'haluan\nkuolla', 'haluan… kuolla 😭'])(
    'is heard in %j',
    (text) => expect(hears(text)?.level).toBe('emergency'),
  );

  it('is heard whatever the language of the conversation is', () => {
    expect(hears('I want to die')?.level).toBe('emergency');
    expect(hears('jag vill dö')?.level).toBe('emergency');
  });

  it('is heard at the end of the longest message that is read', () => {
    const story = 'meidän lapsi on ihan tavallinen lapsi ja me asumme talossa '.repeat(400).slice(0, 19_900);
    expect(hears(`${story} haluan kuolla`)?.level).toBe('emergency');
  });
});

describe('a hostile message', () => {
  const spent = (text: string): number => {
    const times = [1, 2, 3].map(() => processorTime(() => hears(text)));
    return Math.max(1, Math.min(...times));
  };

  it.each([
    ['one endless word', 'a'],
    ['words that begin every pattern', 'en halua '],
    ['one word over and over', 'ei '],
    ['the words of gaps', 'haluan vain vain vain '],
    ['marks without letters', '\u0301'],
    ['signs', '.?!-'],
    ['family members', 'mies vaimo isä äiti lyö '],
  ])('of %s is heard in time that grows with its length only', (_, piece) => {
    const half = piece.repeat(Math.ceil(25_000 / piece.length)).slice(0, 25_000);
    const whole = piece.repeat(Math.ceil(50_000 / piece.length)).slice(0, 50_000);
    expect(spent(whole) / spent(half)).toBeLessThan(4);
    expect(spent(whole)).toBeLessThan(2000);
  });
});
