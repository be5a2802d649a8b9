import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { openWindow } from '../support/family-window';
import { openSignedHouse, withOrganisation, type SignedHouse } from '../support/organisation';
import { outcomeIn, walk, wantsContact } from '../support/walk';
import { inChromium, openBrowser } from './chromium';
import { picture } from './window';

const aino = { oid: 'w-aino', name: 'Aino Ohjaaja', roles: ['worker'], groups: ['g-seinajoki'] };
const teams = 'https://teams.microsoft.com/v2/';

inChromium('the console in a tab of Teams', () => {
  withOrganisation('a worker', () => {
    let house: SignedHouse;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    beforeAll(async () => {
      house = await openSignedHouse({
        MICROSOFT_APP_ID: '11111111-2222-4333-8444-555555555555',
        MICROSOFT_APP_PASSWORD: 'not-a-secret-in-a-test',
        MICROSOFT_APP_TENANT_ID: '22222222-3333-4444-8555-666666666666',
      });
      // The page that stands for Teams is public to the browser, and the service is on this machine.
      browser = await openBrowser(['--disable-features=LocalNetworkAccessChecks']);
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      await house.close();
    });
    beforeEach(async () => {
      context = await browser.newContext({
        ignoreHTTPSErrors: true,
        locale: 'fi-FI',
        viewport: { width: 1280, height: 900 },
      });
      page = await context.newPage();
    });
    afterEach(() => context.close());

    const token = (more: Readonly<Record<string, unknown>> = {}, tenant?: string): Promise<string> => {
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        aud: 'luotsi',
        scp: 'access_as_user',
        ...aino,
        iat: now,
        nbf: now,
        exp: now + 3 * 86_400,
        ...more,
      };
      return house.mint(claims, tenant);
    };

    /** Opens the tab in a page that answers it as Teams does; `given` is the token that Teams has for it, if it has one. */
    async function openTab(given: string | undefined, subPageId = '', at = teams): Promise<FrameLocator> {
      await page.route(at, (route) =>
        route.fulfill({ contentType: 'text/html', body: hostPage(`${house.address}/console/teams`, given, subPageId) }),
      );
      await page.goto(at);
      return page.frameLocator('iframe');
    }

    test('is signed in by Teams, sees the queue, and claims', async () => {
      const family = await openWindow(house.service);
      await walk(family, { ...wantsContact, municipality: { place: 'seinajoki' } });
      const tab = await openTab(await token());
      await tab.getByText('Aino Ohjaaja').waitFor();
      await tab.locator('.item').first().waitFor();
      await tab.locator('.item').first().click();
      await tab.getByRole('button', { name: 'Otan hoitaakseni' }).click();
      await tab.getByRole('button', { name: 'Palauta jonoon' }).waitFor();
      await picture(page, 'teams-tab');
      const kept = (await context.cookies()).filter(({ name }) => name.endsWith('luotsi-console'));
      expect(kept).toMatchObject([
        { name: '__Host-luotsi-console', httpOnly: true, secure: true, sameSite: 'None', path: '/' },
      ]);
      // It lives in the frame only: in a window of its own the worker is not signed in by it.
      const own = await context.newPage();
      await own.goto(`${house.address}/console`);
      await own.getByRole('link', { name: 'Kirjaudu sisään' }).waitFor();
    }, 60_000);

    test('comes from a card to its case', async () => {
      const family = await openWindow(house.service);
      await walk(family, { ...wantsContact, municipality: { place: 'seinajoki' } });
      const number = String(outcomeIn(family.words)?.handoff);
      const tab = await openTab(await token(), number);
      await tab.getByRole('button', { name: 'Otan hoitaakseni' }).waitFor();
      await tab.locator('main').getByText(number).first().waitFor();
    }, 60_000);

    test('whose session has ended signs in again by Teams, in the same place', async () => {
      const tab = await openTab(await token());
      await tab.getByText('Aino Ohjaaja').waitFor();
      await tab.getByRole('button', { name: 'Kirjaudu ulos' }).click();
      await tab.getByRole('link', { name: 'Kirjaudu sisään' }).click();
      await tab.getByText('Aino Ohjaaja').waitFor();
    }, 60_000);

    const refused: Readonly<Record<string, () => Promise<string | undefined>>> = {
      'for whom Teams has no token': () => Promise.resolve(undefined),
      'of another tenant': () => token({}, 'tenant-b'),
      'whose token is for another application': () => token({ aud: 'another' }),
      'without a role': () => token({ roles: [] }),
      'without an area': () => token({ groups: [] }),
    };
    test.each(Object.keys(refused))('%s reads in two languages what to do', async (name) => {
      const tab = await openTab(await refused[name]?.());
      await tab.getByText('Konsoli ei auennut tällä tilillä').waitFor();
      await tab.getByText('Konsolen öppnades inte med det här kontot').waitFor();
      expect(await context.cookies()).toEqual([]);
    });

    test('hears that the sign-in does not answer, and tries again', async () => {
      await house.feels('down');
      // The keys that were believed until now are a day old.
      await house.later(25 * 60);
      const tab = await openTab(await token());
      await tab.getByText('Konsoli ei aukea juuri nyt').waitFor();
      await house.feels('well');
      await tab.getByRole('link', { name: /Yritä uudelleen/ }).click();
      await tab.getByText('Aino Ohjaaja').waitFor();
    }, 60_000);

    test('is shown in no frame of another site', async () => {
      const tab = await openTab(await token(), '', 'https://stranger.example.test/');
      await page.waitForTimeout(1_000);
      expect(await tab.locator('main').count()).toBe(0);
    });

    test('outside Teams is told so, with the way to the console', async () => {
      await page.goto(`${house.address}/console/teams`);
      await page.getByText('Tämä sivu aukeaa vain Teamsin välilehdessä.').waitFor();
      expect(await page.locator('a:visible').getAttribute('href')).toBe('/console');
    });
  });
});

/** What Teams is to a tab: a page with it in a frame, which answers by messages. */
function hostPage(tab: string, token: string | undefined, subPageId: string): string {
  const context = { entityId: 'console', subEntityId: subPageId, frameContext: 'content', hostName: 'Teams' };
  const answers = {
    initialize: ['content', 'web', JSON.stringify({ apiVersion: 4, isLegacyTeams: false, supports: {} }), '2.0.1'],
    'authentication.getAuthToken': token === undefined ? [false, 'CancelledByUser'] : [true, token],
    getContext: [context],
  };
  return `<!doctype html><html lang="fi"><meta charset="utf-8"><title>Teams</title>
<style>body { margin: 0 } iframe { border: 0; width: 100vw; height: 100vh }</style>
<iframe src="${tab}" title="Luotsi"></iframe>
<script>
const answers = ${JSON.stringify(answers)};
addEventListener('message', ({ source, origin, data }) => {
  const args = answers[data.func];
  if (args) source.postMessage({ id: data.id, uuid: data.uuid, uuidAsString: data.uuidAsString, args }, origin);
});
</script></html>`;
}
