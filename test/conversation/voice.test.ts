import { openDesk, workerNamed } from '../support/desk';
import { greetFamily, openHouse, type Family, type House } from '../support/house';
import { cardsIn, stepIn, walk, wantsContact } from '../support/walk';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const worker = workerNamed('w1');
const desk = () => openDesk(house);

async function sentFamily(): Promise<{ family: Family; id: string }> {
  const family = await greetFamily(house);
  await walk(family, wantsContact, 'heard');
  const [row] = await house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);
  return { family, id: String(row?.['id']) };
}

const familyWords = async (id: string): Promise<string[]> =>
  ((await house.desk.read(id))?.events ?? []).filter((event) => event.kind === 'family').map((event) => event.text);

const lastWords = async (family: Family) => (await house.world.conversations.log(family.conversation, 0)).at(-1)?.words;

describe('while a handoff waits', () => {
  it('the conversation goes on, and what the family adds reaches the worker', async () => {
    const { family, id } = await sentFamily();
    expect(stepIn(family.words)).toBe('heard');
    await family.say({ option: 'yes' });
    await family.say({ option: 'yes' });
    const words = await family.say('Unohdin sanoa, että lapsi on ollut kuumeessa');
    expect(words[0]?.luotsi.voice).toBe('waiting');
    expect(await familyWords(id)).toContain('Unohdin sanoa, että lapsi on ollut kuumeessa');
  });

  it('danger that comes up lifts the handoff in the queue', async () => {
    const { family, id } = await sentFamily();
    await family.say('haluan kuolla');
    expect((await house.desk.read(id))?.dangerRank).toBe(2);
  });
});

describe('when a worker has claimed the handoff', () => {
  it('the family is told in its language, once', async () => {
    const { family, id } = await sentFamily();
    await desk().make(worker, id, 'claim', {});
    expect(await lastWords(family)).toEqual([
      { text: 'joined', luotsi: { language: 'fi', notice: 'voice', voice: 'worker' } },
    ]);
  });

  it('the robot is silent and the words reach the worker', async () => {
    const { family, id } = await sentFamily();
    await desk().make(worker, id, 'claim', {});
    for (const text of ['hei', 'kyllä', 'Vauva valvoo taas', 'haluan ihmisen', 'takaisin', 'aloita alusta'])
      expect([text, await family.say(text)]).toEqual([text, []]);
    expect(await family.say({ option: 'yes' })).toEqual([]);
    expect(await familyWords(id)).toEqual(
      expect.arrayContaining(['hei', 'kyllä', 'Vauva valvoo taas', 'haluan ihmisen', 'takaisin', 'aloita alusta']),
    );
  });

  it('the robot still shows the emergency card, and nothing else', async () => {
    const { family, id } = await sentFamily();
    await desk().make(worker, id, 'claim', {});
    const words = await family.say('haluan kuolla');
    expect(cardsIn(words)).toEqual([{ kind: 'self_harm', level: 'emergency' }]);
    expect(words).toHaveLength(1);
    expect(await familyWords(id)).toContain('haluan kuolla');
  });

  it('grey words are left to the worker', async () => {
    const { family, id } = await sentFamily();
    await desk().make(worker, id, 'claim', {});
    expect(await family.say('kukaan ei kaipaisi minua')).toEqual([]);
    await desk().make(worker, id, 'close', { ending: 'guided' });
    expect(cardsIn(await family.say('joo'))).toEqual([]);
  });

  it('the family may still leave', async () => {
    const { family, id } = await sentFamily();
    await desk().make(worker, id, 'claim', {});
    const words = await family.say({ command: 'leave' });
    expect(words[0]?.luotsi.notice).toBe('left');
    expect((await house.desk.read(id))?.state).toBe('claimed');
    await desk().make(worker, id, 'close', { ending: 'guided' });
  });

  it('the family may still change the language and be told so', async () => {
    const { family, id } = await sentFamily();
    await desk().make(worker, id, 'claim', {});
    const words = await family.say({ command: 'language', language: 'sv' });
    expect(words[0]?.luotsi.language).toBe('sv');
  });

  it('the robot answers again once the worker gives the handoff back', async () => {
    const { family, id } = await sentFamily();
    await desk().make(worker, id, 'claim', {});
    await desk().make(worker, id, 'return', {});
    expect(stepIn(await family.say({ option: 'yes' }))).toBe('helped');
    expect(stepIn(await family.say({ option: 'yes' }))).toBeUndefined();
    expect((await family.say('hei')).length).toBeGreaterThan(0);
  });

  it('the robot answers again once the worker has closed it, and the family is told', async () => {
    const { family, id } = await sentFamily();
    await desk().make(worker, id, 'claim', {});
    await desk().make(worker, id, 'close', { ending: 'guided', text: 'ohjattu neuvolaan' });
    expect((await lastWords(family))?.[0]?.luotsi).toMatchObject({ notice: 'voice', voice: 'bot' });
    const before = await familyWords(id);
    expect((await family.say({ option: 'yes' })).length).toBeGreaterThan(0);
    expect(await familyWords(id)).toEqual(before);
  });

  it('a repeated message still gets its answer from before', async () => {
    const { family, id } = await sentFamily();
    const once = await family.say({ option: 'partly' }, 'before-claim');
    await desk().make(worker, id, 'claim', {});
    expect(await family.say({ option: 'partly' }, 'before-claim')).toEqual(once);
  });

  it('the claim and the family at the same time leave one line of talk', async () => {
    const { family, id } = await sentFamily();
    await Promise.all([
      ...Array.from({ length: 8 }, (_, index) => family.say(`lisäys ${index} asiaan`)),
      desk().make(worker, id, 'claim', {}),
    ]);
    const log = await house.world.conversations.log(family.conversation, 0);
    expect(new Set(log.map((entry) => entry.messageId)).size).toBe(log.length);
    expect((await house.desk.read(id))?.owner).toBe('w1');
    const heard = await familyWords(id);
    for (let index = 0; index < 8; index += 1) expect(heard).toContain(`lisäys ${index} asiaan`);
  });
});
