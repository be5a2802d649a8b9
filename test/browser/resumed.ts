import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openWindow, type FamilyWindow } from '../support/family-window';

/** A conversation that a test talks by machine while a browser shows it, as a family sees it after a reload. */
export interface Watched {
  readonly family: FamilyWindow;
  readonly page: Page;
  /** Waits until the browser shows everything that has been said. */
  readonly caughtUp: () => Promise<void>;
}

export interface Watching {
  readonly language: string;
  readonly context?: BrowserContextOptions;
  readonly properties?: Readonly<Record<string, string>>;
  /** Done to the page before it loads. */
  readonly before?: (page: Page) => Promise<unknown>;
}

export async function watched(
  browser: Browser,
  address: string,
  { language, context = {}, properties = {}, before }: Watching,
): Promise<Watched> {
  const family = await openWindow(address, { locale: language, properties });
  const page = await (await browser.newContext({ viewport: { width: 360, height: 740 }, ...context })).newPage();
  const { granted } = family;
  const kept = {
    region: 'etela-pohjanmaa',
    page: language,
    token: granted.token,
    conversation: granted.conversationId,
    draft: '',
    unsent: [],
  };
  await page.addInitScript(
    `if (!sessionStorage.getItem('left')) sessionStorage.setItem('luotsi', ${JSON.stringify(JSON.stringify(kept))})`,
  );
  await before?.(page);
  await page.goto(`${address}/?region=etela-pohjanmaa&lang=${language}`);
  const caughtUp = async (): Promise<void> => {
    const last = family.words.at(-1)?.text.slice(0, 30) ?? '';
    await page
      .locator('luotsi-chat li.luotsi')
      .filter({ hasText: last.split('\n')[0] ?? '' })
      .last()
      .waitFor();
  };
  await caughtUp();
  return { family, page, caughtUp };
}
