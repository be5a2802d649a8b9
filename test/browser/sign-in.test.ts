import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openSignedHouse, withOrganisation, type SignedHouse } from '../support/organisation';
import { openWindow } from '../support/family-window';
import { walk, wantsContact } from '../support/walk';
import { inChromium, openBrowser } from './chromium';
import { sideways, violations } from './page-checks';

inChromium('signing in and out', () => {
  withOrganisation('a worker', () => {
    let house: SignedHouse;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    const faults: string[] = [];
    beforeAll(async () => {
      house = await openSignedHouse();
      await house.people({
        aino: { oid: 'w-aino', name: 'Aino Ohjaaja', roles: ['worker'], groups: ['g-seinajoki'] },
        stranger: { oid: 'w-stranger', name: 'Joku Muu', roles: ['worker'], groups: [] },
      });
      browser = await openBrowser();
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      await house.close();
    });
    beforeEach(async () => {
      faults.length = 0;
      context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'fi-FI' });
      page = await context.newPage();
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (line) => {
        if (line.type() === 'error' && /policy|csp/i.test(line.text())) faults.push(line.text());
      });
    });
    afterEach(async () => {
      await context.close();
      expect(faults).toEqual([]);
    });

    async function signIn(login: string): Promise<void> {
      await page.goto(`${house.address}/console`);
      await page.getByRole('link', { name: 'Kirjaudu sisään' }).click();
      await page.getByLabel('Tunnus').fill(login);
      await page.getByRole('button', { name: 'Jatka' }).click();
    }

    test('goes from the console to the organisation and back, works, and signs out of both', async () => {
      await signIn('aino');
      await page.getByText('Aino Ohjaaja').waitFor();
      await page.getByText('Jonossa ei ole nyt ketään.').waitFor();
      const [kept] = (await context.cookies()).filter(({ name }) => name.endsWith('luotsi-console'));
      expect(kept).toMatchObject({
        name: '__Host-luotsi-console',
        httpOnly: true,
        secure: true,
        sameSite: 'Strict',
        path: '/',
      });

      const family = await openWindow(house.service);
      await walk(family, { ...wantsContact, municipality: { place: 'seinajoki' } });
      await page.locator('.item').first().click();
      await page.getByRole('button', { name: 'Otan hoitaakseni' }).click();
      await page.getByRole('button', { name: 'Palauta jonoon' }).waitFor();

      const second = await context.newPage();
      await second.goto(`${house.address}/console`);
      await second.getByText('Aino Ohjaaja').waitFor();
      await page.getByRole('button', { name: 'Kirjaudu ulos' }).click();
      await page.getByRole('heading', { name: 'Olet kirjautunut ulos Luotsista' }).waitFor();
      await page.getByRole('heading', { name: 'Du har loggat ut från Luotsi' }).waitFor();
      await second.reload();
      await second.getByRole('link', { name: 'Kirjaudu sisään' }).waitFor();

      await page.getByRole('link', { name: 'Kirjaudu ulos myös organisaatiosta' }).click();
      expect(new URL(page.url()).origin).toBe(house.organisation);
      await page.getByRole('button', { name: 'Yes, sign me out' }).click();
      await page.waitForURL(`${house.address}/console/signed-out*`);
      await page.getByRole('heading', { name: 'Olet kirjautunut ulos Luotsista' }).waitFor();
      await page.getByRole('link', { name: 'Kirjaudu sisään' }).first().click();
      await page.getByLabel('Tunnus').waitFor();
    }, 60_000);

    test('of no area reads in two languages what to do, and may choose another account', async () => {
      await signIn('stranger');
      await page.getByRole('heading', { name: 'Sinulla ei ole vielä oikeutta Luotsiin' }).waitFor();
      await page.getByRole('heading', { name: 'Du har ännu inte tillgång till Luotsi' }).waitFor();
      await page.getByRole('link', { name: 'Kirjaudu toisella tunnuksella' }).click();
      await page.getByLabel('Tunnus').fill('aino');
      await page.getByRole('button', { name: 'Jatka' }).click();
      await page.getByText('Aino Ohjaaja').waitFor();
    }, 60_000);

    test.each(['signed-in', 'signed-out'])(
      'meets nothing that axe finds on the page %s, on a narrow phone',
      async (path) => {
        const looking = await browser.newContext({
          ignoreHTTPSErrors: true,
          bypassCSP: true,
          viewport: { width: 320, height: 640 },
        });
        const seen = await looking.newPage();
        await seen.goto(`${house.address}/console/${path}`);
        expect([await violations(seen), await sideways(seen)]).toEqual([[], 0]);
        await looking.close();
      },
    );

    test('who goes away is warned two minutes before the end, goes on by a tap, and is signed out when they do not', async () => {
      await page.clock.install();
      await signIn('aino');
      await page.getByText('Aino Ohjaaja').waitFor();
      // The act must have been told before the clock moves, or the session begins anew in the middle of the test.
      const told = page.waitForResponse((answer) => answer.request().method() === 'POST');
      await page.mouse.click(5, 5);
      await told;
      await house.later(28.5);
      await page.clock.fastForward('28:30');
      await page.getByText('Istunto päättyy kahden minuutin kuluttua').waitFor();
      await page.getByRole('button', { name: 'Jatka työtä' }).click();
      await page.getByText('Istunto päättyy kahden minuutin kuluttua').waitFor({ state: 'detached' });
      await house.later(31);
      await page.clock.fastForward('31:00');
      await page.getByRole('link', { name: 'Kirjaudu sisään' }).waitFor();
      expect(await page.getByText('Aino Ohjaaja').count()).toBe(0);
    }, 60_000);
  });
});
