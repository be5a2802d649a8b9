import { greetFamily, openHouse, type Family, type House } from '../support/house';
import { questionIn, stepIn } from '../support/walk';

describe('a proposal that Luotsi is not sure of', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const unsure = async (): Promise<Family> => {
    const family = await greetFamily(house);
    await family.say({ option: 'parent' });
    const words = await family.say('oon ihan puhki, esikoinen 3v ja vauva 4 kk, mies on töissä ja arki on raskasta');
    expect(questionIn(words)).toMatchObject({ step: 'understood', proposed: 'parental_exhaustion' });
    expect(questionIn(words)?.options?.map((option) => option.id)).not.toContain('yes');
    return family;
  };

  it.each(['joo', 'kyllä', 'Vanhemman jaksaminen', '1'])('is taken by %s', async (said) => {
    expect(stepIn(await (await unsure()).say(said))).toBe('municipality');
  });

  it.each(['ei', 'en', 'jokin muu'])('is left by %s for the topics', async (said) => {
    expect(stepIn(await (await unsure()).say(said))).toBe('topic');
  });
});

describe('a plain no', () => {
  it.each([
    ['fi', 'ei'],
    ['sv', 'nej'],
    ['en', 'no'],
  ])('in %s means that there is no worker yet', async (language, no) => {
    const house = await openHouse();
    const family = await greetFamily(house, { language });
    for (const said of [{ option: 'parent' }, { option: 'child_sleep' }, { place: 'lapua' }]) await family.say(said);
    expect(stepIn(family.words)).toBe('services-in-use');
    expect(stepIn(await family.say(no))).toBe('age');
    await house.close();
  });
});
