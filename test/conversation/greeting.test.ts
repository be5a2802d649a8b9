import { greetFamily, openHouse, theContent, type House } from '../support/house';
import { questionIn, walk } from '../support/walk';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const languages = ['fi', 'sv', 'en'];

describe.each(languages)('the greeting in %s', (language) => {
  it('names the robot, whose it is, 112 and how to reach a person', async () => {
    const family = await greetFamily(house, { language });
    const [greeting] = family.words;
    expect(greeting?.luotsi).toMatchObject({ notice: 'greeting', language });
    const text = greeting?.text ?? '';
    const whose = theContent().regions['etela-pohjanmaa']?.['speaks-for'][language] ?? '';
    expect(text).toContain('Luotsi');
    expect(text).toContain(whose);
    expect(text).toContain('112');
    expect(text.toLowerCase()).toContain(theContent().say(language)('bot.commands.person.label').toLowerCase());
  });

  it('is two sentences, apart from the hello', async () => {
    const family = await greetFamily(house, { language });
    const [, ...sentences] = (family.words[0]?.text ?? '').split(/(?<=[.!?])\s+/u);
    expect(sentences).toHaveLength(2);
  });

  it('tells what is kept, and then asks the first question', async () => {
    const family = await greetFamily(house, { language });
    expect(family.words.map((word) => word.luotsi.notice).filter((notice) => notice !== undefined)).toEqual(
      expect.arrayContaining(['greeting', 'privacy']),
    );
    expect(questionIn(family.words)).toMatchObject({ flow: 'frame', step: 'who', kind: 'choice' });
  });
});

it('says at home that the words are a draft, and nowhere else', async () => {
  const home = await greetFamily(house, { atHome: true });
  const away = await greetFamily(house, { atHome: false });
  expect(home.words.some((word) => word.luotsi.notice === 'draft')).toBe(true);
  expect(away.words.some((word) => word.luotsi.notice === 'draft')).toBe(false);
});

it('greets in Finnish a family whose language it does not know', async () => {
  for (const language of ['ru', '', 'xx-YY', '__proto__', 'constructor']) {
    const family = await greetFamily(house, { language });
    expect(family.words[0]?.luotsi.language).toBe('fi');
  }
});

it('greets in Swedish a family whose browser says sv-FI', async () => {
  const family = await greetFamily(house, { language: 'sv-FI' });
  expect(family.words[0]?.luotsi.language).toBe('sv');
});

it('proposes the topic of the page that the family came from', async () => {
  const family = await greetFamily(house, { about: 'separation' });
  const words = await family.say({ option: 'parent' });
  expect(questionIn(words)).toMatchObject({ step: 'understood', kind: 'confirm', proposed: 'separation' });
});

it('passes over a page topic that does not exist', async () => {
  for (const about of ['no-such-need', 'out_of_scope', '__proto__']) {
    const family = await greetFamily(house, { about });
    expect(questionIn(await family.say({ option: 'parent' }))?.step).toBe('own-words');
  }
});

describe('before a family has chosen contact', () => {
  const identifying = ['name', 'reach', 'safe-times', 'safe-contact', 'permission', 'wish'];

  it.each(['none', 'small', 'big'])('nothing that tells who it is is asked when the worry is %s', async (worry) => {
    const family = await greetFamily(house);
    await walk(family, { worry: { option: worry } });
    const asked = family.words.flatMap((word) => (word.luotsi.step === undefined ? [] : [word.luotsi]));
    expect(asked.length).toBeGreaterThan(8);
    expect(asked.filter((question) => question.flow === 'contact' || question.kind === 'contact')).toEqual([]);
    expect(asked.filter((question) => identifying.includes(question.step ?? ''))).toEqual([]);
  });

  it('and permission is the first thing asked after it', async () => {
    const family = await greetFamily(house);
    const words = await walk(family, { more: { option: 'contact' } }, 'permission');
    expect(questionIn(words)).toMatchObject({ flow: 'contact', step: 'permission', sensitive: true });
  });

  it('and a family that says no to it is asked nothing more and sends nothing', async () => {
    const family = await greetFamily(house);
    await walk(family, { wants: { option: 'contact' }, permission: { option: 'no' } });
    expect(family.words.some((word) => word.luotsi.kind === 'contact' || word.luotsi.handoff)).toBe(false);
    const rows = await house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);
    expect(rows).toEqual([]);
  });
});

it('hides its labels from a family that is not at home', async () => {
  const family = await greetFamily(house, { atHome: false });
  await walk(family);
  const outcome = family.words.find((word) => word.luotsi.outcome)?.luotsi.outcome;
  expect(outcome).toBeDefined();
  expect(Object.keys(outcome ?? {})).not.toEqual(expect.arrayContaining(['floor']));
  expect(outcome).not.toHaveProperty('segment');
  expect(outcome).not.toHaveProperty('reasons');
});
