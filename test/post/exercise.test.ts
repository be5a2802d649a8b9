import { silentLog } from '../../src/log';
import { openHouse, type House } from '../support/house';
import { openMail, openWeb, type LoopbackMail, type LoopbackWeb } from '../support/loopback-receivers';
import { openPipe, supervisor, team, type Pipe } from '../support/pipe';
import { capturingLog, type LogLine } from '../support/service';

let house: House;
let mail: LoopbackMail;
let web: LoopbackWeb;
let lines: LogLine[];
const pipes: Pipe[] = [];

/** Seinäjoki reads mail, Lapua reads Teams, and a supervisor is told of what is late. */
const open = async (log = silentLog): Promise<Pipe> => {
  const pipe = await openPipe(
    house,
    {
      receivers: [
        { id: 'mail', areas: ['etela-pohjanmaa/seinajoki'], takes: 'everything', email: team },
        { id: 'teams', areas: ['etela-pohjanmaa/lapua'], takes: 'everything', teams: web.url },
        { id: 'boss', areas: ['etela-pohjanmaa/*'], takes: 'urgent', email: supervisor },
      ],
      smtp: { server: mail.url, from: 'luotsi@example.org' },
    },
    { log },
  );
  pipes.push(pipe);
  return pipe;
};

/** Moves the clock to a time of the day in Finland, winter time. */
const at = (day: string, time: string): void => house.clock.move(`${day}T${time}:00+02:00`);
const rowOf = async (sql: string): Promise<Record<string, unknown> | undefined> => (await house.database.rows(sql))[0];

beforeEach(async () => {
  house = await openHouse();
  [mail, web] = await Promise.all([openMail(), openWeb()]);
  lines = [];
});
afterEach(async () => {
  await Promise.all(pipes.splice(0).map(({ post }) => post.stop()));
  await Promise.all([mail.close(), web.close()]);
  await house.close();
});

describe('the morning exercise', () => {
  it('begins half an hour before the phones, goes to every area, and is claimed and closed by the house once it is there', async () => {
    const pipe = await open();
    at('2026-11-23', '08:29');
    await pipe.exercise();
    await pipe.post.round();
    expect([mail.letters.length, web.taken.length]).toEqual([0, 0]);
    at('2026-11-23', '08:30');
    await pipe.exercise();
    await pipe.post.round();
    expect(mail.letters.map(({ to, subject }) => [to, subject])).toEqual([
      [[team], 'Aamun koeilmoitus / Morgonens provmeddelande: Etelä-Pohjanmaan hyvinvointialue'],
    ]);
    expect(web.taken).toHaveLength(1);
    expect(web.taken[0]?.body).toContain('Sinun ei tarvitse tehdä mitään');
    expect(await rowOf('select state, owner from handoffs')).toEqual({ state: 'waiting', owner: null });
    await pipe.exercise();
    expect(await rowOf('select state, owner from handoffs')).toEqual({ state: 'closed', owner: 'luotsi' });
    expect(
      (await house.database.rows('select action from audit order by at')).map(({ action }) => action).sort(),
    ).toEqual(['claim', 'close', 'view']);
    at('2026-11-23', '09:30');
    await pipe.post.round();
    expect(pipe.hindered('seinajoki')).toEqual([]);
  });

  it('counts in no statistics and stands in no list', async () => {
    const pipe = await open();
    at('2026-11-23', '08:45');
    await pipe.exercise();
    await pipe.post.round();
    expect(await house.desk.list('all')).toEqual([]);
    await pipe.exercise();
    expect(await house.desk.list('all')).toEqual([]);
    expect(await house.database.rows('select day from tallies')).toEqual([]);
  });

  it('is one for each day, however many copies of the service there are and however often they look', async () => {
    const [one, other] = [await open(), await open()];
    for (const [day, time] of [
      ['2026-11-23', '08:30'],
      ['2026-11-23', '08:31'],
      ['2026-11-23', '14:00'],
      ['2026-11-24', '08:40'],
    ] as const) {
      at(day, time);
      await Promise.all([one.exercise(), other.exercise()]);
      await Promise.all([one.post.round(), other.post.round()]);
      await Promise.all([one.exercise(), other.exercise()]);
    }
    expect(mail.letters).toHaveLength(2);
    expect(web.received).toHaveLength(2);
    expect(await house.database.rows('select passed_at from exercises where passed_at is not null')).toHaveLength(2);
  });

  it.each([
    ['a Saturday', '2026-11-28', '08:45'],
    ['Independence Day', '2027-12-06', '08:45'],
    ['Christmas Eve', '2026-12-24', '08:45'],
    ['an evening', '2026-11-23', '18:00'],
    ['a night', '2026-11-24', '03:00'],
  ])('leaves everybody in peace on %s', async (_, day, time) => {
    const pipe = await open();
    at(day, time);
    await pipe.exercise();
    await pipe.post.round();
    expect(mail.letters).toEqual([]);
    expect(await house.database.rows('select day from exercises')).toEqual([]);
  });

  it('that has not got through when the phones open takes the promise away in the areas it did not reach', async () => {
    const pipe = await open(capturingLog(lines));
    web.answer = 503;
    at('2026-11-23', '08:30');
    await pipe.exercise();
    await pipe.post.round();
    await pipe.exercise();
    expect(pipe.hindered('lapua')).toEqual([]);
    at('2026-11-23', '09:00');
    await pipe.post.round();
    expect(pipe.hindered('lapua')).toEqual(['notices', 'exercise']);
    expect(pipe.hindered('seinajoki')).toEqual([]);
    expect(lines).toContainEqual({
      level: 'error',
      event: 'the morning exercise has not got through',
      fields: { region: 'etela-pohjanmaa' },
    });
    web.answer = 202;
    at('2026-11-23', '09:40');
    await pipe.post.round();
    await pipe.exercise();
    await pipe.post.round();
    expect(pipe.hindered('lapua')).toEqual([]);
    expect(lines.at(-1)).toMatchObject({ level: 'info', fields: { region: 'etela-pohjanmaa' } });
    expect(web.taken).toHaveLength(1);
  });

  it('begun late, by a service that was started in the middle of the day, has a few minutes', async () => {
    const pipe = await open();
    mail.refuses = 451;
    at('2026-11-23', '13:30');
    await pipe.exercise();
    await pipe.post.round();
    expect(pipe.hindered('seinajoki')).toEqual([]);
    at('2026-11-23', '13:36');
    await pipe.post.round();
    expect(pipe.hindered('seinajoki')).toContain('exercise');
  });

  it('is not made where there is nobody to tell', async () => {
    const pipe = await openPipe(house);
    pipes.push(pipe);
    at('2026-11-23', '08:45');
    await pipe.exercise();
    expect(await house.database.rows('select id from handoffs')).toEqual([]);
  });

  it('leaves nothing behind after a week', async () => {
    const pipe = await open();
    at('2026-11-23', '08:30');
    await pipe.exercise();
    await pipe.post.round();
    await pipe.exercise();
    at('2026-11-29', '08:30');
    await pipe.exercise();
    expect(await house.database.rows('select id from handoffs')).toHaveLength(1);
    at('2026-12-05', '08:31');
    await pipe.exercise();
    expect(await house.database.rows('select id from handoffs')).toEqual([]);
    expect(await house.database.rows('select id from handoff_events')).toEqual([]);
  });

  it('that stopped in the middle of being acknowledged is closed at the next look', async () => {
    const pipe = await open();
    at('2026-11-23', '08:30');
    await pipe.exercise();
    await pipe.post.round();
    await house.database.transaction((run) => run("update handoffs set state = 'claimed', owner = 'luotsi'"));
    await pipe.exercise();
    expect(await rowOf('select state, owner from handoffs')).toEqual({ state: 'closed', owner: 'luotsi' });
  });
});
