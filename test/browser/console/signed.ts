import type { Browser, Page } from 'playwright-core';
import { openDatabase } from '../../../src/storage/database';
import { openSealer } from '../../../src/storage/secrets';
import { workerSessions } from '../../../src/storage/worker-sessions';
import type { Worker } from '../../../src/queue/ports';
import type { TestService } from '../../support/service';

/** Settings with which workers sign in; the organisation behind them is asked nothing in these tests. */
export const signInSettings = {
  SIGN_IN_AUTHORITY: 'https://sign-in.example.test/tenant',
  SIGN_IN_CLIENT_ID: 'luotsi',
  SIGN_IN_CLIENT_SECRET: 'hidden',
  PUBLIC_ADDRESS: 'http://localhost:3978',
} as const;

/** A worker's own browser with the session that a sign-in would have begun, at the console. */
export async function consoleOf(browser: Browser, service: TestService, worker: Worker): Promise<Page> {
  const database = await openDatabase({ url: undefined, file: service.databaseFile });
  const sealer = await openSealer(database, { keys: [{ id: 'test', key: Buffer.alloc(32, 7) }] });
  const reference = await workerSessions(database, sealer).begin({ worker, renewal: undefined }, service.clock.now());
  await database.close();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fi' });
  await context.addCookies([{ name: 'luotsi-console', value: reference, url: service.address }]);
  const page = await context.newPage();
  await page.goto(`${service.address}/console`);
  await page.locator('header.top').waitFor();
  return page;
}
