import { greetFamily, openHouse, type House } from '../support/house';
import { outcomeIn, walk, wantsContact } from '../support/walk';

const houses: House[] = [];
const open = async (options: Parameters<typeof openHouse>[0]): Promise<House> => {
  const house = await openHouse(options);
  houses.push(house);
  return house;
};
afterAll(() => Promise.all(houses.map((house) => house.close())));

async function sentAt(options: Parameters<typeof openHouse>[0], answers = {}) {
  const house = await open(options);
  const family = await greetFamily(house);
  await walk(family, { ...wantsContact, ...answers });
  const handoff = family.words.find((word) => word.luotsi.handoff)?.luotsi.handoff;
  const [listed] = await house.desk.list('all');
  const detail = await house.desk.read(listed?.id ?? '');
  return { family, handoff, outcome: outcomeIn(family.words), detail };
}

describe('a family that asks to be contacted', () => {
  it('is promised the next business day', async () => {
    const { handoff, outcome, detail } = await sentAt({});
    expect(handoff?.promise).toEqual({ day: '2026-11-24', due: '2026-11-24T13:00:00.000Z' });
    expect(outcome?.promise).toEqual(handoff?.promise);
    expect(detail).toMatchObject({ dueAt: '2026-11-24T13:00:00.000Z', record: { promisedDay: '2026-11-24' } });
  });

  it('on Wednesday before Christmas is promised Monday after it', async () => {
    const { handoff, detail } = await sentAt({ at: '2026-12-23T14:30:00Z' });
    expect(handoff?.promise?.day).toBe('2026-12-28');
    expect(detail?.dueAt.slice(0, 10)).toBe('2026-12-28');
  });

  it.each([
    ['on Friday evening', '2026-11-27T18:00:00Z', '2026-11-30'],
    ['on Saturday', '2026-11-28T08:00:00Z', '2026-11-30'],
    ['late on the day before Independence Day, a Friday', '2026-12-04T21:30:00Z', '2026-12-07'],
    ['one minute before midnight in Finland', '2026-11-23T21:59:00Z', '2026-11-24'],
    ['at midnight in Finland', '2026-11-23T22:00:00Z', '2026-11-25'],
    ['on Maundy Thursday', '2027-03-25T08:00:00Z', '2027-03-30'],
    ['before Midsummer Eve', '2026-06-18T06:00:00Z', '2026-06-22'],
    ['on New Year’s Eve', '2026-12-31T10:00:00Z', '2027-01-04'],
  ])('%s is promised the first day on which somebody works', async (_, at, day) => {
    expect((await sentAt({ at })).handoff?.promise?.day).toBe(day);
  });

  it('is promised nothing when nothing can be kept, and the queue still has an order', async () => {
    const { handoff, outcome, detail } = await sentAt({ canPromise: () => false });
    expect(handoff).toBeDefined();
    expect(handoff).not.toHaveProperty('promise');
    expect(outcome).not.toHaveProperty('promise');
    expect(detail?.record.promisedDay).toBeNull();
    expect(detail?.dueAt).toBe('2026-11-24T13:00:00.000Z');
  });

  it('has a case number of its own, also when the first that was drawn is another family’s', async () => {
    const house = await open({});
    const numbers = ['LU-222222', 'LU-222222', 'LU-222222', 'LU-333333'];
    const world = {
      ...house.world,
      names: { ...house.world.names, caseNumber: () => numbers.shift() ?? 'LU-444444' },
    };
    const cases: (string | undefined)[] = [];
    for (let families = 0; families < 2; families += 1) {
      const family = await greetFamily({ ...house, world });
      await walk(family, wantsContact);
      cases.push(family.words.find((word) => word.luotsi.handoff)?.luotsi.handoff?.case);
    }
    expect(cases).toEqual(['LU-222222', 'LU-333333']);
    expect((await house.desk.list('all')).map((listed) => listed.case).sort()).toEqual(cases);
  });

  it('and calls itself is promised nothing', async () => {
    const { handoff, detail } = await sentAt({}, { reach: { option: 'i-call' } });
    expect(handoff).toBeDefined();
    expect(handoff).not.toHaveProperty('promise');
    expect(detail?.record.contact).toMatchObject({ reach: 'i-call', times: [], allowed: [] });
  });

  it('is told no other day in words than the queue has', async () => {
    const { family } = await sentAt({ at: '2026-12-23T14:30:00Z' });
    const sent = family.words.find((word) => word.luotsi.handoff);
    expect(sent?.text).toContain('28.12.2026');
    expect(sent?.text).not.toMatch(/2[4567]\.12\.2026/);
  });
});
