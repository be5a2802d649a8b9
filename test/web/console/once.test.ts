import { once } from '../../../src/web/console/once';
import { Refused } from '../../../src/web/console/refused';

/** Sends a deed and tells under which key; the answer is as given. */
async function sent(deed: string, answer: 'done' | Refused): Promise<string> {
  let used = '';
  await once(deed, (key) => {
    used = key;
    return answer === 'done' ? Promise.resolve() : Promise.reject(answer);
  }).catch(() => {});
  return used;
}

const offline = new Refused(0, 'offline');

it.each([offline, new Refused(503, 'busy')])(
  'what was not answered is sent again as the same deed (%#)',
  async (lost) => {
    const first = await sent(`note ${lost.code}`, lost);
    expect(await sent(`note ${lost.code}`, lost)).toBe(first);
    expect(await sent(`note ${lost.code}`, 'done')).toBe(first);
    expect(await sent(`note ${lost.code}`, 'done')).not.toBe(first);
  },
);

it('what was refused, and other words, are deeds of their own', async () => {
  const first = await sent('say hei', new Refused(409, 'handoff-taken'));
  expect(await sent('say hei', offline)).not.toBe(first);
  expect(await sent('say hei hei', offline)).not.toBe(await sent('say hei', offline));
});

it('after ten minutes the same words are meant anew', async () => {
  jest.useFakeTimers();
  const first = await sent('say odotan', offline);
  jest.advanceTimersByTime(11 * 60_000);
  expect(await sent('say odotan', offline)).not.toBe(first);
  jest.useRealTimers();
});
