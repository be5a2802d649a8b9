import fc from 'fast-check';
import type { Entry } from '../../src/conversation/outgoing';
import type { Listed } from '../../src/queue/handoff';
import { dueNow } from '../../src/queue/promise-rounds';
import { promiseRound, type RoundDone } from '../../src/queue/rounds';
import { officeMinutes, officePeriod } from '../../src/region/office-time';
import type { Region } from '../../src/region/region';
import { openDesk, testWords, workerNamed } from '../support/desk';
import { openHouse, theContent, type House } from '../support/house';
import { noticesIn, sentTo } from '../support/queue';

const region = (): Region => {
  const found = theContent().regions['etela-pohjanmaa'];
  if (!found) throw new Error('the region is not there');
  return found;
};
/** An instant by the clock in Finland, in the week of Monday 23.11.2026 (winter time, UTC+2). */
const at = (day: number, clock: string): Date => new Date(`2026-11-${day}T${clock}:00+02:00`);
const nobody: ReadonlySet<string> = new Set();

const waiting = (change: Partial<Listed> = {}): Listed => ({
  id: 'h',
  case: 'LU-1',
  region: 'etela-pohjanmaa',
  area: 'seinajoki',
  kind: 'contact',
  origin: 'chat',
  state: 'waiting',
  owner: null,
  ownerName: null,
  dangerRank: 0,
  dangerAt: null,
  childSelf: false,
  receivedAt: at(23, '10:00').toISOString(),
  dueAt: at(24, '15:00').toISOString(),
  statutoryDueAt: null,
  touchedAt: null,
  attemptedAt: null,
  contactedAt: null,
  tries: 0,
  moves: 0,
  news: 0,
  safeTimes: [],
  offeredTo: null,
  closedAt: null,
  transferredAt: null,
  preferred: null,
  fillLater: false,
  ...change,
});
const ids = (one: Listed, now: Date): string[] => dueNow(one, region(), now, nobody).notices.map((notice) => notice.id);
const alarms = (one: Listed, now: Date): string[] => ids(one, now).filter((id) => id.startsWith('notice.alarm'));

describe('office time', () => {
  it('counts the phone slots of the area only', () => {
    expect(officeMinutes(region(), 'seinajoki', at(23, '08:00'), at(23, '16:00'))).toBe(240);
    expect(officeMinutes(region(), 'seinajoki', at(23, '10:30'), at(23, '13:15'))).toBe(45);
    expect(officeMinutes(region(), 'seinajoki', at(27, '14:00'), at(30, '10:00'))).toBe(120);
    expect(officeMinutes(region(), 'seinajoki', at(24, '10:00'), at(23, '10:00'))).toBe(0);
  });

  it('goes on from where it was, whatever instant it is cut at', () => {
    const minute = fc.integer({ min: 0, max: 7 * 24 * 60 });
    fc.assert(
      fc.property(minute, minute, minute, (a, b, c) => {
        const [from, middle, to] = [a, b, c]
          .sort((one, other) => one - other)
          .map((minutes) => new Date(at(23, '00:00').getTime() + minutes * 60_000)) as [Date, Date, Date];
        const count = (one: Date, other: Date): number => officeMinutes(region(), 'lapua', one, other);
        expect(count(from, middle) + count(middle, to)).toBe(count(from, to));
      }),
      { numRuns: 60 },
    );
  });

  it('knows when a slot began, and that none goes on at night or at noon', () => {
    expect(officePeriod(region(), 'seinajoki', at(23, '13:20'))?.since).toEqual(at(23, '13:00'));
    for (const now of [at(23, '12:00'), at(23, '03:00'), at(28, '10:00')])
      expect(officePeriod(region(), 'seinajoki', now)).toBeUndefined();
  });
});

describe('a handoff that nobody has claimed', () => {
  it('alarms two office hours before it is due, and again each office hour', () => {
    expect(alarms(waiting(), at(24, '10:59'))).toEqual([]);
    const first = alarms(waiting(), at(24, '13:00'));
    expect(first).toHaveLength(1);
    expect(alarms(waiting(), at(24, '13:40'))).toEqual(first);
    const second = alarms(waiting(), at(24, '14:10'));
    expect(second).toHaveLength(1);
    expect(second).not.toEqual(first);
  });

  it('alarms each office hour when it is overdue, and never outside them', () => {
    const late = alarms(waiting(), at(25, '09:10'));
    expect(late[0]).toContain('overdue');
    expect(alarms(waiting(), at(25, '10:20'))).not.toEqual(late);
    for (const now of [at(24, '20:00'), at(25, '03:00'), at(28, '12:00')]) expect(ids(waiting(), now)).toEqual([]);
  });

  it.each(['claimed', 'consulting', 'offered'] as const)(
    'alarms when it is %s and nobody has tried the family',
    (state) => {
      const one = waiting({ state, owner: 'w', touchedAt: at(24, '14:00').toISOString() });
      expect(alarms(one, at(24, '14:59'))).toEqual([]);
      expect(alarms(one, at(25, '09:30'))).toHaveLength(1);
      expect(alarms({ ...one, attemptedAt: at(24, '14:00').toISOString() }, at(25, '09:30'))).toEqual([]);
    },
  );

  it('that came at night is told of again when the slot begins', () => {
    const night = waiting({ receivedAt: at(22, '23:00').toISOString() });
    expect(ids(night, at(23, '08:59'))).toEqual([]);
    expect(ids(night, at(23, '09:01'))).toEqual([`notice.reminder/h/${at(23, '09:00').toISOString()}`]);
    expect(ids(night, at(23, '10:30'))).toEqual([`notice.reminder/h/${at(23, '09:00').toISOString()}`]);
  });

  it('and holds a danger is called out at any hour, three times a night at most', () => {
    const danger = waiting({ dangerRank: 2, kind: 'danger', receivedAt: at(23, '20:00').toISOString() });
    const night = [21, 22, 23].map((hour) => ids(danger, at(23, `${hour}:05`)));
    expect(night.flat()).toEqual([
      'notice.reminder/h/danger-2-1',
      'notice.reminder/h/danger-2-2',
      'notice.reminder/h/danger-2-3',
    ]);
    expect(ids(danger, at(24, '03:00'))).toEqual([]);
    // Heard in what the family added a day later: its hours count from then.
    const later = { ...danger, dangerAt: at(24, '02:00').toISOString() };
    expect(ids(later, at(24, '03:05'))).toEqual(['notice.reminder/h/danger-2-1']);
    expect(ids(danger, at(24, '09:05')).length).toBeGreaterThan(0);
  });

  it('tells in a notice where, what sort and by when, and nothing else', () => {
    const told = dueNow(waiting(), region(), at(24, '14:00'), nobody).notices.map((notice) =>
      Object.keys(notice.payload).sort(),
    );
    expect(new Set(told.flat())).toEqual(new Set(['handoff', 'region', 'area', 'kind', 'due', 'case', 'why']));
  });
});

describe('a handoff that is claimed', () => {
  const claimed = (change: Partial<Listed> = {}): Listed =>
    waiting({ state: 'claimed', owner: 'anna', touchedAt: at(23, '09:30').toISOString(), ...change });
  const left = (one: Listed, now: Date, absent = nobody): boolean => dueNow(one, region(), now, absent).giveBack;

  it('goes back to the queue when its owner lets a whole day of guidance pass', () => {
    expect(left(claimed(), at(24, '09:29'))).toBe(false);
    expect(left(claimed(), at(24, '09:30'))).toBe(true);
    expect(left(claimed({ touchedAt: at(24, '09:00').toISOString() }), at(24, '14:59'))).toBe(false);
  });

  it('goes back at the start of the next slot when its owner is away', () => {
    const absent = new Set(['anna']);
    expect(left(claimed(), at(23, '10:50'), absent)).toBe(false);
    expect(left(claimed(), at(23, '12:30'), absent)).toBe(false);
    expect(left(claimed(), at(23, '13:00'), absent)).toBe(true);
  });

  it('stays when the family has been tried, reached or is being discussed: silence ends nothing', () => {
    for (const state of ['contacted', 'tried', 'consulting', 'offered'] as const)
      expect(left(claimed({ state }), at(27, '10:00'), new Set(['anna']))).toBe(false);
  });
});

describe('a round', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());
  const round = (): Promise<RoundDone<Entry>> =>
    promiseRound(house.desk, theContent().regions, testWords, house.clock.now());

  it('gives an absent worker’s handoff back once, also when two replicas run it', async () => {
    const desk = openDesk(house);
    const { family, id } = await sentTo(house);
    await desk.make(workerNamed('anna'), id, 'claim', {});
    await desk.setAway(workerNamed('anna'), true);
    expect((await round()).returned).toBe(0);
    house.clock.move(at(23, '13:00').toISOString());
    const both = await Promise.all([round(), round()]);
    expect(both.map((one) => one.returned).sort()).toEqual([0, 1]);
    expect(await house.desk.read(id)).toMatchObject({ state: 'waiting', owner: null });
    const log = await house.world.conversations.log(family.conversation, 0);
    expect(log.at(-1)?.words[0]).toMatchObject({ text: 'returned', luotsi: { voice: 'waiting' } });
    await desk.setAway(workerNamed('anna'), false);
    expect(await desk.away(workerNamed('anna'))).toBe(false);
  });

  it('writes each alarm once, however often it runs, and counts what is overdue', async () => {
    await sentTo(house);
    house.clock.move(at(25, '09:30').toISOString());
    const both = await Promise.all([round(), round()]);
    expect(both.map((one) => one.overdue)).toEqual([1, 1]);
    const written = await noticesIn(house, 'notice.alarm');
    expect(written).toHaveLength(1);
    house.clock.move(at(25, '10:45').toISOString());
    await round();
    expect(await noticesIn(house, 'notice.alarm')).toHaveLength(2);
  });

  it('closes nothing, however long everybody is silent', async () => {
    const desk = openDesk(house);
    const { id } = await sentTo(house);
    await desk.make(workerNamed('anna'), id, 'claim', {});
    await desk.make(workerNamed('anna'), id, 'contacted', {});
    house.clock.move('2027-06-01T08:00:00Z');
    await round();
    expect(await house.desk.read(id)).toMatchObject({ state: 'contacted', owner: 'anna' });
  });
});
