import { makePollers } from '../../src/http/pollers';

const typing = { sign: 'typing' } as const;
const read = (minute: number) => ({ sign: 'read', at: `2026-11-23T08:0${minute}:00.000Z` }) as const;

it('a window that asks hears the last sign of each sort, once, while it tells of now', () => {
  let now = 0;
  const pollers = makePollers(() => now);
  expect(pollers.asks('c')).toEqual([]);
  for (const sign of [typing, read(1), typing, read(2)]) pollers.sign('c', sign);
  now += 2_000;
  expect(pollers.asks('c')).toEqual([typing, read(2)]);
  expect(pollers.asks('c')).toEqual([]);
  pollers.sign('c', typing);
  now += 7_000;
  expect(pollers.asks('c')).toEqual([]);
});

it('is there until it has not asked for ten seconds, and then nothing is kept for it', () => {
  let now = 0;
  const pollers = makePollers(() => now);
  expect(pollers.isThere('c')).toBe(false);
  pollers.asks('c');
  now += 9_000;
  expect(pollers.isThere('c')).toBe(true);
  now += 2_000;
  expect(pollers.isThere('c')).toBe(false);
  pollers.sign('c', typing);
  expect(pollers.asks('c')).toEqual([]);
});

it('many windows that asked once and went are forgotten', () => {
  let now = 0;
  const pollers = makePollers(() => now);
  for (let index = 0; index < 10_001; index += 1) pollers.asks(`c${index}`);
  expect([pollers.isThere('c0'), pollers.isThere('c1')]).toEqual([false, true]);
  now += 60_000;
  pollers.asks('new');
  now -= 60_000;
  expect(pollers.isThere('c5000')).toBe(false);
});
