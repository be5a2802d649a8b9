import { call, openWindow, type FamilyWindow } from '../support/family-window';
import { startTestService, type TestService } from '../support/service';
import { walk, wantsContact } from '../support/walk';

let service: TestService;
beforeEach(async () => {
  service = await startTestService({ env: { PROXY_HOPS: '1' } });
});
afterEach(() => service.close());

type Fields = Readonly<Record<string, string>>;

async function post(fields: Fields, headers: Fields = {}): Promise<{ status: number; html: string; headers: Headers }> {
  const answer = await fetch(`${service.address}/koodi`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ lang: 'fi', ...fields }).toString(),
  });
  return { status: answer.status, html: await answer.text(), headers: answer.headers };
}

async function sent(): Promise<{ family: FamilyWindow; code: string }> {
  const family = await openWindow(service.address);
  await walk(family, wantsContact, 'heard');
  return { family, code: family.words.find((word) => word.luotsi.handoff)?.luotsi.handoff?.code ?? '' };
}

const state = (): unknown => service.rows('select state from handoffs')[0]?.['state'];
const claim = async (): Promise<void> => {
  const id = String(service.rows('select id from handoffs')[0]?.['id']);
  await call(service.address, 'POST', `/console/api/handoffs/${id}/claim`, {}, { 'x-luotsi': 'console' });
};

describe('a family with its code', () => {
  it('is told where to use it', async () => {
    const { family } = await sent();
    expect(family.words.find((word) => word.luotsi.handoff)?.text).toContain('/koodi');
  });

  it.each([
    ['fi', 'Pyyntösi odottaa työntekijää', 'viimeistään ti 24.11.2026', 'Työntekijä on ottanut asiasi hoitaakseen'],
    ['sv', 'Din begäran väntar på en klienthandledare', 'senast tis 24.11.2026', 'tar hand om ditt ärende'],
    [
      'en',
      'Your request is waiting for a worker',
      'Tue 24 Nov 2026 at the latest',
      'A worker is taking care of your matter',
    ],
  ])('sees in %s where its request stands, and by when a worker is in touch', async (lang, waits, promise, taken) => {
    const { code } = await sent();
    const first = await post({ code: code.toLowerCase().replace('-', ' '), lang });
    expect(first.status).toBe(200);
    expect(first.html).toContain(`lang="${lang}"`);
    for (const words of [waits, promise]) expect(first.html).toContain(words);
    for (const secret of ['Liisa', '040 123', 'Vauva valvoo']) expect(first.html).not.toContain(secret);
    await claim();
    expect((await post({ code, lang })).html).toContain(taken);
  });

  it('is asked once more before its request is taken back, and then it is withdrawn and kept', async () => {
    const { code } = await sent();
    expect((await post({ code, do: 'ask' })).html).toContain('Perutaanko pyyntö?');
    expect(state()).toBe('waiting');
    expect((await post({ code, do: 'withdraw' })).html).toContain('Pyyntö on peruttu');
    expect(state()).toBe('withdrawn');
    expect(service.rows('select sealed from handoffs')).toHaveLength(1);
    expect((await post({ code, do: 'withdraw' })).html).toContain('Pyyntö on peruttu');
    expect((await post({ code, do: 'ask' })).html).not.toContain('Perutaanko');
  });

  it('goes on with its conversation while it is there', async () => {
    const { family, code } = await sent();
    const page = await post({ code });
    const token = /name="token" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const form = new URLSearchParams({ token, message: 'a'.repeat(24), command: 'refresh' });
    const goOn = await fetch(`${service.address}/keskustelu`, { method: 'POST', body: form });
    expect(goOn.status).toBe(200);
    expect(await goOn.text()).toContain('Tuntuiko');
    await family.leave();
    expect((await post({ code })).html).not.toContain('name="token"');
  });
});

describe('a code that opens nothing', () => {
  it('gets one answer, whether it is wrong, unknown, empty or a case number', async () => {
    await sent();
    const number = String(service.rows('select case_number from handoffs')[0]?.['case_number']);
    const plain = (html: string): string => html.replace(/value="[^"]*"/g, '');
    const answers = await Promise.all(['2222-2222', 'x', '', number].map((code) => post({ code })));
    expect(answers.map((one) => one.status)).toEqual([404, 404, 404, 404]);
    expect(new Set(answers.map((one) => plain(one.html))).size).toBe(1);
    expect(answers[0]?.html).toContain('Tällä koodilla ei löytynyt pyyntöä');
  });

  it('is tried twenty times from one place; then a right one must wait too, but not from elsewhere', async () => {
    const { code } = await sent();
    const school = { 'x-forwarded-for': '203.0.113.7' };
    for (let tries = 0; tries < 20; tries += 1) expect((await post({ code: `zzzz${tries}` }, school)).status).toBe(404);
    const stopped = await post({ code }, school);
    expect([stopped.status, stopped.html.includes('liian monta kertaa')]).toEqual([429, true]);
    expect((await post({ code }, { 'x-forwarded-for': '198.51.100.9' })).status).toBe(200);
  });

  it('costs nothing when it is right: a whole class looks at its codes from one address', async () => {
    const { code } = await sent();
    for (let looks = 0; looks < 30; looks += 1) expect((await post({ code })).status).toBe(200);
  });
});

describe('the page of the code', () => {
  it('has no script, keeps nothing, and puts nothing in an address', async () => {
    const { code } = await sent();
    const empty = await fetch(`${service.address}/koodi?lang=sv`);
    expect(await empty.text()).toContain('Din egen kod');
    const page = await post({ code });
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('set-cookie')).toBeNull();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.html).not.toContain('<script');
    expect(page.html).not.toMatch(new RegExp(`href="[^"]*${code}`));
    expect(page.html).toContain('tel:112');
  });

  it('answers what is no form, or a database that is away, with a page and the numbers', async () => {
    const json = await fetch(`${service.address}/koodi`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect([json.status, (await json.text()).includes('Lomake ei tullut perille')]).toEqual([400, true]);
    const { code } = await sent();
    const back = service.takeAwayTable('handoffs');
    const away = await post({ code });
    back();
    expect(away.status).toBe(503);
    expect(away.html).toContain('tel:112');
    expect((await post({ code })).status).toBe(200);
  });
});
