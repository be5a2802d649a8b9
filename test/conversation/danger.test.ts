import { greetFamily, openHouse, type Family, type House } from '../support/house';
import { cardsIn, outcomeIn, questionIn, stepIn, textOf, usualAnswers, walk, wantsContact } from '../support/walk';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const wishToDie = 'haluan kuolla';
const grey = 'kukaan ei kaipaisi minua';

const queued = async (family: Family) => {
  const [row] = await house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);
  return house.desk.read(String(row?.['id']));
};

describe('a family in danger', () => {
  it('sees the emergency card first, with 112 on it', async () => {
    const family = await greetFamily(house);
    await family.say({ option: 'parent' });
    const [card] = await family.say(wishToDie);
    expect(card?.luotsi.danger).toEqual({ kind: 'self_harm', level: 'emergency' });
    expect(card?.luotsi.cards?.map((one) => one.phone)).toContain('112');
    expect(card?.text).toContain('112');
  });

  it.each(['fi', 'sv', 'en'])(
    'sees it in its own language (%s), whatever language it cried out in',
    async (language) => {
      const family = await greetFamily(house, { language });
      const [card] = await family.say(wishToDie);
      expect(card?.luotsi).toMatchObject({ language, danger: { level: 'emergency' } });
    },
  );

  it('is seen at every question, and the same question waits for its answer', async () => {
    const family = await greetFamily(house);
    let words = family.words;
    for (let question = questionIn(words); question?.step !== undefined; question = questionIn(words)) {
      const { step, kind } = question;
      if (kind !== 'listen' && kind !== 'text') {
        const frightened = await family.say('hän lyö minua nyt');
        expect([step, cardsIn(frightened)]).toEqual([step, [{ kind: 'violence_now', level: 'emergency' }]]);
        expect(frightened[0]?.luotsi.danger?.level).toBe('emergency');
        expect(stepIn(frightened)).toBe(step);
      }
      const answer = { ...usualAnswers, ...wantsContact }[step];
      words = await family.say(answer ?? { option: question.options?.[0]?.id ?? '' });
    }
  });

  it('is not told that it was not understood', async () => {
    const calm = await greetFamily(house);
    const asked = questionIn(calm.words);
    const family = await greetFamily(house);
    const words = await family.say('hän lyö minua nyt');
    expect(words).toHaveLength(2);
    expect(words[1]?.text).toBe(calm.words.find((word) => word.luotsi.step === asked?.step)?.text);
  });

  it('goes on talking, and in the end the outcome is emergency', async () => {
    const family = await greetFamily(house);
    await walk(family, { worry: wishToDie }, 'worry');
    await family.say(wishToDie);
    await walk(family, { worry: { option: 'none' } });
    const outcome = outcomeIn(family.words);
    expect(outcome).toMatchObject({ outcome: 'emergency', need: 'child_sleep' });
    expect(outcome?.services.length).toBeGreaterThan(0);
  });

  it('is marked in the handoff for the worker, first in the queue', async () => {
    const calm = await greetFamily(house);
    await walk(calm, wantsContact);
    const family = await greetFamily(house);
    await family.say(wishToDie);
    await walk(family, wantsContact);
    const handoff = await queued(family);
    expect(handoff).toMatchObject({ dangerRank: 2, record: { outcome: 'emergency' } });
    expect(handoff?.record.danger[0]).toMatchObject({ kind: 'self_harm', level: 'emergency' });
    const list = await house.desk.list('all');
    expect(list[0]?.dangerRank).toBe(2);
    expect(list.findIndex((one) => one.id === handoff?.id)).toBeLessThan(list.findIndex((one) => one.dangerRank === 0));
  });

  it('is heard also when the words come with a tap', async () => {
    const family = await greetFamily(house);
    expect(cardsIn(await family.say({ text: wishToDie }))).toHaveLength(1);
  });

  it('is heard in a message that is far too long to be read as an answer', async () => {
    const family = await greetFamily(house);
    const words = await family.say(`${'me asumme talossa ja lapsi on tavallinen '.repeat(250)} ${wishToDie}`);
    expect(cardsIn(words)).toHaveLength(1);
    expect(stepIn(words)).toBe('who');
  });

  it('keeps the mark when it starts over', async () => {
    const family = await greetFamily(house);
    await family.say(wishToDie);
    await family.say({ command: 'restart' });
    await walk(family, wantsContact);
    expect((await queued(family))?.dangerRank).toBe(2);
  });

  it('of violence at home that is going on now sees the card by a tap alone', async () => {
    const family = await greetFamily(house, { about: 'domestic_violence' });
    await walk(family, {}, 'safe-now');
    const words = await family.say({ option: 'no' });
    expect(cardsIn(words)).toEqual([{ kind: 'violence_now', level: 'emergency' }]);
    await walk(family, { more: { option: 'contact' } });
    expect(outcomeIn(family.words)?.outcome).toBe('emergency');
    expect((await queued(family))?.dangerRank).toBe(2);
  });

  it('sees only numbers that somebody has verified', async () => {
    const family = await greetFamily(house);
    const [card] = await family.say('hän lyö minua nyt');
    const known = [
      ...(house.world.content.regions['etela-pohjanmaa']?.emergency ?? []),
      ...house.world.content.nationalLines,
    ].filter((line) => line.verified);
    for (const shown of card?.luotsi.cards ?? []) expect(known.map((line) => line.phone)).toContain(shown.phone);
  });
});

describe('a family whose words may mean danger', () => {
  const asked = async (): Promise<Family> => {
    const family = await greetFamily(house);
    await family.say({ option: 'parent' });
    return family;
  };

  it('is asked one calm question, with yes and no', async () => {
    const family = await asked();
    const words = await family.say(grey);
    const check = words.find((word) => word.luotsi.step === 'danger-check');
    expect(check?.luotsi).toMatchObject({ kind: 'choice', step: 'danger-check' });
    expect(check?.luotsi.danger).toBeUndefined();
    expect(check?.luotsi.options?.map((option) => option.id)).toEqual(['yes', 'no', 'unknown']);
    expect(cardsIn(words)).toEqual([]);
  });

  it('is left with that question alone: a yes can mean nothing else', async () => {
    const family = await asked();
    const words = await family.say(grey);
    expect(stepIn(words)).toBe('danger-check');
    expect(words.filter((word) => word.luotsi.step !== undefined)).toHaveLength(1);
  });

  it.each([
    ['by a tap', { option: 'yes' }],
    ['in words', 'kyllä'],
    ['shortly', 'joo'],
  ] as const)('sees the card when it says yes %s, and then goes on', async (_, yes) => {
    const family = await asked();
    await family.say(grey);
    const words = await family.say(yes);
    expect(cardsIn(words).map((card) => card.level)).toEqual(['emergency']);
    expect(words[0]?.luotsi.danger?.level).toBe('emergency');
    expect(questionIn(words)?.flow).toBe('frame');
    await walk(family);
    expect(outcomeIn(family.words)?.outcome).toBe('emergency');
  });

  it.each([
    ['by a tap', { option: 'no' }],
    ['in words', 'ei'],
  ] as const)('sees no card when it says no %s, and goes on', async (_, no) => {
    const family = await asked();
    await family.say(grey);
    const words = await family.say(no);
    expect(cardsIn(words)).toEqual([]);
    expect(questionIn(words)?.flow).toBe('frame');
    await walk(family);
    expect(outcomeIn(family.words)?.outcome).not.toBe('emergency');
  });

  it('that does not know is shown help without an alarm', async () => {
    const family = await asked();
    await family.say(grey);
    expect(cardsIn(await family.say({ option: 'unknown' })).map((card) => card.level)).toEqual(['urgent']);
  });

  it('that says something else is heard: the words are its answer', async () => {
    const family = await asked();
    await family.say(grey);
    const words = await family.say('Vauva valvoo yöt eikä nuku');
    expect(cardsIn(words)).toEqual([]);
    expect(questionIn(words)?.flow).toBe('frame');
  });

  it('that tells of clear danger instead sees the card', async () => {
    const family = await asked();
    await family.say(grey);
    expect(cardsIn(await family.say(wishToDie)).map((card) => card.level)).toEqual(['emergency']);
  });

  it('is not asked the same thing twice', async () => {
    const family = await asked();
    await family.say(grey);
    await family.say({ option: 'no' });
    const words = await family.say(grey);
    expect(words.some((word) => word.luotsi.step === 'danger-check')).toBe(false);
  });

  it('may also ask for a person at that question', async () => {
    const family = await asked();
    await family.say(grey);
    const words = await family.say({ command: 'person' });
    expect(textOf(words)).toMatch(/\d{3} \d{3} \d{4}/);
  });
});
