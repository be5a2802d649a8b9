import { silentLog } from '../../src/log';
import type { Notice } from '../../src/queue/ports';
import { putNotices } from '../../src/storage/outbox';
import { capturingLog, type LogLine } from '../support/service';
import { greetFamily, openHouse, testSealer, type House } from '../support/house';
import { openMail, openWeb, type LoopbackMail, type LoopbackWeb } from '../support/loopback-receivers';
import { openPipe, supervisor, team, type Pipe } from '../support/pipe';
import { textOf, walk, wantsContact } from '../support/walk';

const from = 'Luotsi <luotsi@example.org>';
const area = 'etela-pohjanmaa/seinajoki';

let house: House;
let mail: LoopbackMail;
let web: LoopbackWeb;
let pipe: Pipe;
let lines: LogLine[];

/** A team that reads both mail and Teams, and a supervisor who is told of what is late. */
const open = (log = silentLog): Promise<Pipe> =>
  openPipe(
    house,
    {
      receivers: [
        { id: 'team-mail', areas: [area], takes: 'everything', email: team },
        { id: 'team-teams', areas: [area], takes: 'everything', teams: web.url },
        { id: 'boss', areas: ['etela-pohjanmaa/*'], takes: 'urgent', email: supervisor },
      ],
      smtp: { server: mail.url, from },
    },
    { log },
  );

beforeEach(async () => {
  house = await openHouse({ canPromise: (_region, asked) => pipe.hindered(asked).length === 0 });
  [mail, web] = await Promise.all([openMail(), openWeb()]);
  lines = [];
  pipe = await open(capturingLog(lines));
});
afterEach(async () => {
  await pipe.post.stop();
  await Promise.all([mail.close(), web.close()]);
  await house.close();
});

const later = (minutes: number): void =>
  house.clock.move(new Date(house.clock.now().getTime() + minutes * 60_000).toISOString());

/** A family of Seinäjoki sends a request; what it was told of it. */
async function handOver(): Promise<{ readonly text: string; readonly number: string; readonly promised: boolean }> {
  const family = await greetFamily(house);
  const words = await walk(family, { ...wantsContact, 'own-words': 'Vauva valvoo yöt eikä nuku' }, 'heard');
  const handoff = family.words.find((word) => word.luotsi.handoff)?.luotsi.handoff;
  return { text: textOf(words), number: handoff?.case ?? '', promised: handoff?.promise !== undefined };
}

const cases = (bodies: readonly string[]): string[] =>
  bodies.flatMap((body) => /LU-[0-9A-Z]{6}/.exec(body)?.[0] ?? []).sort();
const letterCases = (): string[] => cases(mail.letters.map(({ text }) => text));
const cardCases = (): string[] => cases(web.taken.map(({ body }) => body));

describe('a notice of a new handoff', () => {
  it('comes to the team by mail and by Teams, in both languages, and to nobody else', async () => {
    const { number } = await handOver();
    await pipe.post.round();
    expect(mail.letters.map(({ to, from: by }) => [to, by])).toEqual([[[team], 'luotsi@example.org']]);
    const [letter] = mail.letters;
    expect(letter?.subject).toContain('Seinäjoki ja Isokyrö');
    for (const words of ['Seinäjoki ja Isokyrö', 'Seinäjoki och Storkyro', number, 'ti 24.11.2026 15:00'])
      expect(letter?.text).toContain(words);
    expect(letter?.text).toContain(`https://luotsi.example.org/console#${number}`);
    expect(letter?.source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(web.taken).toHaveLength(1);
    const card = JSON.parse(web.taken[0]?.body ?? '') as { attachments: { contentType: string; content: unknown }[] };
    expect(card).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: { type: 'AdaptiveCard', version: '1.4', actions: [{ type: 'Action.OpenUrl' }] },
        },
      ],
    });
    expect(JSON.stringify(card)).toContain(number);
    expect(await pipe.undelivered()).toBe(0);
  });

  it('tells nothing of the family', async () => {
    await handOver();
    await pipe.post.round();
    const all = [
      ...mail.letters.map(({ source, text, subject }) => source + text + subject),
      ...web.taken.map((one) => one.body),
    ];
    expect(all).toHaveLength(2);
    for (const secret of ['Vauva', 'valvoo', 'Liisa', '040 123', 'uni', 'sömn', 'child_sleep', 'parent'])
      for (const one of all) expect(one).not.toContain(secret);
  });

  it('whose mail is refused for now is sent again by mail, and not again to Teams', async () => {
    const { number } = await handOver();
    mail.refuses = 451;
    await pipe.post.round();
    expect([letterCases(), cardCases()]).toEqual([[], [number]]);
    mail.refuses = undefined;
    later(1);
    await pipe.post.round();
    expect([letterCases(), cardCases()]).toEqual([[number], [number]]);
    later(600);
    await pipe.post.round();
    expect([mail.letters.length, web.received.length]).toEqual([1, 1]);
  });

  it('carries the same key and the same words when an answer was lost, so that a person sees it once', async () => {
    await handOver();
    mail.breaksAfter = true;
    web.breaksAfter = true;
    await pipe.post.round();
    mail.breaksAfter = false;
    web.breaksAfter = false;
    later(1);
    await pipe.post.round();
    expect(mail.letters).toHaveLength(2);
    expect(new Set(mail.letters.map(({ messageId }) => messageId)).size).toBe(1);
    expect(mail.letters[0]?.messageId).toMatch(/^<[0-9a-f]{40}@example\.org>$/);
    expect(new Set(mail.letters.map(({ text }) => text)).size).toBe(1);
    expect(web.received).toHaveLength(2);
    expect(new Set(web.received.map(({ headers }) => headers['x-luotsi-event'])).size).toBe(1);
    expect(new Set(web.received.map(({ body }) => body)).size).toBe(1);
    later(600);
    await pipe.post.round();
    expect([mail.letters.length, web.received.length]).toEqual([2, 2]);
  });

  it('is sent once when two copies of the service look at the same instant', async () => {
    for (let count = 0; count < 3; count += 1) await handOver();
    const other = await open();
    await Promise.all([pipe.post.round(), other.post.round(), pipe.post.round(), other.post.round()]);
    await other.post.stop();
    expect(mail.letters).toHaveLength(3);
    expect(new Set(mail.letters.map(({ messageId }) => messageId)).size).toBe(3);
    expect(web.received).toHaveLength(3);
  });

  it('waits as long as Teams asks', async () => {
    await handOver();
    web.answer = 429;
    web.headers = { 'retry-after': '300' };
    await pipe.post.round();
    web.answer = 202;
    later(4);
    await handOver();
    await pipe.post.round();
    // Also what came later waits: the pause is the receiver's, not the notice's.
    expect(web.received).toHaveLength(1);
    later(1);
    await pipe.post.round();
    expect(web.taken).toHaveLength(2);
    expect(letterCases()).toHaveLength(2);
  });

  it('that is refused for good raises an alarm at once, and is taken after the address was mended and the service started', async () => {
    const { number } = await handOver();
    mail.refuses = 550;
    web.answer = 404;
    await pipe.post.round();
    expect(lines.filter(({ level }) => level === 'error').map(({ fields }) => fields?.code)).toEqual(
      expect.arrayContaining(['team-mail', 'team-teams']),
    );
    expect(pipe.hindered('seinajoki')).toEqual(['notices']);
    later(4);
    await pipe.post.round();
    expect([mail.tries, web.received.length]).toEqual([1, 1]);
    mail.refuses = undefined;
    web.answer = 202;
    await pipe.post.stop();
    pipe = await open();
    await pipe.post.round();
    expect([letterCases(), cardCases()]).toEqual([[number], [number]]);
    expect(pipe.hindered('seinajoki')).toEqual([]);
  });

  it('leaves no word, address or number in the log, whatever happens to it', async () => {
    const { number } = await handOver();
    for (const [code, status] of [
      [451, 500],
      [550, 404],
    ] as const) {
      mail.refuses = code;
      web.answer = status;
      await pipe.post.round();
      later(10);
    }
    await pipe.post.round();
    expect(lines.length).toBeGreaterThan(3);
    const logged = JSON.stringify(lines);
    for (const word of [number, team, supervisor, mail.url, web.url, 'Vauva', 'Liisa'])
      expect(logged).not.toContain(word);
  });
});

describe('a notice of what is late', () => {
  const write = async (kind: string, id: string, payload: Record<string, unknown>): Promise<void> => {
    await house.database.transaction((run) =>
      putNotices(run, [{ id, kind, payload } as unknown as Notice], house.clock.now().toISOString(), testSealer),
    );
  };
  const payload = {
    handoff: 'h',
    region: 'etela-pohjanmaa',
    area: 'seinajoki',
    kind: 'danger',
    due: '2026-11-24T13:00:00Z',
    case: 'LU-ABC234',
  };

  it.each([
    ['notice.reminder', {}],
    ['notice.alarm', { why: 'overdue' }],
    ['notice.alarm', { why: 'moved-again' }],
  ])('(%s %j) comes to the team and to the supervisor', async (kind, more) => {
    await write(kind, `${kind}/h/1`, { ...payload, ...more });
    await write(kind, `${kind}/h/1`, { ...payload, ...more });
    await pipe.post.round();
    expect(mail.letters.map(({ to }) => to.join()).sort()).toEqual([supervisor, team].sort());
    expect(cardCases()).toEqual(['LU-ABC234']);
  });

  it('also tells the supervisor of a new one that nobody has taken in five minutes', async () => {
    await write('notice.new', 'notice.new/h', payload);
    mail.refuses = 451;
    web.answer = 503;
    await pipe.post.round();
    mail.refuses = undefined;
    await pipe.post.stop();
    // Only the team's own mailbox is broken now: the supervisor's is not.
    await house.database.transaction((run) =>
      run("update outbox set try_after = '2027-01-01T00:00:00.000Z' where receiver like 'team-%'"),
    );
    later(6);
    await pipe.post.round();
    await pipe.post.round();
    expect(mail.letters.map(({ to }) => to)).toEqual([[supervisor]]);
    expect(lines.some(({ event }) => event === 'nobody has taken a notice in time')).toBe(true);
  });

  it('that cannot be read is not lost, stops no other, and keeps promises back', async () => {
    await write('notice.new', 'notice.new/odd', { handoff: 'h' });
    await write('notice.strange', 'notice.strange/h', payload);
    await write('notice.new', 'notice.new/h', payload);
    await pipe.post.round();
    expect(letterCases()).toEqual(['LU-ABC234']);
    expect(await pipe.undelivered()).toBe(2);
    expect(pipe.hindered('seinajoki')).toEqual([]);
    later(6);
    await pipe.post.round();
    expect(pipe.hindered('seinajoki')).toEqual(['notices']);
  });
});

describe('when mail and Teams are both broken', () => {
  it('families hear of hours and numbers instead of a day, and each notice arrives once they are mended', async () => {
    const first = await handOver();
    await pipe.post.round();
    expect(first.promised).toBe(true);
    expect(first.text).toContain('24.11.2026');

    mail.refuses = 451;
    web.answer = 503;
    const second = await handOver();
    await pipe.post.round();
    later(6);
    await pipe.post.round();
    expect(pipe.hindered('seinajoki')).toEqual(['notices']);
    // Another area has other receivers, and this one has none.
    expect(pipe.hindered('lapua')).toEqual(['receiver']);
    const third = await handOver();
    expect(third.promised).toBe(false);
    expect(third.text).not.toMatch(/viimeistään \p{L}+ \d/u);
    expect(third.text).toContain('Emme voi nyt luvata');
    expect(third.text).toMatch(/tänään klo|ti 24\.11\.2026 klo/);

    mail.refuses = undefined;
    web.answer = 202;
    later(30);
    await pipe.post.round();
    await pipe.post.round();
    expect(pipe.hindered('seinajoki')).toEqual([]);
    const fourth = await handOver();
    expect(fourth.promised).toBe(true);
    await pipe.post.round();

    const all = [first, second, third, fourth].map(({ number }) => number).sort();
    const toTeam = mail.letters.filter(({ to }) => to.includes(team));
    expect(cases(toTeam.map(({ text }) => text))).toEqual(all);
    expect(cardCases()).toEqual(all);
    expect(await pipe.undelivered()).toBe(0);
  });

  it('one of the two is enough for a promise, and the other is named in the log', async () => {
    web.answer = 503;
    await handOver();
    await pipe.post.round();
    later(6);
    await pipe.post.round();
    expect(pipe.hindered('seinajoki')).toEqual([]);
    expect(lines).toContainEqual({
      level: 'error',
      event: 'notices do not reach a receiver',
      fields: { code: 'team-teams', count: 1 },
    });
    web.answer = 202;
    later(1);
    await pipe.post.round();
    expect(lines.at(-1)).toMatchObject({ level: 'info', fields: { code: 'team-teams' } });
  });
});
