import type { Browser, Page } from 'playwright-core';
import type { Worker } from '../../../src/queue/ports';
import { openWindow } from '../../support/family-window';
import { workerNamed } from '../../support/desk';
import { startTestService, type TestService } from '../../support/service';
import { walk, wantsContact } from '../../support/walk';
import { inChromium, openBrowser } from '../chromium';
import { consoleOf, signInSettings } from './signed';

const seinajoki = 'etela-pohjanmaa/seinajoki';
const suupohja = 'etela-pohjanmaa/suupohja';

inChromium('workers at the queue', () => {
  let service: TestService;
  let browser: Browser;
  let opened: Page[];
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser.close());
  beforeEach(async () => {
    service = await startTestService({ env: signInSettings });
    opened = [];
  }, 60_000);
  afterEach(async () => {
    for (const page of opened) await page.context().close();
    await service.close();
  });

  const at = async (id: string, areas: Worker['areas'], role: Worker['role'] = 'worker'): Promise<Page> => {
    const page = await consoleOf(browser, service, workerNamed(id, areas, role));
    opened.push(page);
    return page;
  };
  /** A family sends its request; its own code is what it would say on the phone. */
  const sent = async (): Promise<string> => {
    const family = await openWindow(service.address);
    await walk(family, wantsContact, 'heard');
    return family.words.find((word) => word.luotsi.handoff)?.luotsi.handoff?.code ?? '';
  };
  const openFirst = async (page: Page): Promise<void> => {
    await page.locator('.item').first().click();
    await page.locator('article').waitFor();
  };
  const press = (page: Page, name: string): Promise<void> =>
    page.locator('.bar').getByRole('button', { name, exact: true }).click();
  const confirm = (page: Page, name: string): Promise<void> =>
    page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  const told = (page: Page, text: string): Promise<void> => page.locator('.told', { hasText: text }).waitFor();
  const happened = (page: Page, text: string): Promise<void> =>
    page.locator('.log li', { hasText: text }).first().waitFor();

  test('two race for one handoff: one has it, and the other sees who without reloading', async () => {
    await sent();
    const [one, other] = [await at('a', [seinajoki]), await at('b', [seinajoki])];
    await Promise.all([openFirst(one), openFirst(other)]);
    await Promise.all([press(one, 'Otan hoitaakseni'), press(other, 'Otan hoitaakseni').catch(() => undefined)]);
    const owners = await Promise.all(
      [one, other].map(async (page) => {
        await page.locator('.item', { hasText: 'otettu hoitoon' }).waitFor();
        return page.locator('.item').first().innerText();
      }),
    );
    expect(owners.filter((text) => text.includes('Sinulla'))).toHaveLength(1);
    expect(owners.filter((text) => /Työntekijä [ab] · otettu hoitoon/.test(text))).toHaveLength(1);
  }, 90_000);

  test('a colleague is asked without being told who the family is, and the answer stands in the log', async () => {
    await sent();
    const [asker, colleague] = [await at('a', [seinajoki]), await at('b', [suupohja])];
    await openFirst(asker);
    await press(asker, 'Otan hoitaakseni');
    await press(asker, 'Kysy neuvoa');
    await asker.getByRole('dialog').getByLabel('Kysymys').fill('Miten vauvan unta kannattaa tukea?');
    await confirm(asker, 'Lähetä kysymys');
    await told(asker, 'Kysymys on lähetetty');
    await colleague.getByRole('link', { name: 'Neuvonpyynnöt' }).click();
    await colleague.getByText('Miten vauvan unta kannattaa tukea?').waitFor();
    expect(await colleague.locator('main').innerText()).not.toMatch(/040|Liisa/);
    await colleague.getByLabel('Vastauksesi').fill('Unipäiväkirja auttaa alkuun.');
    await colleague.getByRole('button', { name: 'Lähetä vastaus' }).click();
    await happened(asker, 'Unipäiväkirja auttaa alkuun.');
  }, 90_000);

  test('a move waits for its receiver: refused with a reason it comes back, accepted it has a new owner', async () => {
    await sent();
    const [giver, receiver] = [await at('a', [seinajoki]), await at('b', [suupohja])];
    await openFirst(giver);
    await press(giver, 'Otan hoitaakseni');
    const offer = async (why: string): Promise<void> => {
      await press(giver, 'Siirrä eteenpäin');
      await giver.getByRole('dialog').getByLabel('Minne').selectOption('Suupohja, Kurikka ja Ilmajoki');
      await giver.getByRole('dialog').getByLabel('Mitä vastaanottajan on hyvä tietää').fill(why);
      await confirm(giver, 'Tarjoa siirtoa');
      await told(giver, 'Siirtoa on tarjottu');
    };
    await offer('Perhe muutti Kurikkaan.');
    await openFirst(receiver);
    await press(receiver, 'En ota vastaan');
    await receiver.getByRole('dialog').getByRole('textbox').fill('Koulu on yhä Seinäjoella.');
    await confirm(receiver, 'En ota vastaan');
    await happened(giver, 'Koulu on yhä Seinäjoella.');
    await offer('Koulukin vaihtui.');
    await openFirst(receiver);
    await press(receiver, 'Otan vastaan');
    await told(receiver, 'Siirto on otettu vastaan');
    await receiver.locator('.item', { hasText: 'Sinulla' }).waitFor();
    await giver.locator('.item').waitFor({ state: 'detached' });
  }, 90_000);

  test('a matter is closed with its register, its statistics are filled in afterwards, and it is opened again', async () => {
    await sent();
    const page = await at('a', [seinajoki]);
    await openFirst(page);
    await press(page, 'Otan hoitaakseni');
    await press(page, 'En tavoittanut');
    await page.getByRole('dialog').getByText('ei vastannut').click();
    await confirm(page, 'Tallenna');
    await happened(page, 'yritti tavoittaa: ei vastannut');
    await press(page, 'Tavoitin perheen');
    await confirm(page, 'Tavoitin perheen');
    await press(page, 'Päätä asia');
    const closing = page.getByRole('dialog');
    await closing.getByText('Ohjattu palveluun').click();
    await closing.getByText('Täytän tilaston myöhemmin').click();
    await confirm(page, 'Päätä asia');
    await told(page, 'Asia on päätetty');
    await page.getByRole('button', { name: 'Tilasto kesken' }).click();
    await page.locator('.item', { hasText: 'tilasto täyttämättä' }).waitFor();
    await press(page, 'Täytä tilasto');
    await page.getByRole('dialog').getByRole('group', { name: 'Johtiko asiakkuuteen' }).getByText('Kyllä').click();
    await page.getByRole('dialog').getByLabel('Käytetty aika minuutteina').fill('25');
    await confirm(page, 'Tallenna');
    await happened(page, 'täytti tilaston');
    await press(page, 'Avaa uudelleen');
    await confirm(page, 'Avaa uudelleen');
    await happened(page, 'avasi uudelleen');
    await page.locator('.bar').getByRole('button', { name: 'Päätä asia' }).waitFor();
  }, 90_000);

  test('a family that calls is found by the code it says; a wrong code opens nothing and says what to do', async () => {
    const code = await sent();
    const page = await at('a', [seinajoki]);
    await page.getByLabel('Perheen koodi').fill('AAAA AAAA');
    await page.getByRole('button', { name: 'Avaa', exact: true }).click();
    await told(page, 'Tällä koodilla ei löydy');
    await page.getByLabel('Perheen koodi').fill(code);
    await page.getByRole('button', { name: 'Avaa', exact: true }).click();
    await page.locator('article .own-words').waitFor();
  }, 90_000);

  test('a family withdraws with its code, and the open console shows it without reloading', async () => {
    const code = await sent();
    const page = await at('a', [seinajoki]);
    await openFirst(page);
    const family = await (await browser.newContext({ locale: 'fi' })).newPage();
    opened.push(family);
    await family.goto(`${service.address}/koodi`);
    await family.locator('#code').fill(code);
    // Looks where the request stands, takes it back, and is sure.
    await family.locator('form:has(#code) button').click();
    await family.locator('form:has([name=do][value=ask]) button').click();
    await family.locator('form:has([name=do][value=withdraw]) button').click();
    await page.locator('.head .tag', { hasText: 'perhe perui' }).waitFor();
    await page.getByText('Jonossa ei ole nyt ketään.').waitFor();
  }, 90_000);

  test('a contact taken by phone stands in the queue like any other, and nothing is written without permission', async () => {
    const page = await at('a', [seinajoki]);
    await page.getByRole('link', { name: 'Uusi yhteydenotto' }).click();
    await page.getByText('puhelin', { exact: true }).click();
    await page.getByLabel('Kuka ottaa yhteyttä').selectOption('parent');
    await page.getByLabel('Asia yhteydenottajan omin sanoin').fill('Taapero ei syö.');
    await page.getByRole('button', { name: 'Vie jonoon' }).click();
    await page.getByText('Vielä puuttuu').waitFor();
    await page.getByLabel('Miten yhteydenottaja antoi luvan kirjata asian').fill('Sanoi puhelimessa kyllä.');
    await page.getByLabel('Puhelinnumero tai sähköposti').fill('040 555 66 77');
    await page.getByLabel('Kunta', { exact: true }).selectOption('seinajoki');
    await page.getByLabel('Lasten iät').fill('1, 4');
    await page.getByRole('button', { name: 'Vie jonoon' }).click();
    await page.locator('article .own-words', { hasText: 'Taapero ei syö.' }).waitFor();
    await page.locator('.safe', { hasText: '040 555 66 77' }).waitFor();
    await page.locator('.item', { hasText: 'puhelin' }).waitFor();
  }, 90_000);

  test('a worker of another area sees no row, and is refused what a link leads to', async () => {
    await sent();
    const insider = await at('a', [seinajoki]);
    await openFirst(insider);
    const link = insider.url().split('#')[1] ?? '';
    const outsider = await at('b', [suupohja]);
    await outsider.getByText('Jonossa ei ole nyt ketään.').waitFor();
    await outsider.goto(`${service.address}/console#${link}`);
    await outsider.getByText('Roolisi tai alueesi ei riitä tähän').waitFor();
  }, 90_000);

  test('an auditor finds who opened a case, in words', async () => {
    await sent();
    const worker = await at('a', [seinajoki]);
    await openFirst(worker);
    const number = await worker.locator('.item .case').first().innerText();
    const auditor = await at('c', 'all', 'auditor');
    await auditor.getByLabel('Asian numero tai työntekijä').fill(number);
    await auditor.getByRole('button', { name: 'Hae' }).click();
    await auditor
      .getByRole('row', { name: /Työntekijä a avasi/ })
      .first()
      .waitFor();
    await expect(auditor.getByRole('row', { name: /Työntekijä a avasi/ }).count()).resolves.toBe(1);
  }, 90_000);

  test('being away is one press, and says what happens to what was not touched', async () => {
    const page = await at('a', [seinajoki]);
    await page.getByRole('switch', { name: 'Poissa' }).click();
    await told(page, 'Olet poissa');
    await page.reload();
    await page.locator('header.top').waitFor();
    await expect(page.getByRole('switch', { name: 'Poissa' }).getAttribute('aria-checked')).resolves.toBe('true');
  }, 90_000);
});
