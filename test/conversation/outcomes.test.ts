import { greetFamily, openHouse, type House, type Said } from '../support/house';
import { outcomeIn, questionIn, stepIn, textOf, walk, wantsContact } from '../support/walk';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function talked(answers: Readonly<Record<string, Said>>, about?: string) {
  const family = await greetFamily(house, about === undefined ? {} : { about });
  await walk(family, answers);
  const outcome = outcomeIn(family.words);
  if (!outcome) throw new Error('no outcome was given');
  const asked = family.words.flatMap((word) => (word.luotsi.step === undefined ? [] : [word.luotsi.step]));
  return { family, outcome, asked };
}

describe('the outcome', () => {
  it('for another county’s family names that county and shows no service of ours', async () => {
    const { family, outcome, asked } = await talked({ municipality: 'Vaasassa' });
    expect(outcome).toMatchObject({ outcome: 'out-of-area', services: [], line: null });
    expect(textOf(family.words)).toContain('Pohjanmaan hyvinvointialue');
    expect(asked).not.toEqual(expect.arrayContaining(['services-in-use']));
    expect(asked).not.toContain('age');
    expect(family.words.some((word) => word.luotsi.cards?.some((card) => card.phone !== undefined))).toBe(false);
  });

  it('for another county’s family in danger is emergency all the same', async () => {
    const family = await greetFamily(house);
    await family.say('haluan kuolla');
    await walk(family, { municipality: { place: 'vaasa' } });
    expect(outcomeIn(family.words)?.outcome).toBe('emergency');
  });

  it('for a family with an own worker in the matter is that worker, and asks no more', async () => {
    const { outcome, asked } = await talked({ 'services-in-use': { option: 'same-matter' } });
    expect(outcome).toMatchObject({ outcome: 'own-worker', line: 'seinajoki-line' });
    expect(asked).not.toContain('worry');
  });

  it('for a family that expects a child is the maternity clinic', async () => {
    const { outcome } = await talked({
      'own-words': 'Olen raskaana ja haluan varata ajan neuvolaan',
      understood: { option: 'pregnancy_maternity' },
      age: { option: 'unborn' },
      worry: { option: 'big' },
    });
    expect(outcome).toMatchObject({ outcome: 'clear-need', need: 'pregnancy_maternity' });
    expect(outcome.services[0]?.id).toBe('aitiysneuvola');
  });

  it('for a family that expects a child is the clinic also when no age could be told', async () => {
    const { outcome } = await talked({ age: { option: 'unknown' } }, 'pregnancy_maternity');
    expect(outcome.services.map((service) => service.id)).toContain('aitiysneuvola');
  });

  it('for several children tells each child’s services', async () => {
    const { outcome, asked } = await talked({
      age: { option: 'several' },
      'age-1': { number: 1 },
      'age-2': '15-vuotias',
      'age-3': { option: 'none' },
    });
    expect(asked).not.toContain('age-4');
    const of = (child: number): string[] =>
      outcome.services.filter((service) => service.child === child).map((service) => service.id);
    expect(of(1)).toContain('lastenneuvola');
    expect(of(2)).not.toContain('lastenneuvola');
    expect(of(2)).toContain('kasvatus-ja-perheneuvola');
    expect(outcome.services.every((service) => service.child === 1 || service.child === 2)).toBe(true);
  });

  it('for six children asks six ages and no more', async () => {
    const ages = Object.fromEntries([1, 2, 3, 4, 5, 6].map((child) => [`age-${child}`, { number: child }]));
    const { asked, outcome } = await talked({ age: { option: 'several' }, ...ages });
    expect(asked.filter((step) => step.startsWith('age-'))).toHaveLength(6);
    expect(new Set(outcome.services.map((service) => service.child)).size).toBe(6);
  });

  it('with a big worry is a look at the whole', async () => {
    const { outcome } = await talked({ worry: { option: 'big' } });
    expect(outcome).toMatchObject({ outcome: 'unclear-or-many', floor: 3, reasons: ['worry=big'] });
  });

  it('with many matters is a look at the whole', async () => {
    const { outcome } = await talked({ worry: { option: 'none' }, 'needs-many': { option: 'many' } });
    expect(outcome).toMatchObject({ outcome: 'unclear-or-many', reasons: ['needs-many=many'] });
  });

  it('without a worry is advice', async () => {
    const { outcome } = await talked({ worry: { option: 'none' } });
    expect(outcome).toMatchObject({ outcome: 'advice', need: 'child_sleep', floor: 1 });
  });

  it('with two answers of not knowing is a look at the whole', async () => {
    const { outcome } = await talked({ worry: { option: 'unknown' }, 'needs-many': { option: 'unknown' } });
    expect(outcome.outcome).toBe('unclear-or-many');
  });

  it('never shows a service of another age', async () => {
    const baby = await talked({ age: { number: 0 } });
    expect(baby.outcome.services.map((service) => service.id)).not.toContain('koulu-ja-opiskeluterveydenhuolto');
    const school = await talked({ age: { number: 10 } });
    expect(school.outcome.services.map((service) => service.id)).not.toContain('lastenneuvola');
  });

  it('shows the line of the area, and all lines when the place is not known', async () => {
    expect((await talked({ municipality: { place: 'kauhajoki' } })).outcome.line).toBe('suupohja-line');
    const { outcome, family } = await talked({ municipality: { option: 'unknown' } });
    expect(outcome.line).toBeNull();
    const phones = family.words.flatMap((word) => word.luotsi.cards ?? []).map((card) => card.phone);
    expect(phones).toEqual(expect.arrayContaining(['040 352 3841', '050 344 8443', '040 640 2436']));
  });

  it('counts nothing that the family did not confirm', async () => {
    const { outcome } = await talked({
      understood: { option: 'other' },
      topic: { option: 'relations' },
      'topic-need': { option: 'separation' },
    });
    expect(outcome.need).toBe('separation');
  });

  it('comes before contact is offered, and contact can be chosen after it', async () => {
    const { family, outcome } = await talked({ more: { option: 'contact' } });
    expect(outcome.handoff).toBeUndefined();
    expect(family.words.some((word) => word.luotsi.handoff !== undefined)).toBe(true);
  });
});

describe('a story', () => {
  it('told before it is asked is not asked again', async () => {
    const family = await greetFamily(house);
    const words = await family.say('Vauva valvoo yöt eikä kukaan meillä nuku');
    expect(stepIn(words)).toBe('who');
    expect(stepIn(await family.say({ option: 'parent' }))).toBe('understood');
    await walk(family, wantsContact);
    expect(family.words.some((word) => word.luotsi.step === 'own-words')).toBe(false);
    const [row] = await house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);
    expect((await house.desk.read(String(row?.['id'])))?.record.ownWords).toBe(
      'Vauva valvoo yöt eikä kukaan meillä nuku',
    );
  });

  it('told early that also answers the question is both', async () => {
    const family = await greetFamily(house);
    const words = await family.say('olen äiti ja vauva valvoo kaiket yöt');
    expect(['understood', 'who']).toContain(stepIn(words));
    expect(family.words.some((word) => word.luotsi.step === 'own-words')).toBe(false);
  });

  it.each([
    ['sv', 'Min baby vaknar flera gånger varje natt och jag är trött'],
    ['en', 'My baby wakes up every hour at night and I am tired'],
  ])('in another language changes the language to %s', async (language, story) => {
    const family = await greetFamily(house);
    await family.say({ option: 'parent' });
    const words = await family.say(story);
    expect(words.every((word) => word.luotsi.language === language)).toBe(true);
    expect(questionIn(words)).toMatchObject({ step: 'understood', proposed: 'child_sleep' });
    expect((await family.say({ option: 'yes' })).every((word) => word.luotsi.language === language)).toBe(true);
  });

  it.each([
    ['sv', 'Min baby vaknar flera gånger varje natt och jag är trött'],
    ['en', 'My baby wakes up every hour at night and I am tired'],
  ])('in another language changes it to %s also when it is told early', async (language, story) => {
    const family = await greetFamily(house);
    const words = await family.say(story);
    expect(words.every((word) => word.luotsi.language === language)).toBe(true);
  });

  it('in Finnish stays in Finnish', async () => {
    const family = await greetFamily(house);
    await family.say({ option: 'parent' });
    const words = await family.say('Poika 7v ei keskity, ADHD?');
    expect(words.every((word) => word.luotsi.language === 'fi')).toBe(true);
  });

  it('of two matters is asked about the other too', async () => {
    const family = await greetFamily(house);
    await family.say({ option: 'parent' });
    await family.say('Olemme eroamassa. Vauva heräilee öisin tunnin välein. Rahat eivät riitä ruokaan.');
    const words = await family.say({ option: 'yes' });
    expect(questionIn(words)).toMatchObject({ step: 'also', kind: 'choices' });
    const ids = questionIn(words)?.options?.map((option) => option.id) ?? [];
    await family.say({ options: ids.filter((id) => id !== 'none') });
    await walk(family);
    expect(outcomeIn(family.words)?.also.length).toBe(ids.length - 1);
  });
});
