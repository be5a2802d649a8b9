import type { Browser, Page } from 'playwright-core';
import { inChromium, openBrowser } from '../chromium';
import { picture } from '../window';
import { me } from './cases';
import { consoleWords } from '../../../src/web/console/words/words';
import { openConsoleHouse, type ConsoleHouse } from './house';
import { sideways, violations } from '../page-checks';

const sizes = { desk: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } } as const;
const screens = {
  queue: '',
  'a danger that nobody has taken': '#/handoffs/danger',
  'a contact of mine': '#/handoffs/mine',
  'a contact of somebody else': '#/handoffs/theirs',
  'a young person who writes in English': '#/handoffs/young',
  'one that must not be called': '#/handoffs/late',
  'an offer to my area': '#/handoffs/offered',
  'a closed one': '#/handoffs/closed',
  'a new contact': '#/new',
  consultations: '#/consults',
} as const;

/** What docs/console.md shows. */
const pictured: Readonly<Record<string, string>> = {
  'desk #/handoffs/danger': 'console-danger',
  'phone #/handoffs/mine': 'console-phone',
};

inChromium('the screens of the console', () => {
  let house: ConsoleHouse;
  let browser: Browser;
  beforeAll(async () => {
    house = await openConsoleHouse();
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await house.close();
  });
  afterEach(() => {
    house.refuse = undefined;
    house.me.now = me;
  });

  const open = async (at: string, locale: 'fi' | 'sv' = 'fi', size: keyof typeof sizes = 'desk'): Promise<Page> => {
    const context = await browser.newContext({ viewport: sizes[size], locale, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${house.address}/console${at}`);
    await page.locator('header.top').waitFor();
    const opens = at.includes('handoffs/') ? 'article' : at === '' ? '.item' : 'main h1';
    await page.locator(opens).first().waitFor();
    return page;
  };

  // Each language at one size: the words are longest in Swedish, and a phone shows every part that a desk shows.
  describe.each([
    ['fi', 'desk'],
    ['sv', 'phone'],
  ] as const)('in %s at a %s', (locale, size) => {
    test.each(Object.entries(screens))(
      'axe finds nothing on %s, and nothing is beyond the edge',
      async (_name, at) => {
        const page = await open(at, locale, size);
        expect(await violations(page)).toEqual([]);
        expect(await sideways(page)).toBe(0);
        const name = pictured[`${size} ${at}`];
        if (name !== undefined) await picture(page, name);
        await page.context().close();
      },
      60_000,
    );

    test.each([
      ['tried', 'mine'],
      ['consult', 'mine'],
      ['offer', 'mine'],
      ['close', 'mine'],
      ['copy', 'closed'],
    ] as const)(
      'axe finds nothing on the dialog "%s"; Escape leaves it and gives the focus back',
      async (action, id) => {
        const page = await open(`#/handoffs/${id}`, locale, size);
        const label = consoleWords[locale].actions[action];
        const button = page.locator('.bar').getByRole('button', { name: label });
        await button.click();
        await page.getByRole('dialog').waitFor();
        expect(await violations(page)).toEqual([]);
        expect(await sideways(page)).toBe(0);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await expect(page.evaluate('document.activeElement?.textContent')).resolves.toBe(label);
        await page.context().close();
      },
      60_000,
    );
  });

  test.each([
    ['fi', 'desk'],
    ['sv', 'phone'],
  ] as const)(
    'axe finds nothing on the other dialogs in %s at a %s',
    async (locale, size) => {
      const { actions } = consoleWords[locale];
      for (const [action, id] of [
        ['contacted', 'mine'],
        ['return', 'mine'],
        ['answer', 'asked'],
        ['take-over', 'theirs'],
        ['refuse', 'offered'],
        ['fill', 'closed'],
        ['transferred', 'closed'],
        ['reopen', 'closed'],
      ] as const) {
        const page = await open(`#/handoffs/${id}`, locale, size);
        await page.locator('.bar').getByRole('button', { name: actions[action] }).click();
        await page.getByRole('dialog').waitFor();
        expect([action, await violations(page), await sideways(page)]).toEqual([action, [], 0]);
        await page.context().close();
      }
    },
    120_000,
  );

  test.each([
    ['fi', 'desk'],
    ['sv', 'phone'],
  ] as const)(
    'axe finds nothing on the trail, on a form that misses something, and after the sign-out, in %s at a %s',
    async (locale, size) => {
      const words = consoleWords[locale];
      house.me.now = { ...me, role: 'supervisor', areas: 'all' };
      const clean = async (page: Page): Promise<void> => {
        expect([await violations(page), await sideways(page)]).toEqual([[], 0]);
        await page.context().close();
      };
      const trail = await open('#/audit', locale, size);
      await trail.getByLabel(words.audit.about).fill('LU-8CDF');
      await trail.getByRole('button', { name: words.audit.search, exact: true }).click();
      await trail.getByRole('cell', { name: words.audit.purposes['guidance of families'] }).waitFor();
      await clean(trail);
      const form = await open('#/new', locale, size);
      await form.getByRole('button', { name: words.taken.send }).click();
      await form.getByText(words.taken.missing).waitFor();
      await clean(form);
      const page = await open('', locale, size);
      house.refuse = { path: /^\/me$/, status: 401, code: 'not-signed-in' };
      await page.reload();
      await page.getByRole('link', { name: words.signIn }).waitFor();
      await clean(page);
    },
    120_000,
  );

  test('an auditor reads who saw what, finds it on a page without violations, and is shown no queue', async () => {
    house.me.now = { ...me, role: 'auditor' };
    const page = await open('#/audit');
    await page.getByLabel('Asian numero tai työntekijä').fill('LU-8CDF');
    await page.getByRole('button', { name: 'Hae' }).click();
    await page.getByRole('cell', { name: 'Työntekijä Kaksi' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await expect(page.getByRole('link', { name: 'Jono' }).count()).resolves.toBe(0);
    await page.context().close();
  }, 60_000);

  test('the page keeps its strict content policy: nothing is refused to it, nothing foreign is asked, no style is inline', async () => {
    const context = await browser.newContext({ viewport: sizes.desk, locale: 'fi' });
    const page = await context.newPage();
    const refused: string[] = [];
    const origins = new Set<string>();
    page.on('console', (message) => {
      if (/Content Security Policy|TrustedHTML/.test(message.text())) refused.push(message.text());
    });
    page.on('request', (request) => origins.add(new URL(request.url()).origin));
    const answer = await page.goto(`${house.address}/console#/handoffs/mine`);
    await page.getByRole('button', { name: 'Päätä asia' }).click();
    await page.getByRole('dialog').waitFor();
    expect(refused).toEqual([]);
    expect([...origins]).toEqual([house.address]);
    const policy = (await answer?.headerValue('content-security-policy')) ?? '';
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("require-trusted-types-for 'script'");
    await context.close();
  }, 60_000);
});
