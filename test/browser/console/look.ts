import type { Page } from 'playwright-core';

/** What axe finds on a page, as short lines; nothing is what it should find. */
export async function violations(page: Page): Promise<string[]> {
  // Playwright's own evaluation is not bound by the page's content policy.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  await page.evaluate((require('axe-core') as { source: string }).source);
  return page.evaluate(async () => {
    const axe = (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe;
    return (await axe.run()).violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
  });
}

/** Whether the page is wider than its window: then something hides beyond the edge. */
export async function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}
