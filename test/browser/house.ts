import type { Browser } from 'playwright-core';
import { startTestService, type TestService } from '../support/service';
import { openBrowser } from './chromium';

/** The service and a browser, opened before the tests of a group and closed after them. */
export interface House {
  readonly service: TestService;
  readonly browser: Browser;
}

export function openHouse(): House {
  const house: { service?: TestService; browser?: Browser } = {};
  beforeAll(async () => {
    house.service = await startTestService();
    house.browser = await openBrowser();
  }, 90_000);
  afterAll(async () => {
    await house.browser?.close();
    await house.service?.close();
  });
  return house as House;
}
