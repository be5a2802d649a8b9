import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { startTestService, type TestService } from '../support/service';
import { inChromium, openBrowser } from './chromium';
import { familyWindow } from './window';

inChromium('the chat on a region’s own site', () => {
  let service: TestService;
  let browser: Browser;
  const sites: Server[] = [];
  beforeAll(async () => {
    service = await startTestService();
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    for (const site of sites) site.close();
    await service.close();
  });

  /** The snippets as the page for editors shows them, ready to be pasted. */
  const snippets = async (): Promise<{ element: string; button: string; policy: string }> => {
    const page = await browser.newPage();
    await page.goto(`${service.address}/upotus?region=etela-pohjanmaa&lang=fi`);
    const [element = '', button = '', , , policy = ''] = await page.locator('code').allInnerTexts();
    await page.close();
    return { element, button, policy };
  };

  /** A site of another origin with a strict policy of its own: no inline script, no style but its own. */
  const site = async (body: string, policy: string): Promise<Page> => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader(
        'content-security-policy',
        `default-src 'none'; style-src 'self'; ${policy}; require-trusted-types-for 'script'`,
      );
      response.end(
        `<!doctype html><html lang="fi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Alue</title><body><h1>Alueen sivu</h1>${body}</body></html>`,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    sites.push(server);
    const page = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return page;
  };

  test('stands in the page by the snippet, under a strict policy, with its numbers, its style and an exit of its own', async () => {
    const { element, policy } = await snippets();
    expect(element).toContain('integrity="sha384-');
    const wrong: string[] = [];
    const page = await site(element.replace('about=""', 'about="ero"'), policy);
    page.on('console', (line) => line.type() === 'error' && wrong.push(line.text()));
    await page.getByText('112').first().waitFor();
    const family = familyWindow(page);
    await family.tap('Vanhempi tai huoltaja');
    await family.hears('Ymmärsinkö oikein');
    const button = page.locator('luotsi-chat .exit');
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await expect(
      page.evaluate(
        "getComputedStyle(document.querySelector('luotsi-chat').shadowRoot.querySelector('.family')).backgroundColor",
      ),
    ).resolves.toBe('rgb(0, 53, 122)');
    await page.context().route('https://www.ilmatieteenlaitos.fi/**', (route) => route.fulfill({ body: 'sää' }));
    await button.click();
    await page.waitForURL('https://www.ilmatieteenlaitos.fi/**');
    expect(wrong).toEqual([]);
  }, 60_000);

  test('opens from a button in the corner, and asks nothing of the server before that', async () => {
    const { button, policy } = await snippets();
    const page = await site(button, policy);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('button', { name: 'Pyydä apua' }).waitFor();
    await page.waitForTimeout(300);
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: 'Pyydä apua' }).click();
    await familyWindow(page).tap('Vanhempi tai huoltaja');
    await page.getByRole('button', { name: 'Piilota chat' }).click();
    await expect(page.locator('luotsi-chat .log').isVisible()).resolves.toBe(false);
    await page.getByRole('button', { name: 'Pyydä apua' }).click();
    await familyWindow(page).hears('Kerro omin sanoin');
  }, 60_000);

  test('does not run when somebody has changed the script on the way', async () => {
    const { element, policy } = await snippets();
    const page = await (await browser.newContext()).newPage();
    await page.route('**/widget/*.js', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: `${await answer.text()};window.changed = true` });
    });
    const other = await site(element, policy);
    await page.goto(other.url());
    await page.getByText('112').first().waitFor();
    await page.waitForTimeout(500);
    await expect(page.evaluate('[window.changed ?? null, customElements.get("luotsi-chat") ?? null]')).resolves.toEqual(
      [null, null],
    );
  }, 60_000);

  test('is shown in a frame only where the region says', async () => {
    const page = await site(
      `<iframe src="${service.address}/ikkuna?region=etela-pohjanmaa" width="340" height="600"></iframe>`,
      `frame-src ${service.address}`,
    );
    await page.waitForTimeout(800);
    expect(
      page
        .frames()
        .map((frame) => frame.url())
        .filter((url) => url.includes('/ikkuna')),
    ).toEqual([]);
    const own = await browser.newPage();
    await own.goto(`${service.address}/ikkuna?region=etela-pohjanmaa&lang=fi`);
    await familyWindow(own).tap('Vanhempi tai huoltaja');
  }, 60_000);
});
