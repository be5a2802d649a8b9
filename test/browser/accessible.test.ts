import { readJourneys, saidIn } from '../../src/conversation/journey';
import { root } from '../support/root';
import { walk } from '../support/walk';
import { inChromium } from './chromium';
import { openHouse } from './house';
import { keepsHeard, sideways, violations } from './page-checks';
import { watched } from './resumed';

/** A window of 1280 by 1024 at 400 per cent. */
const zoomed = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };

inChromium('a family that does not see, does not hear, or uses no mouse', () => {
  const house = openHouse();

  test.each([...readJourneys(root)].map(([file, journeys]) => [file, journeys] as const))(
    'meets nothing that axe finds in a whole conversation of %s',
    async (_file, journeys) => {
      const [journey] = journeys;
      if (!journey) throw new Error('a file without a journey');
      const { family, page, caughtUp } = await watched(house.browser, house.service.address, {
        language: journey.language ?? 'fi',
        context: zoomed,
        ...(journey.about === undefined ? {} : { properties: { about: journey.about } }),
      });
      for (const turn of journey.talk) await family.say(saidIn(turn));
      await caughtUp();
      expect({ wrong: await violations(page), sideways: await sideways(page) }).toEqual({ wrong: [], sideways: 0 });
      await page.context().close();
    },
    90_000,
  );

  test('hears each message exactly once, and of a resumed conversation only the last', async () => {
    const { family, page, caughtUp } = await watched(house.browser, house.service.address, {
      language: 'fi',
      before: (one) => one.addInitScript(keepsHeard),
    });
    const heard = (): Promise<string[]> => page.evaluate<string[]>('window.heard');
    const greeted = family.words.length;
    for (const step of ['own-words', 'understood', 'municipality']) {
      await walk(family, {}, step);
      await caughtUp();
    }
    await page.waitForTimeout(500);
    const said = family.words.map((word) => `Luotsi: ${word.text}`);
    expect((await heard()).sort()).toEqual([...said].sort());
    expect(said.length).toBeGreaterThan(greeted + 2);
    // Also where what was said before is long in coming.
    await page.route('**/activities?watermark=0', async (route) => {
      await new Promise((later) => setTimeout(later, 400));
      await route.continue();
    });
    await page.reload();
    await caughtUp();
    await page.waitForTimeout(500);
    expect(await heard()).toEqual([said.at(-1)]);
  }, 60_000);

  test('keeps the focus where it is, whatever is said, and can do everything from the keyboard', async () => {
    const page = await (await house.browser.newContext()).newPage();
    await page.goto(`${house.service.address}/?lang=fi`);
    const focus = (): Promise<string> =>
      page.evaluate<string>(
        'document.activeElement.shadowRoot?.activeElement?.textContent ?? document.activeElement.tagName',
      );
    await page.locator('luotsi-chat .options button').first().waitFor();
    expect(await focus()).toBe('BODY');
    const press = async (label: string): Promise<void> => {
      for (let tabs = 0; tabs < 40 && !(await focus()).startsWith(label); tabs += 1) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    };
    await press('Vanhempi tai huoltaja');
    await page.getByText('Kerro omin sanoin').first().waitFor();
    expect(await focus()).toContain('Vanhempi tai huoltaja');
    for (
      let tabs = 0;
      tabs < 40 && (await page.evaluate('document.activeElement.shadowRoot?.activeElement?.tagName')) !== 'TEXTAREA';
      tabs += 1
    )
      await page.keyboard.press('Tab');
    await page.keyboard.type('Vauva herää tunnin välein eikä kukaan nuku');
    await page.keyboard.press('Enter');
    await page.getByText('ymmärsinkö oikein').first().waitFor();
    expect(await page.evaluate('document.activeElement.shadowRoot?.activeElement?.tagName')).toBe('TEXTAREA');
    await page.keyboard.press('Shift+Tab');
    expect(await focus()).not.toBe('BODY');
  }, 60_000);

  test('is shown nothing that moves when it wishes so, and borders where colours are forced', async () => {
    const { page, family, caughtUp } = await watched(house.browser, house.service.address, { language: 'fi' });
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
    await walk(family, {}, 'own-words');
    await caughtUp();
    const found = await page.evaluate<{ moving: number; bare: number }>(`(() => {
      const all = [...document.querySelector('luotsi-chat').shadowRoot.querySelectorAll('*')];
      return {
        moving: all.filter((one) => getComputedStyle(one).animationName !== 'none' || getComputedStyle(one).transitionDuration !== '0s').length,
        bare: all.filter((one) => one.classList.contains('said') && getComputedStyle(one).borderTopStyle === 'none').length,
      };
    })()`);
    expect(found).toEqual({ moving: 0, bare: 0 });
  }, 60_000);
});
