import { call, openWindow, until } from '../support/family-window';
import { openMail, openWeb, type LoopbackMail, type LoopbackWeb } from '../support/loopback-receivers';
import { mondayMorning, startTestService, type TestService } from '../support/service';
import { textOf, walk, wantsContact } from '../support/walk';

const team = 'ohjaus@example.org';

let mail: LoopbackMail;
let web: LoopbackWeb;
let service: TestService;
beforeAll(async () => {
  [mail, web] = await Promise.all([openMail(), openWeb()]);
  const areas = ['etela-pohjanmaa/*', 'keski-uusimaa/*'];
  service = await startTestService({
    env: {
      NOTICE_RECEIVERS: JSON.stringify([
        { id: 'team-mail', areas, email: team },
        { id: 'team-teams', areas, teams: web.url },
      ]),
      SMTP_URL: mail.url,
      NOTICE_FROM: 'luotsi@example.org',
    },
  });
});
afterAll(async () => {
  await service.close();
  await Promise.all([mail.close(), web.close()]);
});

const laterBy = (minutes: number): void =>
  service.clock.move(new Date(Date.parse(mondayMorning) + minutes * 60_000).toISOString());

async function handOver(): Promise<{ readonly number: string; readonly promised: boolean; readonly text: string }> {
  const family = await openWindow(service.address);
  await walk(family, wantsContact, 'heard');
  const handoff = family.words.find((word) => word.luotsi.handoff)?.luotsi.handoff;
  return { number: handoff?.case ?? '', promised: handoff?.promise !== undefined, text: textOf(family.words) };
}

async function ready(path = '/readyz'): Promise<[number, { promise?: boolean; hindered?: Record<string, string[]> }]> {
  const answer = await call(service.address, 'GET', path);
  return [answer.status, (await answer.json()) as { promise?: boolean }];
}

async function troubles(): Promise<unknown> {
  const answer = await call(service.address, 'GET', '/console/api/pipe');
  return ((await answer.json()) as { troubles: unknown }).troubles;
}

const mailed = (number: string): number => mail.letters.filter(({ text }) => text.includes(number)).length;
const posted = (number: string): number => web.taken.filter(({ body }) => body.includes(number)).length;

it('families are promised a day while notices arrive, hours and numbers while they do not, and every notice comes once', async () => {
  await until('the exercise has come', () => mail.letters.length > 0 && web.taken.length > 0);
  expect(mail.letters[0]?.subject).toContain('koeilmoitus');
  expect(await ready()).toMatchObject([200, { database: true, promise: true, hindered: {} }]);
  const first = await handOver();
  expect(first.promised).toBe(true);
  await until('the notice has come by mail and Teams', () => mailed(first.number) + posted(first.number) === 2);

  mail.refuses = 451;
  web.answer = 503;
  const second = await handOver();
  await until('both have been tried', () => web.received.some(({ body }) => body.includes(second.number)));
  laterBy(6);
  await until('no promise may be made', async () => (await ready())[1].promise === false);
  const [status, told] = await ready();
  expect([status, told.hindered?.['etela-pohjanmaa/seinajoki']]).toEqual([200, ['notices']]);
  expect((await ready('/readyz/promise'))[0]).toBe(503);
  // The workers' console says the same, since when, and who is silent.
  expect(await troubles()).toMatchObject([
    { what: 'notices', since: expect.stringMatching(/^2026-11-23T/) as string, receivers: ['team-mail', 'team-teams'] },
  ]);
  const third = await handOver();
  expect(third.promised).toBe(false);
  expect(third.text).not.toMatch(/viimeistään \w\w 24\.11\.2026/);
  expect(third.text).toMatch(/050 344 8443 · tänään klo 9–11/);

  mail.refuses = undefined;
  web.answer = 202;
  laterBy(60);
  await until('all notices have come', () =>
    [second, third].every(({ number }) => mailed(number) + posted(number) === 2),
  );
  await until('a promise may be made again', async () => (await ready('/readyz/promise'))[0] === 200);
  expect(await troubles()).toEqual([]);
  const fourth = await handOver();
  expect(fourth.promised).toBe(true);
  await until('the last has come', () => mailed(fourth.number) + posted(fourth.number) === 2);
  laterBy(300);
  await until('nothing is left', () => service.rows('select id from outbox where delivered_at is null').length === 0);
  for (const { number } of [first, second, third, fourth]) expect([mailed(number), posted(number)]).toEqual([1, 1]);
  expect(new Set(mail.letters.map(({ messageId }) => messageId)).size).toBe(mail.letters.length);
}, 60_000);

it('nothing of a family stands in the log of all this', () => {
  const logged = JSON.stringify(service.lines);
  for (const word of ['LU-', team, mail.url, web.url, 'Liisa']) expect(logged).not.toContain(word);
});
