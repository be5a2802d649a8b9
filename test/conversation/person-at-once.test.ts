import { greetFamily, openHouse, type House } from '../support/house';
import { noticesIn } from '../support/queue';
import { stepIn } from '../support/walk';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

it('a family that wants a person at once and writes nothing stands in the queue, and the workers are told', async () => {
  const family = await greetFamily(house);
  await family.say({ command: 'person' });
  const taps = {
    municipality: { option: 'unknown' },
    permission: { option: 'yes' },
    urgency: { option: 'days' },
    name: { option: 'skip' },
    reach: { option: 'i-call' },
    wish: { option: 'skip' },
    sent: { option: 'send' },
  } as const;
  for (let turns = 0; turns < 12; turns += 1) {
    const step = stepIn(family.words) as keyof typeof taps | undefined;
    if (step === undefined || !(step in taps)) break;
    await family.say(taps[step]);
  }
  const [handoff] = await house.desk.list('all');
  expect(handoff).toMatchObject({ kind: 'person-at-once', area: 'common', state: 'waiting' });
  expect(await noticesIn(house)).toEqual([`notice.new/${handoff?.id ?? ''}`]);
  expect((await house.desk.read(handoff?.id ?? ''))?.record).toMatchObject({ ownWords: null, need: null });
});
