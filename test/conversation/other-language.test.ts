import { theContent, greetFamily, openHouse, type House } from '../support/house';
import { questionIn, stepIn, walk, wantsContact } from '../support/walk';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('a family that writes a language that is not offered', () => {
  it('hears the emergency number and the line in its own language, and the question comes again', async () => {
    const family = await greetFamily(house, { language: 'fi' });
    const asked = questionIn(await family.say('привет'));
    const words = await family.say('Мой ребёнок не спит, помогите');
    const told = words.find((word) => word.luotsi.language === 'ru');
    expect(told?.text).toContain('112');
    expect(told?.text).toContain('«Haluan ihmisen»');
    expect(told?.luotsi.cards?.map((card) => card.phone)).toContain('112');
    expect(questionIn(words)?.step).toBe(asked?.step);
  });

  it('hears it in English when nobody has written the message in that language', async () => {
    const family = await greetFamily(house, { language: 'sv' });
    const words = await family.say('ลูกไม่นอน ช่วยด้วย');
    expect(words.find((word) => word.luotsi.language === 'en')?.text).toContain('interpreter');
  });

  it('may write its name in its own letters', async () => {
    const family = await greetFamily(house, { language: 'fi' });
    await family.say({ command: 'person' });
    const words = await walk(family, wantsContact, 'name');
    expect(stepIn(words)).toBe('name');
    const after = await family.say('Иван');
    expect(after.every((word) => word.luotsi.language === 'fi')).toBe(true);
    expect(stepIn(after)).not.toBe('name');
  });

  it('finds every message of the list with a place for the button', () => {
    const { languages, fallback } = theContent().otherLanguages;
    for (const text of [fallback, ...languages.flatMap(({ message }) => message ?? [])]) {
      expect(text).toContain('112');
      expect(text).toContain('{person}');
    }
  });
});
