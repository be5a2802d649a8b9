import { webSender, waitOf } from '../../src/post/web';
import { openWeb, type LoopbackWeb } from '../support/loopback-receivers';

let web: LoopbackWeb;
beforeEach(async () => {
  web = await openWeb();
});
afterEach(() => web.close());

const send = () => webSender(web.url)('key', { json: '{}' });

describe('a webhook that answers', () => {
  it.each([200, 201, 202, 204])('%i has taken it', async (status) => {
    web.answer = status;
    expect(await send()).toEqual({ came: 'taken' });
  });

  it.each([408, 425, 429, 500, 502, 503, 504])('%i may take it later', async (status) => {
    web.answer = status;
    expect(await send()).toEqual({ came: 'later', fault: `status ${status}` });
  });

  it.each([400, 401, 403, 404, 405, 410, 413])(
    '%i will not take it before somebody mends something',
    async (status) => {
      web.answer = status;
      expect(await send()).toEqual({ came: 'refused', fault: `status ${status}` });
    },
  );

  it('with a pause is heard', async () => {
    web.answer = 429;
    web.headers = { 'retry-after': '7' };
    expect(await send()).toEqual({ came: 'later', fault: 'status 429', waitMs: 7000 });
  });
});

describe('a webhook that does not answer', () => {
  it('because the connection breaks is tried later', async () => {
    web.breaksAfter = true;
    expect(await send()).toMatchObject({ came: 'later' });
  });

  it('because nobody listens is tried later, and the fault names no address', async () => {
    const url = web.url;
    await web.close();
    const sent = await webSender(url)('key', { json: '{}' });
    expect(sent).toMatchObject({ came: 'later' });
    expect(JSON.stringify(sent)).not.toContain('127.0.0.1');
    web = await openWeb();
  });
});

test.each([
  [null, undefined],
  ['0', 0],
  ['120', 120_000],
  ['Mon, 23 Nov 2026 08:00:30 GMT', 30_000],
  ['Mon, 23 Nov 2026 07:00:00 GMT', 0],
  ['soon', undefined],
])('Retry-After %p is %p milliseconds', (header, wait) => {
  expect(waitOf(header, Date.parse('2026-11-23T08:00:00Z'))).toBe(wait);
});
