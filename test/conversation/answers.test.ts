import type { AnswerValue } from '../../src/conversation/contract';
import { answerValueSchema } from '../../src/conversation/incoming';
import { greetFamily, openHouse, type Family, type House } from '../support/house';
import { questionIn, sleepStory, stepIn, textOf, walk } from '../support/walk';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function familyAt(step: string, language = 'fi'): Promise<Family> {
  const family = await greetFamily(house, { language });
  const words = await walk(
    family,
    { wants: { option: 'contact' }, understood: { option: 'child_sleep' }, 'own-words': sleepStory[language] ?? '' },
    step,
  );
  expect(stepIn(words)).toBe(step);
  return family;
}

const aPerson: Readonly<Record<string, RegExp>> = { fi: /ihmi/i, sv: /människa/i, en: /person/i };

describe('an answer that cannot be read', () => {
  const unreadable: readonly (readonly [string, string])[] = [
    ['who', 'banaani'],
    ['own-words', '....'],
    ['understood', 'banaani'],
    ['municipality', 'Tukholmassa'],
    ['services-in-use', 'banaani'],
    ['age', 'banaani'],
    ['sleep-trouble', 'banaani'],
    ['worry', 'banaani'],
    ['coping', 'banaani'],
    ['wants', 'banaani'],
    ['safe-times', 'banaani'],
    ['reach', 'banaani'],
    ['sent', 'banaani'],
  ];

  it.each(unreadable)('at %s gets other words each time', async (step, said) => {
    const family = await familyAt(step);
    const asked = textOf(family.words.slice(-1));
    const first = await family.say(said);
    const second = await family.say(said);
    expect([stepIn(first), stepIn(second)]).toEqual([step, step]);
    expect(new Set([asked, textOf(first), textOf(second)]).size).toBe(3);
  });

  it.each(unreadable.flatMap(([step, said]) => ['fi', 'sv', 'en'].map((language) => [step, language, said] as const)))(
    'at %s in %s the third time hears whom to call, that the fault is ours, and the question again',
    async (step, language, said) => {
      const family = await familyAt(step, language);
      const heard = [textOf(await family.say(said)), textOf(await family.say(said))];
      const words = await family.say(said);
      const [call, question] = words.slice(-2);
      expect(stepIn(words)).toBe(step);
      expect(call?.luotsi.cards?.every((card) => card.phone !== undefined)).toBe(true);
      expect(question?.text).toMatch(aPerson[language] ?? /never/);
      expect(question?.text).toContain(question?.luotsi.asks?.question);
      heard.push(question?.text ?? '');
      for (let more = 0; more < 3; more += 1) {
        const again = await family.say(said);
        expect(again.flatMap((word) => word.luotsi.cards ?? [])).toEqual([]);
        expect(textOf(again)).not.toBe(heard.at(-1));
        heard.push(textOf(again));
      }
      expect(new Set(heard.slice(0, 3)).size).toBe(3);
    },
  );

  it.each(
    unreadable.flatMap(([step, said]) =>
      ['fi', 'sv', 'en']
        .filter(() => !['reach', 'sent'].includes(step))
        .map((language) => [step, language, said] as const),
    ),
  )('at %s in %s is offered a person the second time', async (step, language, said) => {
    const family = await familyAt(step, language);
    await family.say(said);
    expect(textOf(await family.say(said))).toMatch(aPerson[language] ?? /never/);
  });

  it('keeps its options, so that it can still be tapped', async () => {
    const family = await familyAt('worry');
    const asked = questionIn(family.words)?.options;
    await family.say('banaani');
    const words = await family.say('banaani');
    expect(questionIn(words)?.options).toEqual(asked);
  });

  it('is forgotten once the family is understood', async () => {
    const family = await familyAt('age');
    await family.say('banaani');
    await family.say('banaani');
    await family.say('3');
    await family.say({ command: 'back' });
    const again = await family.say('banaani');
    const fresh = await familyAt('age');
    expect(textOf(again)).toBe(textOf(await fresh.say('banaani')));
  });

  it('is kindly met when it is only a hello', async () => {
    const family = await familyAt('own-words');
    const words = await family.say('moi');
    expect(stepIn(words)).toBe('own-words');
    expect(textOf(await family.say('Vauva valvoo yöt eikä nuku'))).not.toBe('');
    expect(stepIn(family.words)).toBe('understood');
  });
});

describe('a tap', () => {
  it.each<[string, string, AnswerValue]>([
    ['of an earlier question', 'municipality', { option: 'parent' }],
    ['of a later question', 'who', { option: 'big' }],
    ['of nothing that was ever offered', 'worry', { option: 'enormous' }],
    ['of a name of the language itself', 'worry', { option: '__proto__' }],
    ['of its constructor', 'who', { option: 'constructor' }],
    ['of an earlier step among several', 'safe-times', { options: ['voicemail'] }],
    ['of several, one of them never offered', 'safe-times', { options: ['morning', 'midnight'] }],
    ['of none of several', 'safe-times', { options: [] }],
    ['of a place that is none', 'municipality', { place: 'atlantis' }],
    ['of a place named __proto__', 'municipality', { place: '__proto__' }],
    ['of a number that no child is old', 'age', { number: 99 }],
    ['of a number below zero', 'age', { number: -1 }],
    ['of a row that cannot be changed', 'sent', { option: 'change:permission-of-others' }],
    ['of nothing at all', 'worry', {}],
  ])('%s is not an answer: the question is asked again', async (_, step, value) => {
    const family = await familyAt(step);
    const words = await family.say(value);
    expect(stepIn(words)).toBe(step);
    expect(words.length).toBeGreaterThan(0);
  });

  it('of an earlier question changes nothing that was answered', async () => {
    const family = await familyAt('sent');
    const rows = questionIn(family.words)?.rows;
    const words = await family.say({ option: 'young-person' });
    expect(questionIn(words)?.rows).toEqual(rows);
  });

  it('of an age with a part of a year is read as whole years', async () => {
    const family = await familyAt('age');
    expect(stepIn(await family.say({ number: 3.7 }))).toBe('sleep-trouble');
  });
});

describe('changing a row before sending', () => {
  it('asks that question again and comes back to the read-back with the new answer', async () => {
    const family = await familyAt('sent');
    expect(stepIn(await family.say({ option: 'change:worry' }))).toBe('worry');
    const words = await family.say({ option: 'big' });
    expect(stepIn(words)).toBe('sent');
    const rows = questionIn(words)?.rows ?? [];
    expect(rows.map((row) => row.fact)).toEqual(expect.arrayContaining(['worry', 'name', 'reach', 'municipality']));
    const before = questionIn(family.words.filter((word) => word.luotsi.step === 'sent').slice(0, 1))?.rows ?? [];
    expect(rows.find((row) => row.fact === 'worry')?.value).not.toBe(before.find((row) => row.fact === 'worry')?.value);
  });

  it('asks what a changed need makes necessary, and only that', async () => {
    const family = await familyAt('sent');
    await family.say({ option: 'change:understood' });
    await family.say({ option: 'other' });
    await family.say({ option: 'relations' });
    const words = await family.say({ option: 'separation' });
    expect(stepIn(words)).toBe('separation-stage');
    expect(stepIn(await walk(family, {}, 'sent'))).toBe('sent');
    const rows = questionIn(family.words)?.rows ?? [];
    expect(rows.map((row) => row.fact)).not.toContain('sleep-trouble');
    expect(rows.map((row) => row.fact)).toContain('separation-stage');
  });
});

describe('bad input', () => {
  const inputs: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['spaces', '  \n\t  '],
    ['ten thousand letters', 'a'.repeat(10_000)],
    ['ten thousand words', 'sana '.repeat(10_000)],
    ['emoji only', '😭😭😭'],
    ['HTML', '<script>alert(1)</script><b>hei</b> &amp;'],
    ['Markdown', '[linkki](javascript:alert(1)) **hei** ![](x)'],
    ['a message format', '{young, select, yes {x} other {y}} {0} ${1}'],
    ['control characters', '\u0000\u0007\u001b[31mhei\u0008'],
    ['direction characters', '\u202Eiluoh ossi\u202C\u2066\u2069'],
    ['zero-width characters', '\u200b\u200d\ufeff'],
    ['a lone high surrogate', 'hei \ud83d'],
    ['a lone low surrogate', '\ude2d hei'],
    ['a prototype', '__proto__'],
    ['a constructor', 'constructor'],
    ['JSON', '{"option":"yes"}'],
    ['SQL', "'); drop table conversations; --"],
    ['marks piled up', `h${'\u0301'.repeat(500)}ei`],
    ['a NUL in the middle', 'hei\u0000sinä'],
  ];

  it.each(inputs)('of %s is answered at every kind of question', async (_, text) => {
    for (const step of [
      'who',
      'own-words',
      'understood',
      'municipality',
      'age',
      'worry',
      'name',
      'reach',
      'safe-times',
      'wish',
      'sent',
    ]) {
      const family = await familyAt(step);
      const words = await family.say(text);
      expect([step, words.length > 0, questionIn(words)?.step !== undefined]).toEqual([step, true, true]);
      for (const word of words) expect(word.text.isWellFormed()).toBe(true);
      const kept = (await house.world.conversations.log(family.conversation, 0)).at(-1)?.told?.text ?? '';
      expect(kept.isWellFormed()).toBe(true);
      expect(kept).not.toMatch(/[\u0000-\u0008\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
      expect(stepIn(await family.say({ command: 'restart' }))).toBe('who');
    }
  });

  it.each([
    ['nothing', ''],
    ['only zero-width characters', '\u200b\u200d'],
    ['only control characters', '\u0000\u0001'],
  ])('of %s is told kindly and counts as no misunderstanding', async (_, text) => {
    const family = await familyAt('worry');
    const asked = textOf(family.words.slice(-1));
    for (let time = 0; time < 3; time += 1) {
      const words = await family.say(text);
      expect(stepIn(words)).toBe('worry');
      expect(words.at(-1)?.text).toBe(asked);
    }
  });

  it('of ten thousand letters is not kept', async () => {
    const family = await familyAt('own-words');
    await family.say('pitkä tarina '.repeat(800));
    const log = await house.world.conversations.log(family.conversation, 0);
    expect(JSON.stringify(log)).not.toContain('pitkä tarina');
    expect(stepIn(await family.say('Vauva valvoo yöt eikä nuku'))).toBe('understood');
  });

  it('that is tapped is refused at the door or read safely', () => {
    expect(answerValueSchema.safeParse({ option: 'x'.repeat(201) }).success).toBe(false);
    expect(answerValueSchema.safeParse({ options: Array.from({ length: 61 }, () => 'a') }).success).toBe(false);
    expect(answerValueSchema.safeParse({ number: Number.NaN }).success).toBe(false);
    expect(answerValueSchema.safeParse({ number: Number.POSITIVE_INFINITY }).success).toBe(false);
    expect(answerValueSchema.safeParse({ command: 'erase-all' }).success).toBe(false);
    expect(answerValueSchema.safeParse(['yes']).success).toBe(false);
    expect(answerValueSchema.parse({ option: 'yes', secret: 1 })).toEqual({ option: 'yes' });
    const proto = answerValueSchema.parse(JSON.parse('{"__proto__": {"option": "yes"}}'));
    expect(proto.option).toBeUndefined();
  });

  it('of the biggest numbers is no age', async () => {
    const family = await familyAt('age');
    for (const said of ['99999999999999999999', '25', { number: Number.MAX_VALUE }] as const)
      expect(stepIn(await family.say(said))).toBe('age');
  });
});
