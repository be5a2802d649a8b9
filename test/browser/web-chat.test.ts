import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { call } from '../support/family-window';
import { root } from '../support/root';
import { startTestService, type TestService } from '../support/service';
import { inChromium, openBrowser } from './chromium';

const published = join(root, 'test', 'peers', 'node_modules', 'botframework-webchat', 'dist', 'webchat-minimal.js');
const withWebChat: typeof inChromium = existsSync(published)
  ? inChromium
  : (name, tests) =>
      describe.skip(`${name} (skipped: no Web Chat; npm ci --prefix test/peers --ignore-scripts)`, tests);

withWebChat('a family with the published Bot Framework Web Chat', () => {
  let service: TestService;
  let browser: Browser;
  let site: Server | undefined;
  beforeAll(async () => {
    service = await startTestService();
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    site?.close();
    await service.close();
  });

  /** A page of another origin, as a region's site is. (A page that no server gave may not open sockets to this machine.) */
  const serve = async (): Promise<Server> => {
    const granted = await call(service.address, 'POST', '/directline/tokens/generate', { locale: 'fi' });
    const { token } = (await granted.json()) as { token: string };
    const html = `<!doctype html><meta charset="utf-8"><title>Web Chat</title><div id="chat" style="height: 700px"></div>
<script src="/web-chat.js"></script>
<script>WebChat.renderWebChat({ directLine: WebChat.createDirectLine({ domain: '${service.address}/directline', token: '${token}' }), locale: 'fi-FI' }, document.getElementById('chat'));</script>`;
    const server = createServer((request, response) => {
      const script = request.url === '/web-chat.js';
      response.setHeader('content-type', `text/${script ? 'javascript' : 'html'}; charset=utf-8`);
      response.end(script ? readFileSync(published) : html);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  };

  test('walks from the greeting to a request that stands in the queue', async () => {
    site = await serve();
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    const hears = (text: string): Promise<void> => page.getByText(text, { exact: false }).last().waitFor();
    const tap = (label: string): Promise<void> => page.getByRole('button', { name: label, exact: true }).last().click();
    const write = async (text: string): Promise<void> => {
      await page.locator('[data-id="webchat-sendbox-input"]').fill(text);
      await page.keyboard.press('Enter');
    };
    await hears('keskustelurobotti');
    await tap('Vanhempi tai huoltaja');
    await hears('Kerro omin sanoin');
    await write('Vauva herää tunnin välein eikä kukaan nuku');
    await hears('ymmärsinkö oikein');
    await tap('Kyllä');
    await hears('Missä kunnassa');
    await write('Lapualla');
    await hears('työntekijä tai hoitokontakti');
    await tap('Ei ole');
    await hears('Kuinka vanha lapsi on');
    await write('8 kk');
    await tap('Heräily öisin');
    await tap('Viikkoja');
    await tap('Pieni tai kasvava huoli');
    await tap('Arki on vaikeaa');
    await tap('Yhteen tai pariin asiaan');
    await tap('Työntekijän yhteydenottoa');
    await hears('Saanko viedä asian eteenpäin');
    await tap('Kyllä');
    await tap('Lähipäivinä');
    await hears('Millä nimellä');
    await write('Kukka');
    await hears('Mistä sinut tavoittaa');
    await write('040 123 45 67');
    await tap('Aamupäivällä');
    await tap('Ei mikään näistä');
    await hears('Mitä toivot, että työntekijä');
    await tap('Ohita');
    await hears('mitään ei ole vielä lähetetty');
    await tap('Lähetä yhteydenottopyyntö');
    await hears('Oma koodisi on');
    await hears('viimeistään');
    expect(service.rows('select id from handoffs')).toHaveLength(1);
  }, 120_000);
});
