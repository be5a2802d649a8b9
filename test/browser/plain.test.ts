import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { root } from '../support/root';
import { startTestService, type TestService } from '../support/service';
import { inChromium, openBrowser } from './chromium';
import { sideways, violations } from './page-checks';

const narrow = { width: 360, height: 740 };
const narrowest = { width: 320, height: 640 };
const neutral = 'https://www.ilmatieteenlaitos.fi/';

inChromium('a family with script off', () => {
  let service: TestService;
  let browser: Browser;
  let silent: BrowserContext;
  let heard: BrowserContext;
  beforeAll(async () => {
    service = await startTestService();
    browser = await openBrowser();
    silent = await browser.newContext({ viewport: narrow, javaScriptEnabled: false });
    heard = await browser.newContext({ viewport: narrowest, bypassCSP: true });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await service.close();
  });

  const go = async (page: Page): Promise<void> => page.getByRole('button', { name: /^(Jatka|Fortsätt)$/ }).click();
  const choose = async (page: Page, ...labels: string[]): Promise<void> => {
    for (const label of labels) await page.getByLabel(label, { exact: true }).check();
    await go(page);
  };
  const write = async (page: Page, text: string): Promise<void> => {
    await page.locator('#answer').fill(text);
    await go(page);
  };

  /** Script is off where the family walks: the same HTML is looked at in a page where axe can run. */
  const lookAt = async (page: Page, name: string): Promise<void> => {
    expect(new URL(page.url()).search).not.toMatch(/token|message/);
    const twin = await heard.newPage();
    await twin.route(`${service.address}/keskustelu`, async (route) =>
      route.fulfill({ body: await page.content(), contentType: 'text/html; charset=utf-8' }),
    );
    await twin.goto(`${service.address}/keskustelu`);
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await twin.emulateMedia({ colorScheme });
      found.push(...(await violations(twin)));
    }
    const wide = await sideways(twin);
    const small = await twin.evaluate<string[]>(
      "[...document.querySelectorAll('button, .tick, textarea, input[type=text], summary')].filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)",
    );
    await twin.close();
    expect({ name, found, wide, small }).toEqual({ name, found: [], wide: 0, small: [] });
    await picture(page, name);
  };

  /** The page of the family's own code: a wrong code, the request, the question before it is taken back, and no. */
  const seesItsRequest = async (code: string): Promise<void> => {
    const page = await silent.newPage();
    await page.goto(`${service.address}/koodi?lang=fi`);
    await lookAt(page, 'code');
    await page.getByLabel('Oma koodisi').fill('2222-2222');
    await page.getByRole('button', { name: 'Näytä pyyntöni' }).click();
    await lookAt(page, 'code-wrong');
    await page.getByLabel('Oma koodisi').fill(code);
    await page.getByRole('button', { name: 'Näytä pyyntöni' }).click();
    await page.getByText('Pyyntösi odottaa työntekijää').waitFor();
    await lookAt(page, 'code-request');
    await page.getByRole('button', { name: 'Peru pyyntö' }).click();
    await lookAt(page, 'code-sure');
    await page.getByRole('button', { name: 'En peru' }).click();
    await page.getByText('Pyyntösi odottaa työntekijää').waitFor();
    await page.close();
  };

  test('comes from the page with the chat, walks to a sent request, and leaves no cookie', async () => {
    const page = await silent.newPage();
    await page.goto(`${service.address}/?lang=fi`);
    await page.getByRole('link', { name: 'Jatka sivu kerrallaan' }).click();
    await lookAt(page, 'start');
    await page.getByRole('button', { name: 'Aloita' }).click();
    await lookAt(page, 'greeting');
    await go(page);
    await lookAt(page, 'nothing-chosen');
    await choose(page, 'Vanhempi tai huoltaja');
    await lookAt(page, 'own-words');
    await write(page, 'Vauva herää tunnin välein eikä kukaan nuku');
    await lookAt(page, 'proposal');
    await choose(page, 'Kyllä');
    await write(page, 'Lapua');
    await choose(page, 'Ei ole');
    await write(page, 'sininen');
    await lookAt(page, 'not-read');
    await write(page, '8 kk');
    await choose(page, 'Heräily öisin');
    await choose(page, 'Viikkoja');
    await choose(page, 'Pieni tai kasvava huoli');
    await choose(page, 'Arki on vaikeaa');
    await choose(page, 'Yhteen tai pariin asiaan');
    await choose(page, 'Työntekijän yhteydenottoa');
    await lookAt(page, 'permission');
    await choose(page, 'Kyllä');
    await choose(page, 'Lähipäivinä');
    await write(page, 'Kukka');
    await write(page, '040 123 45 67');
    await lookAt(page, 'safe-times');
    await choose(page, 'Aamupäivällä', 'Iltapäivällä');
    await choose(page, 'Jättää vastaajaviestin');
    await page.getByRole('button', { name: 'Ohita' }).click();
    await lookAt(page, 'read-back');
    await page.getByRole('button', { name: 'Muuta Yhteystieto' }).click();
    await write(page, '050 111 22 33');
    await page.getByText('050 111 22 33').waitFor();
    await page.getByRole('button', { name: 'Lähetä yhteydenottopyyntö' }).click();
    await lookAt(page, 'sent');
    await seesItsRequest((await page.locator('.sent strong').innerText()).toLowerCase());
    await page.getByRole('button', { name: 'Koko keskustelu' }).click();
    await lookAt(page, 'whole');
    const id = String(service.rows('select id from handoffs')[0]?.['id']);
    const claimed = await fetch(`${service.address}/console/api/handoffs/${id}/claim`, {
      method: 'POST',
      headers: { 'x-luotsi': 'console' },
    });
    expect(claimed.status).toBe(200);
    await page.getByRole('button', { name: 'Palaa keskusteluun' }).click();
    await page.locator('#answer').fill('Unohdin sanoa, että lapsi on ollut kuumeessa');
    await page.getByRole('button', { name: 'Lähetä', exact: true }).click();
    await lookAt(page, 'worker');
    await expect(silent.cookies()).resolves.toEqual([]);
    expect(service.rows('select id from handoffs')).toHaveLength(1);
  }, 90_000);

  test('walks to advice in Swedish, hears the numbers when there is danger, and leaves quickly', async () => {
    const page = await silent.newPage();
    await page.route(`${neutral}**`, (route) => route.fulfill({ body: 'vader', contentType: 'text/html' }));
    await page.goto(`${service.address}/keskustelu?lang=sv`);
    await page.getByRole('button', { name: 'Börja' }).click();
    await choose(page, 'Förälder eller vårdnadshavare');
    await write(page, 'Babyn vaknar flera gånger varje natt');
    await choose(page, 'Ja');
    await write(page, 'Lappo');
    await choose(page, 'Nej');
    await write(page, '0');
    for (let pages = 0; pages < 8 && (await page.getByLabel('Råd genast').count()) === 0; pages += 1) {
      await page.locator('.tick input').nth(1).check();
      await go(page);
    }
    await page.getByLabel('Råd genast').check();
    await go(page);
    await lookAt(page, 'advice');
    await page.locator('.own summary').click();
    await page.locator('#own').fill('min man slår mig just nu');
    await go(page);
    await lookAt(page, 'danger');
    await page.getByRole('button', { name: 'Lämna snabbt' }).click();
    await page.waitForURL(`${neutral}**`);
    await expect(page.content()).resolves.toContain('vader');
    await expect(silent.cookies()).resolves.toEqual([]);
  }, 90_000);
});

/** Pictures to look at, only when they are asked for: `PICTURES=1`; they are not part of the documents. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env['PICTURES'] === undefined) return;
  const folder = join(root, 'data', 'pictures');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `plain-${name}.png`), fullPage: true });
}
