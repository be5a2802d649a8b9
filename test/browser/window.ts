import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { root } from '../support/root';

/** The family's window, used as a family uses it: by writing and tapping. */
export interface FamilyWindow {
  readonly page: Page;
  write(text: string): Promise<void>;
  tap(label: string): Promise<void>;
  tick(...labels: string[]): Promise<void>;
  /** Waits until the newest question is the one at this step. */
  hears(text: string): Promise<void>;
}

export function familyWindow(page: Page): FamilyWindow {
  const messages = (): Locator => page.locator('luotsi-chat .said');
  const settled = async (before: number): Promise<void> => {
    await messages()
      .nth(before + 1)
      .waitFor();
    await page.waitForFunction(
      "(() => { const all = document.querySelector('luotsi-chat')?.shadowRoot?.querySelectorAll('.said') ?? []; return all[all.length - 1]?.classList.contains('luotsi') === true; })()",
    );
  };
  return {
    page,
    async write(text) {
      const before = await messages().count();
      await page.locator('luotsi-chat textarea').fill(text);
      await page.keyboard.press('Enter');
      await settled(before);
    },
    async tap(label) {
      const before = await messages().count();
      await page.locator('luotsi-chat .options button', { hasText: label }).last().click();
      await settled(before);
    },
    async tick(...labels) {
      const before = await messages().count();
      for (const label of labels)
        await page.locator('luotsi-chat .tick', { hasText: label }).last().locator('input').check();
      await page.locator('luotsi-chat .done').last().click();
      await settled(before);
    },
    async hears(text) {
      await page.locator('luotsi-chat .luotsi', { hasText: text }).last().waitFor();
    },
  };
}

/** Takes a picture for the README, only when pictures are asked for; a test run leaves the tree as it was. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env['PICTURES'] === undefined) return;
  const folder = join(root, 'docs', 'pictures');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
