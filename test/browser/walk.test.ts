import type { Page } from 'playwright-core';
import { inChromium } from './chromium';
import { openHouse } from './house';
import { violations } from './page-checks';
import { familyWindow, picture } from './window';

const phone = { width: 390, height: 844 };
const neutral = 'https://www.ilmatieteenlaitos.fi/';

inChromium('a family and a worker', () => {
  const house = openHouse();

  const openPage = async (path: string, size = phone): Promise<Page> => {
    const context = await house.browser.newContext({ viewport: size });
    const page = await context.newPage();
    await page.goto(`${house.service.address}${path}`);
    return page;
  };

  test('a tired parent walks from the greeting to a sent request in Finnish, and a worker claims and closes it', async () => {
    const desk = await openPage('/console', { width: 1200, height: 900 });
    await desk.getByText('Jonossa ei ole nyt ketään.').waitFor();
    const family = familyWindow(await openPage('/?lang=fi'));
    await family.hears('Kuka olet?');
    await picture(family.page, 'chat-greeting');
    await family.tap('Vanhempi tai huoltaja');
    await family.write('Vauva herää tunnin välein eikä kukaan nuku');
    await family.hears('ymmärsinkö oikein');
    await picture(family.page, 'chat-proposal');
    await family.tap('Kyllä');
    await family.write('Lapualla');
    await family.tap('Ei ole');
    await family.write('8 kk');
    await family.tap('Heräily öisin');
    await family.tap('Viikkoja');
    await family.tap('Pieni tai kasvava huoli');
    await family.tap('Arki on vaikeaa');
    await family.tap('Yhteen tai pariin asiaan');
    await family.tap('Työntekijän yhteydenottoa');
    await family.tap('Kyllä');
    await family.tap('Lähipäivinä');
    await family.write('Kukka');
    await family.write('040 123 45 67');
    await family.tick('Aamupäivällä');
    await family.tick('Jättää vastaajaviestin');
    await family.tap('Ohita');
    await family.hears('mitään ei ole vielä lähetetty');
    await picture(family.page, 'chat-read-back');

    // A row is changed and the way leads straight back to the read-back.
    await family.page.locator('luotsi-chat .row', { hasText: 'Yhteystieto' }).last().locator('button').click();
    await family.hears('Mistä sinut tavoittaa?');
    await family.write('050 111 22 33');
    await family.page.locator('luotsi-chat .row', { hasText: '050 111 22 33' }).last().waitFor();
    await family.tap('Lähetä yhteydenottopyyntö');
    await family.hears('Oma koodisi on');
    await expect(family.page.locator('luotsi-chat a[href$="/koodi"]').count()).resolves.toBe(1);
    await family.hears('viimeistään');
    await picture(family.page, 'chat-sent');

    // The handoff appears in the open console without reloading.
    await desk.locator('.item').first().waitFor();
    await desk.locator('.item').first().click();
    await desk.getByText('Vauva herää tunnin välein eikä kukaan nuku').first().waitFor();
    await expect(desk.locator('.safe').innerText()).resolves.toContain('050 111 22 33');
    await desk.getByRole('button', { name: 'Otan hoitaakseni' }).click();
    await family.hears('on ottanut asiasi hoitaakseen');
    await picture(desk, 'console-handoff');
    await desk.getByText('Perhe on nyt keskustelussa.').waitFor();
    await desk.getByLabel('Kirjoita perheelle').fill('Hei, luin mitä kerroit. Sopiiko soitto nyt?');
    await desk.getByRole('button', { name: 'Lähetä perheelle' }).click();
    await family.hears('Sopiiko soitto nyt?');
    await family.page.locator('luotsi-chat textarea').fill('Sopii, soita vaan');
    await family.page.keyboard.press('Enter');
    await desk.locator('.lines .family', { hasText: 'Sopii, soita vaan' }).waitFor();
    await desk.locator('.notes textarea').fill('Soitettu, sovittu käynti neuvolassa.');
    await desk.getByRole('button', { name: 'Kirjaa muistiinpano' }).click();
    await desk.locator('.log').getByText('Soitettu, sovittu käynti neuvolassa.').waitFor();
    await desk.getByRole('button', { name: 'Päätä asia' }).click();
    const closing = desk.getByRole('dialog');
    await closing.getByText('Neuvonta ja ohjaus riitti').click();
    await closing.getByRole('group', { name: 'Johtiko asiakkuuteen' }).getByText('Ei', { exact: true }).click();
    await closing.getByRole('button', { name: 'Päätä asia' }).click();
    await desk.getByText('Jonossa ei ole nyt ketään.').waitFor();
    await family.hears('Täällä vastaa taas robotti.');
  }, 90_000);

  test('a parent asks in Swedish and leaves a request', async () => {
    const family = familyWindow(await openPage('/?lang=sv'));
    await family.tap('Förälder');
    await family.write('Vi funderar på skilsmässa och barnen vet ingenting ännu');
    await family.tap('Ja');
    await family.write('Lappo');
    await family.tap('Nej');
    await family.write('6');
    await family.tap('Separationen övervägs');
    await family.tap('Hoppa över');
    await family.tap('Liten eller växande oro');
    await family.tap('Vardagen är svår');
    await family.tap('Med en eller ett par saker');
    await family.tap('kontaktar mig');
    await family.tap('Ja');
    await family.tap('Under de närmaste dagarna');
    await family.tap('Hoppa över');
    await family.write('040 765 43 21');
    await family.tick('På förmiddagen');
    await family.tick('Inget av det här');
    await family.tap('Hoppa över');
    await family.hears('040 765 43 21');
    await picture(family.page, 'chat-swedish');
    await family.tap('Skicka kontaktbegäran');
    await family.hears('Din egen kod är');
  }, 90_000);

  test('a quick exit empties the window, erases the conversation on the server and does not come back', async () => {
    const page = await openPage('/?lang=fi');
    await page.route(`${neutral}**`, (route) => route.fulfill({ body: 'sää', contentType: 'text/html' }));
    const family = familyWindow(page);
    await family.tap('Vanhempi tai huoltaja');
    const kept = JSON.parse(await page.evaluate<string>("sessionStorage.getItem('luotsi')")) as {
      token: string;
      conversation: string;
    };
    await page.locator('#exit').click();
    await page.waitForURL(`${neutral}**`);
    const gone = await fetch(`${house.service.address}/directline/conversations/${kept.conversation}/activities`, {
      headers: { authorization: `Bearer ${kept.token}` },
    });
    expect(gone.status).toBe(404);
    await page.goBack().catch(() => null);
    expect(page.url()).not.toContain('/?lang=fi');
  }, 60_000);

  test('a reload in the same tab shows the same conversation, and a message written while the network is down arrives once', async () => {
    const family = familyWindow(await openPage('/?lang=fi'));
    await family.tap('Vanhempi tai huoltaja');
    await family.page.reload();
    await family.hears('Kerro omin sanoin');
    await family.page.context().setOffline(true);
    await family.page.locator('luotsi-chat textarea').fill('Lapsi ei nuku öisin ollenkaan');
    await family.page.keyboard.press('Enter');
    await family.page.getByText('Yhteys pätkii').waitFor();
    await family.page.context().setOffline(false);
    await family.hears('ymmärsinkö oikein');
    await expect(
      family.page.locator('luotsi-chat .family', { hasText: 'Lapsi ei nuku öisin ollenkaan' }).count(),
    ).resolves.toBe(1);
  }, 60_000);

  test("nothing is asked of any other origin, and nothing is kept but the tab's own token", async () => {
    const context = await house.browser.newContext({ viewport: phone });
    const page = await context.newPage();
    const origins = new Set<string>();
    page.on('request', (request) => origins.add(new URL(request.url()).origin));
    await page.goto(`${house.service.address}/?lang=fi`);
    const family = familyWindow(page);
    await family.tap('Vanhempi tai huoltaja');
    expect([...origins]).toEqual([house.service.address]);
    await expect(context.cookies()).resolves.toEqual([]);
    await expect(
      page.evaluate('({ kept: Object.keys(localStorage), tab: Object.keys(sessionStorage) })'),
    ).resolves.toEqual({ kept: [], tab: ['luotsi'] });
  }, 60_000);

  test.each(['/?lang=fi', '/?lang=sv', '/console'])(
    'axe finds nothing on %s',
    async (path) => {
      const page = await openPage(path);
      await page.locator(path === '/console' ? '#console header' : 'luotsi-chat .options').waitFor();
      expect(await violations(page)).toEqual([]);
    },
    60_000,
  );
});
