import type { Page } from 'playwright-core';
import { inChromium } from './chromium';
import { openHouse } from './house';
import { familyWindow } from './window';

const neutral = 'https://www.ilmatieteenlaitos.fi/';
const matter = /lap|vauva|väkival|ero|hätä|chat/i;

inChromium('a family that must not be seen here', () => {
  const house = openHouse();

  const open = async (path = '/?lang=fi'): Promise<Page> => {
    const page = await (await house.browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
    await page
      .context()
      .route(`${neutral}**`, (route) =>
        route.fulfill({ body: '<title>sää</title>sää', contentType: 'text/html; charset=utf-8' }),
      );
    await page.goto('about:blank');
    await page.goto(`${house.service.address}${path}`);
    await page.locator('luotsi-chat .options button').first().waitFor();
    return page;
  };
  const rows = (): number => house.service.rows('select id from conversations').length;
  const gone = async (before: number): Promise<void> => {
    for (let waited = 0; rows() >= before && waited < 40; waited += 1)
      await new Promise((done) => setTimeout(done, 25));
    expect(rows()).toBe(before - 1);
  };

  test.each(['fi', 'sv', 'en', 'fi-x-selko'])(
    'finds the way out at the top in %s, big enough for a thumb',
    async (language) => {
      const page = await open(`/?lang=${language}`);
      const button = page.locator('#exit');
      const box = await button.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
      expect(box?.y).toBeLessThan(60);
      await page.mouse.wheel(0, 2000);
      await expect(button.isVisible()).resolves.toBe(true);
      await expect(page.title()).resolves.not.toMatch(matter);
      await expect(page.locator('.exit-short').innerText()).resolves.not.toBe('');
    },
  );

  test('is not counted: no tally changes, and no line of the log is of this conversation', async () => {
    const page = await open();
    await familyWindow(page).tap('Vanhempi tai huoltaja');
    const told = (): unknown => house.service.rows('select measure, value, count from tallies order by measure, value');
    const before = told();
    const lines = house.service.lines.length;
    const { conversation = '' } = JSON.parse(await page.evaluate<string>("sessionStorage.getItem('luotsi')")) as {
      conversation?: string;
    };
    const kept = rows();
    await page.locator('#exit').click();
    await page.waitForURL(`${neutral}**`);
    await gone(kept);
    expect(told()).toEqual(before);
    // The log knows that something was let go, as at every other end, and of nobody's conversation.
    expect(conversation).not.toBe('');
    expect(JSON.stringify(house.service.lines.slice(lines))).not.toContain(conversation);
  }, 60_000);

  test('is away at once: nothing on the screen, nothing in the tab, nothing on the server, no way back', async () => {
    const page = await open();
    await familyWindow(page).tap('Vanhempi tai huoltaja');
    const before = rows();
    // The neutral page is slow: what the family sees until it comes must be empty already.
    await page.context().unroute(`${neutral}**`);
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.context().route(`${neutral}**`, async (route) => {
      await answered;
      await route.fulfill({ body: 'sää', contentType: 'text/html; charset=utf-8' });
    });
    type Seen = { readonly text: string; readonly tab: number; readonly kept: number };
    const saw = new Promise<Seen>((resolve) => {
      void page.exposeFunction('saw', (what: Seen) => resolve(what));
    });
    await page.evaluate(`addEventListener('click', () => {
      requestAnimationFrame(() => saw({
        text: document.body.innerText,
        tab: sessionStorage.length,
        kept: localStorage.length,
      }));
    }, { capture: true })`);
    await page.locator('#exit').click({ noWaitAfter: true });
    // In the very next frame.
    await expect(saw).resolves.toEqual({ text: '', tab: 0, kept: 0 });
    await gone(before);
    answer();
    await page.waitForURL(`${neutral}**`);
    await page.goBack().catch(() => null);
    expect(page.url()).not.toContain(house.service.address);
  }, 60_000);

  test('does the same with Shift three times, and not while it writes capital letters', async () => {
    const page = await open();
    const before = rows();
    await page.locator('luotsi-chat textarea').focus();
    for (const letter of ['A', 'B', 'C', 'D']) await page.keyboard.press(`Shift+${letter}`);
    await page.waitForTimeout(200);
    expect(page.url()).toContain(house.service.address);
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('Shift');
    await page.waitForURL(`${neutral}**`);
    await gone(before);
  }, 60_000);

  test('leaves no second page behind when the language was changed on the way', async () => {
    const page = await open();
    await page.locator('nav a[hreflang=sv]').click();
    await page.locator('luotsi-chat .chat[lang=sv]').waitFor();
    await page.locator('#exit').click();
    await page.waitForURL(`${neutral}**`);
    await page.goBack().catch(() => null);
    expect(page.url()).not.toContain(house.service.address);
  }, 60_000);

  test('leaves nothing on the device when the tab is closed', async () => {
    const page = await open();
    await familyWindow(page).tap('Vanhempi tai huoltaja');
    const { context, url } = { context: page.context(), url: page.url() };
    await page.close();
    const next = await context.newPage();
    await next.goto(url);
    await next.locator('luotsi-chat .options button').first().waitFor();
    await expect(next.locator('luotsi-chat .family').count()).resolves.toBe(0);
    await expect(context.cookies()).resolves.toEqual([]);
  }, 60_000);

  test('is covered after ten idle minutes, and nothing is lost under the cover', async () => {
    const context = await house.browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${house.service.address}/?lang=fi`);
    await page.locator('luotsi-chat .options button').first().waitFor();
    await page.locator('luotsi-chat textarea').fill('kesken');
    await page.clock.fastForward('09:50');
    await expect(page.locator('luotsi-chat .cover').count()).resolves.toBe(0);
    await page.clock.fastForward('00:20');
    await page.locator('luotsi-chat .cover').waitFor();
    await expect(page.locator('luotsi-chat .log').isVisible()).resolves.toBe(false);
    await page.getByRole('button', { name: 'Näytä keskustelu' }).click();
    await expect(page.locator('luotsi-chat .log').isVisible()).resolves.toBe(true);
    await expect(page.locator('luotsi-chat textarea').inputValue()).resolves.toBe('kesken');
  }, 60_000);

  test('can end and remove everything from the menu, and only the goodbye stays', async () => {
    const page = await open();
    await familyWindow(page).tap('Vanhempi tai huoltaja');
    const before = rows();
    await page.locator('luotsi-chat summary').click();
    await page.locator('luotsi-chat .menu-items').getByRole('button', { name: 'Lopeta ja poista' }).click();
    await page.getByText('Keskustelu on poistettu').first().waitFor();
    await expect(page.locator('luotsi-chat .said').count()).resolves.toBe(1);
    await expect(page.evaluate('sessionStorage.length')).resolves.toBe(0);
    await gone(before);
    await page.getByRole('button', { name: 'Aloita uusi keskustelu' }).click();
    await page.locator('luotsi-chat .options button').first().waitFor();
  }, 60_000);
});
