import type { CommandName } from '../../src/conversation/contract';
import type { Outgoing } from '../../src/conversation/outgoing';
import { greetFamily, openHouse, theContent, type Family, type House, type Said } from '../support/house';
import { questionIn, sleepStory, stepIn, walk } from '../support/walk';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const languages = ['fi', 'sv', 'en'];

/** Every step of a conversation that goes from the first question to a sent handoff. */
const path = [
  'who',
  'own-words',
  'understood',
  'municipality',
  'services-in-use',
  'age',
  'sleep-trouble',
  'sleep-since',
  'worry',
  'coping',
  'needs-many',
  'wants',
  'permission',
  'name',
  'reach',
  'safe-times',
  'safe-contact',
  'wish',
  'sent',
  'heard',
  'helped',
];
const beforeSending = path.slice(0, -2);

/** Stories that are understood in each language. */
const answers = (language: string): Record<string, Said> => ({
  wants: { option: 'contact' },
  // Nobody is asked for an interpreter before a language without one is chosen.
  interpreter: { option: 'no' },
  understood: { option: 'child_sleep' },
  'own-words': sleepStory[language] ?? '',
});

async function familyAt(step: string, language = 'fi'): Promise<Family> {
  const family = await greetFamily(house, { language });
  const words = await walk(family, answers(language), step);
  expect(stepIn(words)).toBe(step);
  return family;
}

/** The ways to give a command: a tap, the words of its button, and one everyday way of saying it. */
function waysTo(command: CommandName, language: string): Said[] {
  const content = theContent();
  const also = content.words[language]?.[`bot.commands.${command}.also.1`];
  return [
    { command },
    content.say(language)(`bot.commands.${command}.label`),
    ...(also === undefined ? [] : [`${also.toUpperCase()}!`]),
  ];
}

const stored = async (family: Family): Promise<number> =>
  (await house.database.rows('select id from conversations where id = $1', [family.conversation])).length;

describe.each(languages)('at every step in %s', (language) => {
  it.each(path)('a family at %s goes one step back, asks for a person, saves, starts over and leaves', async (step) => {
    for (const back of waysTo('back', language)) {
      const family = await familyAt(step, language);
      const asked = family.words.filter((word) => word.luotsi.step !== undefined);
      // What was sent stays sent: nobody goes back behind the read-back.
      const before = step === 'heard' ? step : (asked.at(-2)?.luotsi.step ?? step);
      expect([back, stepIn(await family.say(back))]).toEqual([back, before]);
    }
    for (const save of waysTo('save', language)) {
      const family = await familyAt(step, language);
      const words = await family.say(save);
      expect([save, stepIn(words), words.length]).toEqual([save, step, 2]);
    }
    for (const person of waysTo('person', language)) {
      const family = await familyAt(step, language);
      const words = await family.say(person);
      expect(words.some((word) => word.luotsi.cards?.some((card) => card.phone !== undefined))).toBe(true);
      const next = questionIn(words);
      expect(['contact', 'frame']).toContain(next?.flow);
      if (beforeSending.includes(step)) {
        await walk(family, answers(language));
        expect(family.words.some((word) => word.luotsi.handoff !== undefined)).toBe(true);
      }
    }
    for (const restart of waysTo('restart', language)) {
      const family = await familyAt(step, language);
      const words = await family.say(restart);
      expect([restart, stepIn(words)]).toEqual([restart, 'who']);
    }
    for (const leave of waysTo('leave', language)) {
      const family = await familyAt(step, language);
      const words = await family.say(leave);
      expect([leave, words[0]?.luotsi.notice]).toEqual([leave, 'left']);
      expect(await stored(family)).toBe(0);
    }
  });
});

describe('at every step', () => {
  const speaks = (words: readonly Outgoing[], language: string): boolean =>
    words.length > 0 && words.every((word) => word.luotsi.language === language);

  it.each(path)('a family at %s changes the language by a tap and by saying it', async (step) => {
    for (const wanted of [{ command: 'language', language: 'sv' }, 'ruotsiksi', 'svenska', 'på svenska'] as const) {
      const family = await familyAt(step);
      const words = await family.say(wanted);
      expect([wanted, speaks(words, 'sv'), stepIn(words)]).toEqual([wanted, true, step]);
      expect(speaks(await family.say({ command: 'language', language: 'en' }), 'en')).toBe(true);
      expect(speaks(await family.say('suomeksi'), 'fi')).toBe(true);
    }
  });
});

describe('the language', () => {
  it('is asked when the family does not say which', async () => {
    const family = await familyAt('worry');
    const words = await family.say('vaihda kieltä');
    expect(questionIn(words)?.options?.map((option) => option.id)).toEqual([
      'language:fi',
      'language:sv',
      'language:en',
      'language:fi-x-selko',
    ]);
  });

  it('changes by the option that is then tapped', async () => {
    const family = await familyAt('worry');
    await family.say({ command: 'language' });
    const words = await family.say({ option: 'language:sv' });
    expect(words.every((word) => word.luotsi.language === 'sv')).toBe(true);
    expect(stepIn(words)).toBe('worry');
  });

  it('stays when it is not offered, and the question is asked again', async () => {
    for (const language of ['ru', 'xx', '__proto__']) {
      const family = await familyAt('worry');
      const words = await family.say({ command: 'language', language });
      expect(stepIn(words)).toBe('worry');
      expect(words.every((word) => word.luotsi.language === 'fi')).toBe(true);
    }
  });

  it('of the conversation is what the worker reads in the handoff', async () => {
    const family = await familyAt('worry');
    await family.say({ command: 'language', language: 'en' });
    await walk(family, answers('en'));
    const [row] = await house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);
    expect((await house.desk.read(String(row?.['id'])))?.record).toMatchObject({ language: 'en', interpreter: false });
  });
});

describe('a command is', () => {
  it.each([
    'selkä on kipeä, mene takaisin nukkumaan sanoi lääkäri',
    'haluan lopettaa tupakoinnin',
    'lapsi haluaa ihmisen viereen',
  ])('not heard in a sentence that only has its words: %s', async (text) => {
    const family = await familyAt('own-words');
    await family.say(text);
    expect(await stored(family)).toBe(1);
    expect(stepIn(family.words)).not.toBe('who');
    expect(family.words.some((word) => word.luotsi.flow === 'contact')).toBe(false);
  });

  it('heard at the very beginning: back only asks the first question again', async () => {
    const family = await greetFamily(house);
    expect(stepIn(await family.say({ command: 'back' }))).toBe('who');
    expect(stepIn(await family.say('takaisin'))).toBe('who');
  });
});

describe('a family goes back', () => {
  it('all the way to the beginning, one question at a time, and can answer otherwise', async () => {
    const family = await familyAt('wants');
    const seen: (string | undefined)[] = [];
    for (let index = 0; index < 11; index += 1) seen.push(stepIn(await family.say({ command: 'back' })));
    expect(seen).toEqual([...path.slice(0, 11)].reverse());
    const words = await walk(family, { who: { option: 'close-person' } }, 'wants');
    expect(stepIn(words)).toBe('wants');
  });

  it('from asking for a person to where it was', async () => {
    const family = await familyAt('worry');
    await family.say({ command: 'person' });
    expect(stepIn(await family.say({ command: 'back' }))).toBe('worry');
  });
});

describe('a family that starts over', () => {
  it('has forgotten its answers', async () => {
    const family = await familyAt('wants');
    await family.say({ command: 'restart' });
    const words = await walk(family, {}, 'worry');
    expect(stepIn(words)).toBe('worry');
    const [session] = await house.database.rows('select revision from conversations where id = $1', [
      family.conversation,
    ]);
    expect(Number(session?.['revision'])).toBeGreaterThan(10);
  });

  it('after a sent handoff may send another of another matter', async () => {
    const family = await familyAt('helped');
    await family.say({ command: 'restart' });
    await walk(family, answers('fi'));
    const rows = await house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);
    expect(rows).toHaveLength(2);
  });
});

describe('a person, please', () => {
  it('leads to a handoff without any story', async () => {
    const family = await greetFamily(house);
    const words = await family.say('haluan ihmisen');
    expect(words[0]?.luotsi.cards?.length).toBeGreaterThan(0);
    await walk(family);
    const asked = family.words.flatMap((word) => (word.luotsi.step === undefined ? [] : [word.luotsi.step]));
    expect(asked).toEqual([
      'who',
      'municipality',
      'permission',
      'urgency',
      'name',
      'reach',
      'safe-times',
      'safe-contact',
      'wish',
      'sent',
      'heard',
      'helped',
    ]);
    const [row] = await house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);
    expect(await house.desk.read(String(row?.['id']))).toMatchObject({
      state: 'waiting',
      area: 'seinajoki',
      record: { need: null, ownWords: null, contact: { name: 'Liisa', reach: '040 123 4567' } },
    });
  });

  it('from a family whose municipality is not known goes to the common queue', async () => {
    const family = await greetFamily(house);
    await family.say({ command: 'person' });
    await walk(family, { municipality: { option: 'unknown' } });
    const [row] = await house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);
    expect(await house.desk.read(String(row?.['id']))).toMatchObject({
      area: 'common',
      record: { municipality: null },
    });
  });

  it('asked again after sending shows the numbers and sends nothing more', async () => {
    const family = await familyAt('helped');
    const words = await family.say({ command: 'person' });
    expect(words[0]?.luotsi.cards?.length).toBeGreaterThan(0);
    expect(stepIn(words)).toBe('helped');
    const rows = await house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);
    expect(rows).toHaveLength(1);
  });
});
