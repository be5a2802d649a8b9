import { createHmac } from 'node:crypto';
import type { Log } from '../../src/log';
import { openWindow, until } from '../support/family-window';
import { greetFamily, openHouse, type House } from '../support/house';
import { openWeb, type LoopbackWeb, type Received } from '../support/loopback-receivers';
import { openPipe, type Pipe } from '../support/pipe';
import { openStream } from '../support/raw-stream';
import { capturingLog, startTestService, type LogLine } from '../support/service';
import { outcomeIn, walk, wantsContact } from '../support/walk';

const secret = 'between us and the desk';

interface HandoffEvent {
  readonly type: string;
  readonly name: string;
  readonly value: { readonly case: string; readonly area: string; readonly record: Record<string, unknown> };
  readonly attachments: readonly {
    readonly name: string;
    readonly contentType: string;
    readonly content: {
      readonly activities: readonly { readonly text: string; readonly from: { id: string }; timestamp: string }[];
    };
  }[];
}

const eventOf = (received: Received | undefined): HandoffEvent => JSON.parse(received?.body ?? '{}') as HandoffEvent;

const signatureOf = (body: string): string => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

let house: House;
let desk: LoopbackWeb;
let lines: LogLine[];
let log: Log;
let pipe: Pipe | undefined;
beforeEach(async () => {
  house = await openHouse();
  desk = await openWeb();
  lines = [];
  log = capturingLog(lines);
  pipe = undefined;
});
afterEach(async () => {
  await pipe?.post.stop();
  await desk.close();
  await house.close();
});

async function carrier(): Promise<Pipe> {
  pipe = await openPipe(house, { desk: { url: desk.url, secret } }, { log });
  return pipe;
}

async function handedOver(): Promise<string> {
  const family = await greetFamily(house);
  await walk(family, { ...wantsContact, 'own-words': 'Vauva valvoo yöt eikä nuku' });
  return outcomeIn(family.words)?.handoff ?? '';
}

const later = (minutes: number): void => {
  house.clock.move(new Date(house.clock.now().getTime() + minutes * 60_000).toISOString());
};

describe('a handoff on its way to a connected desk', () => {
  it('arrives as a signed handoff.initiate event with its context and the transcript', async () => {
    const number = await handedOver();
    await (await carrier()).post.round();
    expect(desk.received).toHaveLength(1);
    const [one] = desk.received;
    const event = eventOf(one);
    expect(event).toMatchObject({
      type: 'event',
      name: 'handoff.initiate',
      value: {
        case: number,
        region: 'etela-pohjanmaa',
        area: 'seinajoki',
        dangerRank: 0,
        record: { need: 'child_sleep', ownWords: 'Vauva valvoo yöt eikä nuku', language: 'fi' },
      },
    });
    expect(event.value.record['transcript']).toBeUndefined();
    const [transcript] = event.attachments;
    expect(transcript).toMatchObject({ name: 'Transcript', contentType: 'application/json' });
    const [row] = await house.desk.list('all');
    const kept = await house.desk.read(row?.id ?? '');
    expect(transcript?.content.activities.map(({ text, from, timestamp }) => [text, from.id, timestamp])).toEqual(
      kept?.record.transcript.map((line) => [line.text, line.by, line.at]),
    );
    expect(one?.headers['x-luotsi-signature']).toBe(signatureOf(one?.body ?? ''));
    expect(one?.headers['content-type']).toBe('application/json');
    expect(one?.headers['x-luotsi-event']).toBe(`handoff.initiate/${row?.id ?? ''}`);
  });

  it('is sent again after a refusal, later each time, and never again once it was taken', async () => {
    await handedOver();
    const carries = await carrier();
    desk.answer = 500;
    await carries.post.round();
    await carries.post.round();
    expect(desk.received).toHaveLength(1);
    expect(await pipe?.undelivered()).toBe(1);
    later(1);
    await carries.post.round();
    expect(desk.received).toHaveLength(2);
    desk.answer = 202;
    later(10);
    await carries.post.round();
    expect(desk.received).toHaveLength(3);
    expect(new Set(desk.received.map((one) => one.headers['x-luotsi-event'])).size).toBe(1);
    // What may differ from try to try would be another event to its receiver.
    expect(new Set(desk.received.map((one) => one.body)).size).toBe(1);
    for (const { headers, body } of desk.received) expect(headers['x-luotsi-signature']).toBe(signatureOf(body));
    expect(await pipe?.undelivered()).toBe(0);
    later(600);
    await carries.post.round();
    expect(desk.received).toHaveLength(3);
  });

  it('is sent again after the desk could not be reached', async () => {
    await handedOver();
    const { port } = new URL(desk.url);
    await desk.close();
    const carries = await carrier();
    await carries.post.round();
    expect(await pipe?.undelivered()).toBe(1);
    expect(lines.filter((line) => line.level === 'warn')).toHaveLength(1);
    desk = await openWeb(Number(port));
    later(1);
    await carries.post.round();
    await carries.post.round();
    expect(desk.received).toHaveLength(1);
    expect(await pipe?.undelivered()).toBe(0);
  });

  it('does not follow a desk that points elsewhere', async () => {
    const elsewhere = await openWeb();
    await handedOver();
    desk.answer = 307;
    desk.headers = { location: elsewhere.url };
    await (await carrier()).post.round();
    expect(elsewhere.received).toEqual([]);
    expect(await pipe?.undelivered()).toBe(1);
    await elsewhere.close();
  });

  it('does not wait behind another that is refused', async () => {
    await handedOver();
    const carries = await carrier();
    desk.answer = 500;
    await carries.post.round();
    desk.answer = 200;
    await handedOver();
    await carries.post.round();
    expect(new Set(desk.received.map((one) => eventOf(one).value.case)).size).toBe(2);
    expect(await pipe?.undelivered()).toBe(1);
  });

  it('is sent by one of two carriers only', async () => {
    await handedOver();
    const other = await openPipe(house, { desk: { url: desk.url, secret } });
    await Promise.all([(await carrier()).post.round(), other.post.round()]);
    await other.post.stop();
    expect(desk.received).toHaveLength(1);
  });

  it('leaves no word of itself in the log when it waits', async () => {
    const number = await handedOver();
    desk.answer = 500;
    await (await carrier()).post.round();
    const logged = JSON.stringify(lines);
    expect(lines.length).toBeGreaterThan(0);
    for (const words of ['Vauva', 'Liisa', '040 123', number, secret, desk.url]) expect(logged).not.toContain(words);
  });

  it('counts as delivered when there is no connected desk', async () => {
    await handedOver();
    pipe = await openPipe(house);
    await pipe.post.round();
    expect(desk.received).toEqual([]);
    expect(await pipe.undelivered()).toBe(0);
  });
});

describe('a service with a connected desk', () => {
  it('tells the desk and never the family’s window of the event', async () => {
    const service = await startTestService({ env: { DESK_URL: desk.url, DESK_SECRET: secret } });
    try {
      const family = await openWindow(service.address);
      const stream = await openStream(family.granted.streamUrl);
      await walk(family, wantsContact);
      await until('the desk has the handoff', () => desk.received.length > 0);
      await until(
        'the handoff counts as delivered',
        () => service.rows('select id from outbox where delivered_at is null').length === 0,
      );
      expect(eventOf(desk.received[0])).toMatchObject({ name: 'handoff.initiate' });
      await family.say('kiitos');
      const polled = await family.poll();
      await stream.has(polled.activities.length);
      stream.close();
      for (const activities of [stream.activities, polled.activities]) {
        expect(activities.every((activity) => activity.type === 'message')).toBe(true);
        expect(JSON.stringify(activities)).not.toMatch(/handoff\.initiate|relatesTo|"Transcript"/);
      }
      expect(desk.received).toHaveLength(1);
    } finally {
      await service.close();
    }
  });
});
