import type { Page } from 'playwright-core';

/** Everything axe finds wrong with a page as it stands. The page's own content policy does not bind it. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource());
  return page.evaluate(async () => {
    const axe = (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe;
    return (await axe.run()).violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
  });
}

/** How far a page can be pushed sideways, in pixels. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
}

/** What can be pressed in the window and is lower than a finger needs: answered options are no longer pressed. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const root = document.querySelector('luotsi-chat').shadowRoot;
    const all = [...root.querySelectorAll('button, summary, .tick, textarea, a'), ...document.querySelectorAll('.exit-button')];
    return all
      .filter((one) => one.getClientRects().length > 0 && one.getAttribute('aria-disabled') !== 'true' && !one.closest('.answered'))
      .filter((one) => one.getBoundingClientRect().height < 43.5)
      .map((one) => one.outerHTML.slice(0, 120));
  })()`);
}

function axeSource(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require('axe-core') as { source: string }).source;
}

/** A script for a page: keeps in `window.heard` all that a live region of the family's window says. */
export const keepsHeard = `(() => {
  window.heard = [];
  const wait = setInterval(() => {
    const region = document.querySelector('luotsi-chat')?.shadowRoot?.querySelector('[aria-live]');
    if (!region) return;
    clearInterval(wait);
    for (const child of region.children) window.heard.push(child.textContent);
    new MutationObserver((changes) => {
      for (const change of changes) for (const node of change.addedNodes) window.heard.push(node.textContent);
    }).observe(region, { childList: true, subtree: true, characterData: true });
  }, 5);
})()`;
