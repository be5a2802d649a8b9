import type { Browser } from 'playwright-core';
import { startTestService, type TestService } from '../support/service';
import { walk, wantsContact } from '../support/walk';
import { inChromium, openBrowser } from './chromium';
import { watched } from './resumed';
import { openRightToLeft, type RightToLeft } from './right-to-left';
import { picture } from './window';

const phone = { viewport: { width: 360, height: 740 } };
const desk = { viewport: { width: 1280, height: 900 } };

/** Pictures of the chat for the documents: taken with `PICTURES=1`, looked at by people. Without it only the pages are opened. */
inChromium('the chat as it looks', () => {
  let strange: RightToLeft;
  let service: TestService;
  let strangeService: TestService;
  let browser: Browser;
  beforeAll(async () => {
    strange = openRightToLeft();
    service = await startTestService();
    strangeService = await startTestService({ content: strange.content });
    browser = await openBrowser();
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await service.close();
    await strangeService.close();
    strange.close();
  });

  test.each([
    ['phone', phone, 'fi', 'light'],
    ['phone-dark', phone, 'fi', 'dark'],
    ['desk', desk, 'fi', 'light'],
    ['desk-dark', desk, 'fi', 'dark'],
    ['phone-rtl', phone, 'ar', 'light'],
    ['desk-rtl', desk, 'ar', 'light'],
  ] as const)(
    '%s',
    async (name, size, language, colorScheme) => {
      const foreign = language === 'ar';
      const { address } = foreign ? strangeService : service;
      const { family, page, caughtUp } = await watched(browser, address, {
        language,
        context: { ...size, colorScheme },
        ...(foreign ? { before: strange.dress } : {}),
      });
      await picture(page, `chat-${name}-greeting`);
      await walk(family, { ...wantsContact, 'own-words': { option: 'skip' } }, 'sent');
      await caughtUp();
      await page.evaluate("document.querySelector('luotsi-chat').scrollIntoView({ block: 'start' })");
      await picture(page, `chat-${name}-read-back`);
      await walk(family, wantsContact, 'heard');
      await caughtUp();
      await picture(page, `chat-${name}-sent`);
      await family.say('mies lyö minua juuri nyt');
      await caughtUp();
      await picture(page, `chat-${name}-danger`);
      await page.context().close();
    },
    90_000,
  );
});
