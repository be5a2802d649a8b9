import type { OwnService } from '../src/commands/own-service';
import { openBalancer, type Balancer } from './support/balancer';
import {
  call,
  messageOf,
  openWindow,
  until,
  type Activity,
  type FamilyWindow,
  type Granted,
} from './support/family-window';
import { plainWindow, postForm } from './support/plain-window';
import { openStream, type RawStream } from './support/raw-stream';
import { describeReplicas, openFleet, type Fleet } from './support/replicas';
import { openSchema, type Schema } from './support/schema';
import { stepIn, walk, wantsContact } from './support/walk';
import { openWire, type Wire } from './support/wire';

// Several services share a busy machine here: what fails is tried once more, and told.
if (process.env['CI'] !== undefined) jest.retryTimes(1, { logErrorsBeforeRetry: true });

const ids = (activities: readonly Activity[]): string[] => activities.map((one) => one.id);
const told = (activities: readonly Activity[]): string[] =>
  activities.flatMap((one) => one.channelData?.clientActivityID ?? []);

/** Sends a message until it is heard, as the widget does. Tells what was answered in between. */
async function sayUntilHeard(family: FamilyWindow, text: string, id: string, most = 20_000): Promise<number[]> {
  const answered: number[] = [];
  const end = Date.now() + most;
  for (;;) {
    const status = await family.post(messageOf(text, id)).then(
      (answer) => answer.status,
      () => 0,
    );
    answered.push(status);
    if (status === 200) return answered;
    if (Date.now() > end) throw new Error(`${id} was never heard: ${answered.join(' ')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describeReplicas('two replicas on one PostgreSQL (runs when TEST_DATABASE_URL is set)', () => {
  let schema: Schema;
  let wire: Wire;
  let fleet: Fleet;
  let one: OwnService;
  let other: OwnService;
  let balancer: Balancer;
  const streams: RawStream[] = [];

  beforeAll(async () => {
    schema = await openSchema();
    wire = await openWire(schema.url);
    // Limits are raised: here a hundred messages come at once, which no family writes.
    fleet = openFleet({
      DATABASE_URL: schema.url,
      DRAIN_SECONDS: '1',
      LIMIT_TOKEN: '10000',
      LIMIT_CONVERSATION: '10000',
    });
    [one, other] = await Promise.all([fleet.start(), fleet.start()]);
    balancer = await openBalancer([one.address, other.address]);
  }, 180_000);
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
    balancer.socketsTo(undefined);
  });
  afterAll(async () => {
    await balancer.close();
    await fleet.close();
    await wire.close();
    await schema.drop();
  }, 30_000);

  const openAt = async (address: string, granted: Granted): Promise<RawStream> => {
    const url = new URL(granted.streamUrl);
    url.host = new URL(address).host;
    const stream = await openStream(url.href);
    streams.push(stream);
    return stream;
  };

  it('a conversation hops between them while its window listens at one: every message comes once and in order', async () => {
    const family = await openWindow(balancer.address);
    const stream = await openAt(other.address, family.granted);
    await walk(family, wantsContact);
    const { activities } = await family.poll();
    await stream.has(activities.length);
    expect(ids(stream.activities)).toEqual(ids(activities));
    expect(new Set(ids(activities)).size).toBe(activities.length);
    expect(await schema.rows('select id from handoffs where conversation = $1', [family.conversation])).toHaveLength(1);
  });

  it('a family that leaves at one has its window at the other say goodbye and close', async () => {
    const family = await openWindow(one.address);
    const stream = await openAt(other.address, family.granted);
    await family.say({ command: 'language', language: 'sv' });
    await family.leave();
    await until('the window is closed', () => stream.closed() === 1000);
    const last = stream.activities.at(-1)?.channelData?.luotsi;
    expect(last).toMatchObject({ notice: 'left', language: 'sv' });
  });

  it('a stream ticket opens one socket, wherever it is shown again', async () => {
    const family = await openWindow(one.address);
    await openAt(one.address, family.granted);
    await expect(openAt(other.address, family.granted)).rejects.toThrow('403');
  });

  it('a handoff made at one is told to the open console of the other', async () => {
    const answer = await fetch(`${other.address}/console/api/news`);
    const reader = answer.body?.getReader();
    const news = async (): Promise<string> => Buffer.from((await reader?.read())?.value ?? []).toString();
    expect(await news()).toContain('hello');
    await walk(await openWindow(one.address), wantsContact);
    expect(await news()).toContain('queue');
    await reader?.cancel();
  });

  it('a worker at one is told that the family’s window is open at the other, and when it is not', async () => {
    const waiting = async (): Promise<readonly string[]> => {
      const answer = await call(other.address, 'GET', '/console/api/handoffs');
      return ((await answer.json()) as { handoffs: { id: string }[] }).handoffs.map(({ id }) => id);
    };
    const before = await waiting();
    const family = await openWindow(one.address);
    await walk(family, wantsContact, 'heard');
    const id = (await waiting()).find((each) => !before.includes(each)) ?? '';
    const seenAt = async ({ address }: OwnService): Promise<boolean> => {
      const answer = await call(address, 'GET', `/console/api/handoffs/${id}`);
      return ((await answer.json()) as { familyThere: boolean }).familyThere;
    };
    const stream = await openAt(one.address, family.granted);
    expect([await seenAt(one), await seenAt(other)]).toEqual([true, true]);
    stream.close();
    await until('the window is closed', async () => !(await seenAt(other)) && !(await seenAt(one)));
  });

  it('many messages at once, by two doors and two replicas, come into one order and are answered once each', async () => {
    const page = plainWindow(one);
    await page.open('/keskustelu');
    await page.press('Aloita');
    const token = page.page().forms.find((form) => 'token' in form.hidden)?.hidden['token'] ?? '';
    const granted = (await (
      await call(one.address, 'POST', '/directline/tokens/refresh', undefined, { authorization: `Bearer ${token}` })
    ).json()) as Granted;
    const path = `/directline/conversations/${granted.conversationId}/activities`;
    const authorization = `Bearer ${granted.token}`;
    const many = Array.from({ length: 100 }, (_, index) => `message-of-the-family-${index}`);
    // A replica that has no connection free in time asks to come again; whoever does is heard once all the same.
    const send = async (id: string, index: number, address: string, door: 'line' | 'plain'): Promise<number> => {
      for (;;) {
        const answer = await (door === 'line'
          ? call(address, 'POST', path, messageOf(`Viesti ${index}`, id), { authorization })
          : postForm(address, { token, message: id, text: `Viesti ${index}` }));
        await answer.text();
        if (answer.status !== 503) return answer.status;
      }
    };
    const statuses = await Promise.all(
      many.map((id, index) =>
        send(id, index, (index % 4 < 2 ? one : other).address, index % 2 === 0 ? 'line' : 'plain'),
      ),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    const { activities } = (await (await call(other.address, 'GET', path, undefined, { authorization })).json()) as {
      activities: Activity[];
    };
    expect([...told(activities)].sort()).toEqual([...many].sort());
    // One order: places follow each other without a gap, and each message is followed by its own answer before the next comes.
    expect(activities.map((activity) => Number(activity.id.split('|')[1]))).toEqual(
      activities.map((_, index) => index),
    );
    const asked = activities.filter((activity) => activity.from.id === 'family');
    for (const activity of asked) expect(activities.some((answer) => answer.replyToId === activity.id)).toBe(true);
    // The same again, all of it, at the other replica each: nothing is added.
    const sentAgain = await Promise.all(
      many.map((id, index) => send(id, index, (index % 4 < 2 ? other : one).address, 'line')),
    );
    expect(new Set(sentAgain)).toEqual(new Set([200]));
    const again = (await (await call(one.address, 'GET', path, undefined, { authorization })).json()) as {
      activities: Activity[];
    };
    expect(ids(again.activities)).toEqual(ids(activities));
  }, 180_000);

  it('a replica that is told to stop refuses nothing: readiness goes off first, and what was begun is answered', async () => {
    const leaving = await fleet.start();
    balancer.use([leaving.address, other.address]);
    const families = await Promise.all(Array.from({ length: 4 }, () => openWindow(balancer.address)));
    let stop = false;
    const statuses: number[] = [];
    const talking = families.map(async (family, index) => {
      for (let said = 0; !stop; said += 1)
        statuses.push((await family.post(messageOf(`viesti ${said}`, `drain-${index}-${said}`))).status);
    });
    await until('they talk', () => statuses.length > 20);
    const ended = leaving.end('SIGTERM');
    await until('readiness is off', async () => (await fetch(`${leaving.address}/readyz`)).status === 503);
    expect((await fetch(`${leaving.address}/livez`)).status).toBe(200);
    expect(await ended).toBe(0);
    const soFar = statuses.length;
    await until('they still talk', () => statuses.length > soFar + 20);
    stop = true;
    await Promise.all(talking);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect([balancer.refused(), balancer.broken()]).toEqual([0, 0]);
    for (const family of families) {
      const { activities } = await family.poll();
      const said = told(activities);
      expect(said).toEqual([...new Set(said)]);
    }
    balancer.use([one.address, other.address]);
  }, 180_000);

  it('a replica that is killed loses nothing: who sends again is answered once, and the window shows all of it', async () => {
    const killed = await fleet.start();
    balancer.use([killed.address, other.address]);
    const family = await openWindow(balancer.address);
    const stream = await openAt(other.address, family.granted);
    const sent: string[] = [];
    const ended = new Promise((resolve) => setTimeout(() => resolve(killed.end('SIGKILL')), 150));
    for (let said = 0; said < 40; said += 1) {
      sent.push(`kill-${said}`);
      await sayUntilHeard(family, `viesti ${said}`, `kill-${said}`);
    }
    await ended;
    const { activities } = await family.poll();
    expect(told(activities)).toEqual(sent);
    await stream.has(activities.length);
    expect(ids(stream.activities)).toEqual(ids(activities));
    balancer.use([one.address, other.address]);
  }, 180_000);

  it('a replica that loses its database asks a family to wait, in its language and with the numbers, and goes on afterwards', async () => {
    const cut = await fleet.start({ DATABASE_URL: wire.url });
    const family = await openWindow(other.address);
    const here = await openWindow(cut.address);
    const stream = await openAt(cut.address, family.granted);
    // The language is chosen at the other replica; this one has only heard of it.
    await family.say({ command: 'language', language: 'sv' });
    await stream.has((await family.poll()).activities.length);
    wire.cut();
    const path = `/directline/conversations/${family.conversation}/activities`;
    const authorization = `Bearer ${family.granted.token}`;
    const answer = await call(cut.address, 'POST', path, messageOf('Hej', 'away'), { authorization });
    expect(answer.status).toBe(503);
    const { error } = (await answer.json()) as { error: { message: string } };
    expect(error.message).toMatch(/vi ledsna/);
    expect(error.message).toContain('112');
    const page = plainWindow(cut);
    await page.open('/keskustelu');
    expect(page.page().text).toContain('112');
    await until('it says that it is not ready', async () => (await fetch(`${cut.address}/readyz`)).status === 503);
    expect((await fetch(`${cut.address}/livez`)).status).toBe(200);
    // Meanwhile the other replica answers; the window here hears of it when the database is back.
    await family.say('Vauva valvoo yöt', 'meanwhile');
    wire.join();
    await sayUntilHeard(here, 'Vauva valvoo yöt', 'here');
    expect((await call(cut.address, 'POST', path, messageOf('Hej', 'away'), { authorization })).status).toBe(200);
    await until('it is ready', async () => (await fetch(`${cut.address}/readyz`)).ok);
    const { activities } = await family.poll();
    expect(told(activities)).toContain('meanwhile');
    expect(told(activities).filter((id) => id === 'away')).toHaveLength(1);
    await until('the window shows all', () =>
      ids(activities).every((id) => stream.activities.some((shown) => shown.id === id)),
    );
    expect(stepIn(here.words)).toBe('who');
  }, 180_000);
});
