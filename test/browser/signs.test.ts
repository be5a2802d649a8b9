import type { Page } from 'playwright-core';
import { walk, wantsContact } from '../support/walk';
import { inChromium } from './chromium';
import { openHouse } from './house';
import { keepsHeard, violations } from './page-checks';
import { watched } from './resumed';

inChromium('a family and the worker who has taken its matter', () => {
  const house = openHouse();

  /** The worker's screen with the family's matter, claimed. */
  const claims = async (): Promise<Page> => {
    const context = await house.browser.newContext({ viewport: { width: 1200, height: 900 }, locale: 'fi' });
    const desk = await context.newPage();
    await desk.goto(`${house.service.address}/console`);
    await desk.locator('.item').filter({ hasNotText: 'otettu hoitoon' }).first().click();
    await desk.getByRole('button', { name: 'Otan hoitaakseni' }).click();
    await desk.getByText('Perhe on nyt keskustelussa.').waitFor();
    return desk;
  };

  test('see each other type and read, calmly, and a screen reader is told once', async () => {
    const { family, page } = await watched(house.browser, house.service.address, {
      language: 'fi',
      before: (one) => one.addInitScript(keepsHeard),
    });
    await walk(family, wantsContact, 'heard');
    await page.locator('luotsi-chat .sent').waitFor();
    const typing = page.locator('luotsi-chat .typing');
    await expect(typing.count()).resolves.toBe(0);
    const desk = await claims();
    await page.locator('luotsi-chat .luotsi', { hasText: 'on ottanut asiasi hoitaakseen' }).waitFor();
    const height = (): Promise<number> =>
      page.evaluate<number>("document.querySelector('luotsi-chat').shadowRoot.querySelector('.log').clientHeight");
    const before = await height();

    // The worker types for a while: it is seen, nothing jumps, and it is said once.
    const field = desk.getByLabel('Kirjoita perheelle');
    await field.pressSequentially('Hei, ', { delay: 20 });
    await typing.filter({ hasText: 'Asiakasohjaaja kirjoittaa' }).waitFor();
    expect(await height()).toBe(before);
    expect(await violations(page)).toEqual([]);
    await page.waitForTimeout(7500);
    await expect(typing.innerText()).resolves.toBe('');
    await field.pressSequentially('luin mitä kerroit.', { delay: 20 });
    await typing.filter({ hasText: 'Asiakasohjaaja kirjoittaa' }).waitFor();
    await desk.getByRole('button', { name: 'Lähetä perheelle' }).click();
    await page.locator('luotsi-chat .luotsi.worker', { hasText: 'luin mitä kerroit' }).waitFor();
    await expect(typing.innerText()).resolves.toBe('');
    const heard = await page.evaluate<string[]>('window.heard');
    expect(heard.filter((one) => one.includes('kirjoittaa'))).toEqual(['Asiakasohjaaja kirjoittaa…']);

    // The family types: the worker sees it, and then the message; the family sees that it was read.
    await page.locator('luotsi-chat textarea').pressSequentially('Kiitos, ', { delay: 20 });
    await desk.locator('.types', { hasText: 'Perhe kirjoittaa' }).waitFor();
    await expect(desk.locator('.unseen').innerText()).resolves.toContain('Perhe kirjoittaa');
    expect(await violations(desk)).toEqual([]);
    await page.locator('luotsi-chat textarea').pressSequentially('hyvä juttu');
    await page.keyboard.press('Enter');
    await desk.locator('.lines .family', { hasText: 'Kiitos, hyvä juttu' }).waitFor();
    const read = page.locator('luotsi-chat .read');
    await read.filter({ hasText: 'Luettu' }).waitFor();
    await expect(page.locator('luotsi-chat .family', { has: page.locator('.read') }).innerText()).resolves.toContain(
      'hyvä juttu',
    );
    expect(await violations(page)).toEqual([]);

    // An answer tells more than a mark.
    await field.fill('Soitan huomenna.');
    await desk.getByRole('button', { name: 'Lähetä perheelle' }).click();
    await page.locator('luotsi-chat .luotsi.worker', { hasText: 'Soitan huomenna' }).waitFor();
    await expect(read.count()).resolves.toBe(0);
    await page.context().close();
    await desk.context().close();
  }, 90_000);

  test('are not told of reading while the worker’s page is not looked at', async () => {
    const { family, page } = await watched(house.browser, house.service.address, { language: 'fi' });
    await walk(family, wantsContact, 'heard');
    await page.locator('luotsi-chat .sent').waitFor();
    const desk = await claims();
    await desk.evaluate(
      "Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => window.looked ?? 'hidden' })",
    );
    house.service.clock.move(new Date(house.service.clock.now().getTime() + 60_000).toISOString());
    await page.locator('luotsi-chat textarea').fill('Oletko siellä');
    await page.keyboard.press('Enter');
    await desk.locator('.lines .family', { hasText: 'Oletko siellä' }).waitFor();
    await page.waitForTimeout(500);
    await expect(page.locator('luotsi-chat .read').count()).resolves.toBe(0);
    await desk.evaluate("window.looked = 'visible'; document.dispatchEvent(new Event('visibilitychange'))");
    await page.locator('luotsi-chat .read', { hasText: 'Luettu' }).waitFor();
    await page.context().close();
    await desk.context().close();
  }, 60_000);
});
