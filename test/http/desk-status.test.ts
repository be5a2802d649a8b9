import { createHmac } from 'node:crypto';
import { openWindow } from '../support/family-window';
import { mondayMorning, startTestService, type TestService } from '../support/service';
import { walk, wantsContact } from '../support/walk';

const secret = 'between us and the desk';
let service: TestService;
let id: string;
beforeEach(async () => {
  // Nothing listens there: what goes out waits, what comes in is what is looked at here.
  service = await startTestService({ env: { DESK_URL: 'http://127.0.0.1:9/handoffs', DESK_SECRET: secret } });
  const family = await openWindow(service.address);
  await walk(family, wantsContact, 'heard');
  id = String(service.rows('select id from handoffs')[0]?.['id']);
});
afterEach(() => service.close());

const seconds = (later = 0): string => String(Math.floor(Date.parse(mondayMorning) / 1000) + later);
const signed = (body: string, time: string, key = secret): string =>
  `sha256=${createHmac('sha256', key).update(`${time}.${body}`).digest('hex')}`;

async function tell(
  state: string,
  change: { time?: string; key?: string; handoff?: string; body?: string } = {},
): Promise<number> {
  const time = change.time ?? seconds();
  const body = change.body ?? JSON.stringify({ event: 'handoff.status', handoff: change.handoff ?? id, state });
  return post(body, time, signed(body, time, change.key));
}
async function post(body: string, time: string, signature: string): Promise<number> {
  const answer = await fetch(`${service.address}/desk/status`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-luotsi-time': time, 'x-luotsi-signature': signature },
    body,
  });
  return answer.status;
}
const row = (): Record<string, unknown> | undefined => service.rows('select state, owner, fill_later from handoffs')[0];
const events = (): unknown[] =>
  service.rows('select kind from handoff_events order by rowid').map((one) => one['kind']);

describe('a status of the connected desk', () => {
  it('takes the handoff, and ends it; its statistics wait to be filled in', async () => {
    expect(await tell('accepted')).toBe(200);
    expect(row()).toMatchObject({ state: 'claimed', owner: 'connected-desk' });
    expect(await tell('completed')).toBe(200);
    expect(row()).toMatchObject({ state: 'closed', fill_later: 1 });
  });

  it('that says it failed brings the handoff back to the queue with an alarm', async () => {
    await tell('accepted');
    expect(await tell('failed')).toBe(200);
    expect(row()).toMatchObject({ state: 'waiting', owner: null });
    expect(service.rows("select id from outbox where kind = 'notice.alarm'")).toHaveLength(1);
  });

  it('that comes again, or is copied by somebody, changes nothing', async () => {
    const body = JSON.stringify({ event: 'handoff.status', handoff: id, state: 'accepted' });
    const time = seconds();
    expect(await post(body, time, signed(body, time))).toBe(200);
    expect(await tell('failed', { time: seconds(1) })).toBe(200);
    expect(await post(body, time, signed(body, time))).toBe(200);
    expect(row()).toMatchObject({ state: 'waiting' });
    expect(await tell('failed', { time: seconds(2) })).toBe(200);
    expect(events()).toEqual(['desk-accepted', 'desk-failed']);
  });

  it('with another key, an altered body or an old time is refused without a word', async () => {
    expect(await tell('failed', { key: 'another' })).toBe(401);
    expect(await tell('failed', { time: seconds(-301) })).toBe(401);
    expect(await tell('failed', { time: seconds(301) })).toBe(401);
    expect(await tell('failed', { time: 'now' })).toBe(401);
    const body = JSON.stringify({ event: 'handoff.status', handoff: id, state: 'accepted' });
    expect(await post(body.replace('accepted', 'failed'), seconds(), signed(body, seconds()))).toBe(401);
    expect(await post(body, seconds(), '')).toBe(401);
    expect(events()).toEqual([]);
  });

  it('of another shape, of no handoff, or of one that a worker has, is refused', async () => {
    expect(await tell('thought about')).toBe(400);
    expect(
      await tell('', {
        body: JSON.stringify({ event: 'handoff.status', handoff: id, state: 'failed', name: 'Liisa' }),
      }),
    ).toBe(400);
    expect(await tell('accepted', { handoff: 'no-such' })).toBe(404);
    await fetch(`${service.address}/console/api/handoffs/${id}/claim`, {
      method: 'POST',
      headers: { 'x-luotsi': 'console' },
    });
    expect(await tell('failed')).toBe(409);
    expect(row()).toMatchObject({ owner: 'home' });
  });
});

it('without a secret there is no such door', async () => {
  const alone = await startTestService();
  const answer = await fetch(`${alone.address}/desk/status`, { method: 'POST', body: '{}' });
  await alone.close();
  expect(answer.status).toBe(404);
});
