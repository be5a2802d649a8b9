import type { Browser, Page } from 'playwright-core';
import { inChromium, openBrowser } from '../chromium';
import { detailOf, me, queue } from './cases';
import { openConsoleHouse, type ConsoleHouse } from './house';
import { violations } from '../page-checks';

const desk = { width: 1280, height: 900 };

inChromium('the console when something goes wrong', () => {
  let house: ConsoleHouse;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  beforeEach(async () => {
    house = await openConsoleHouse();
    const context = await browser.newContext({ viewport: desk, locale: 'fi', reducedMotion: 'reduce' });
    page = await context.newPage();
  });
  afterEach(async () => {
    await page.context().close();
    await house.close();
  });
  afterAll(() => browser.close());

  const open = async (at: string): Promise<void> => {
    await page.goto(`${house.address}/console${at}`);
    await page
      .locator(at === '' ? '.item' : 'article')
      .first()
      .waitFor();
  };
  const told = (text: string): Promise<void> => page.locator('.told', { hasText: text }).waitFor();

  test('a worker who loses a race learns who has it, and sees the newest state', async () => {
    await open('#/handoffs/phone');
    const row = queue.find(({ id }) => id === 'phone');
    if (row)
      house.cases.set('phone', detailOf({ ...row, state: 'claimed', owner: 'w2', ownerName: 'Työntekijä Kaksi' }));
    house.refuse = { path: /\/claim$/, status: 409, code: 'handoff-taken' };
    await page.getByRole('button', { name: 'Otan hoitaakseni' }).click();
    await told('Työntekijä Kaksi ehti ensin');
    await page.getByRole('button', { name: 'Siirrä minulle' }).waitFor();
  }, 60_000);

  test('what was written in a dialog is still there when the server does not answer', async () => {
    await open('#/handoffs/mine');
    await page.getByRole('button', { name: 'Kysy neuvoa' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Kysymys').fill('Miten tästä eteenpäin?');
    house.refuse = { path: /\/consult$/, status: 503, code: 'service-unavailable' };
    await dialog.getByRole('button', { name: 'Lähetä kysymys' }).click();
    await dialog.getByRole('alert').getByText('Yritä uudelleen').waitFor();
    await expect(dialog.getByLabel('Kysymys').inputValue()).resolves.toBe('Miten tästä eteenpäin?');
    house.refuse = undefined;
    await dialog.getByRole('button', { name: 'Lähetä kysymys' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(house.sent.filter(({ path }) => path.endsWith('/consult')).at(-1)?.body).toEqual({
      to: 'public-health-nurse',
      text: 'Miten tästä eteenpäin?',
    });
  }, 60_000);

  test('a broken line to the server is shown, and the queue is true again when it comes back', async () => {
    await open('');
    await page.context().setOffline(true);
    house.hangUp();
    await page.getByText('Yhteys palvelimeen katkesi').waitFor();
    house.cases.delete('late');
    await page.context().setOffline(false);
    await page.getByText('Yhteys palvelimeen katkesi').waitFor({ state: 'detached' });
    await page.locator('.item', { hasText: 'LU-9XWB' }).waitFor({ state: 'detached' });
  }, 60_000);

  test('a note that was begun is kept within seconds, and a draft that was kept is there after a reload', async () => {
    await open('#/handoffs/mine');
    await page.locator('.notes textarea').fill('Soitin, sovittiin');
    await page.getByText('Luonnos on tallessa.').waitFor({ timeout: 5_000 });
    const kept = house.sent.find(({ path }) => path.endsWith('/draft'))?.body as { text: string };
    const found = house.cases.get('mine');
    if (found) house.cases.set('mine', { ...found, draft: kept.text });
    await page.reload();
    await page.locator('article').waitFor();
    await expect(page.locator('.notes textarea').inputValue()).resolves.toBe('Soitin, sovittiin');
  }, 60_000);

  test('a draft that cannot be kept says so, and is kept once it can', async () => {
    await open('#/handoffs/mine');
    house.refuse = { path: /\/draft$/, status: 503, code: 'service-unavailable' };
    await page.locator('.notes textarea').fill('Ei vielä tallessa');
    await page.getByText('Luonnosta ei saatu talteen').waitFor({ timeout: 5_000 });
    house.refuse = undefined;
    await page.getByText('Luonnos on tallessa.').waitFor({ timeout: 5_000 });
  }, 60_000);

  test('a ready text comes in the language of the family, and is not sent before its fields are filled in', async () => {
    const found = house.cases.get('mine');
    if (found) house.cases.set('mine', { ...found, record: { ...found.record, language: 'en' } });
    await open('#/handoffs/mine');
    await page.getByText('Valmiit tekstit perheen kielellä').click();
    await page.getByLabel('Valitse teksti').selectOption('call');
    await page.getByLabel('Päivä').fill('Tuesday');
    await page.getByRole('button', { name: 'Lisää viestiin' }).click();
    await page.getByText('Täytä ensin kohta {worker-role}').waitFor();
    await expect(page.getByRole('button', { name: 'Lähetä perheelle' }).isEnabled()).resolves.toBe(false);
    await page.getByLabel('Kirjoita perheelle').fill('Hello! I will call you on Tuesday.');
    await page.getByRole('button', { name: 'Lähetä perheelle' }).click();
    await told('Viesti lähti perheelle');
    expect(house.sent.find(({ path }) => path.endsWith('/say'))?.body).toEqual({
      text: 'Hello! I will call you on Tuesday.',
    });
  }, 60_000);

  test('the link of a notice opens its case; one that is not there says so', async () => {
    await open('#LU-9XWB');
    await page.locator('.head h1', { hasText: 'LU-9XWB' }).waitFor();
    await page.goto('about:blank');
    await page.goto(`${house.address}/console#LU-NONE`);
    await told('Asiaa LU-NONE ei ole alueesi jonossa');
  }, 60_000);

  test.each([
    ['fi', 'worker', 'Luotsi ei nyt lupaa perheille päivää', 'Kerro esihenkilölle', 'Kirjaudu ulos'],
    ['sv', 'supervisor', 'lovar just nu ingen dag', 'Mottagare som inte svarar: team-mail, team-teams', 'Logga ut'],
  ] as const)(
    'notices that do not arrive are told at once in %s to a %s: what, since when, and what to do',
    async (locale, role, what, remedy, leave) => {
      const context = await browser.newContext({ viewport: desk, locale, reducedMotion: 'reduce' });
      const own = await context.newPage();
      house.me.now = { ...me, role };
      await own.goto(`${house.address}/console`);
      await own.getByRole('button', { name: leave }).waitFor();
      const banner = own.locator('.pipe');
      // The place is there before the words, so that a screen reader hears them come.
      await expect(banner.getAttribute('role')).resolves.toBe('status');
      await expect(banner.innerText()).resolves.toBe('');
      const areas = ['etela-pohjanmaa/lapua', 'etela-pohjanmaa/kuussote'];
      const since = '2026-11-23T07:12:00.000Z';
      house.troubles = [{ what: 'notices', since, areas, receivers: ['team-mail', 'team-teams'] }];
      house.news();
      await banner.getByText(what).waitFor();
      await banner.getByText(remedy).waitFor();
      expect(await banner.innerText()).toMatch(/9[.:]12/);
      expect(await violations(own)).toEqual([]);
      house.troubles = [{ what: 'some-receivers', since: null, areas: areas.slice(1), receivers: [] }];
      house.news();
      await banner.locator('li span', { hasText: 'KuusSote' }).waitFor();
      // A name that is not there in Swedish is read aloud as Finnish.
      await expect(banner.locator('li span').getAttribute('lang')).resolves.toBe(locale === 'sv' ? 'fi' : null);
      // A channel of Teams that does not show the queue changes no promise.
      house.troubles = [{ what: 'team-removed', since, areas, receivers: [] }];
      house.news();
      await banner.getByText('Teams').waitFor();
      await banner.getByText(locale === 'sv' ? 'en dag som förut' : 'päivän kuten ennen').waitFor();
      house.troubles = [];
      house.news();
      await banner.locator('li').waitFor({ state: 'detached' });
      await context.close();
    },
    60_000,
  );

  test('a case that is no longer in the worker’s areas leaves the screen, says so, and shows the way back', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open('#/handoffs/offered');
    const row = queue.find(({ id }) => id === 'offered');
    if (row) house.cases.set('offered', detailOf({ ...row, state: 'claimed', offeredTo: null }));
    house.refuse = { path: /offered$/, status: 403, code: 'not-permitted' };
    house.news();
    await page.getByText('Tämä asia ei ole enää alueellasi').waitFor();
    await expect(page.getByText('Vauva herää').count()).resolves.toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: '← Jono' }).click();
    await page.locator('.item').first().waitFor();
  }, 60_000);

  test('no key alone does anything: a cat on the keyboard moves no handoff', async () => {
    await open('#/handoffs/mine');
    const before = house.sent.length;
    for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789?/.') await page.keyboard.press(key);
    expect(house.sent.slice(before).filter(({ path }) => path !== '/session')).toEqual([]);
    await expect(page.getByRole('dialog').count()).resolves.toBe(0);
  }, 60_000);

  test('when the session has ended the console says so, and nothing of anybody stays on the screen', async () => {
    await open('#/handoffs/mine');
    house.refuse = { path: /^\/handoffs/, status: 401, code: 'not-signed-in' };
    house.news();
    await page.getByText('istunto on päättynyt').waitFor();
    await expect(page.getByText('Vauva herää').count()).resolves.toBe(0);
  }, 60_000);

  test('the whole day is done with the keyboard: past the header, to a row, and to its first action', async () => {
    await open('');
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: 'Siirry sisältöön' }).press('Enter');
    for (let tabs = 0; tabs < 15; tabs += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate<boolean>("document.activeElement?.classList.contains('item') === true")) break;
    }
    await page.keyboard.press('Enter');
    await page.locator('article').waitFor();
    // The focus follows into the handoff: its number to call comes first, and then what can be done.
    const labels: string[] = [];
    for (let tabs = 0; tabs < 6; tabs += 1) {
      await page.keyboard.press('Tab');
      labels.push(await page.evaluate<string>('document.activeElement?.textContent ?? ""'));
    }
    expect(labels[0]).toBe('050 111 22 33');
    expect(labels).toContain('Otan hoitaakseni');
  }, 60_000);
});
