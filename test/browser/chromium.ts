import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const candidates = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Where a browser is on this machine, if there is one. */
export const browserPath = candidates.find((path): path is string => path !== undefined && existsSync(path));

// A browser on a busy machine may be slower than a test waits: what fails is tried once more, and told.
if (process.env['CI'] !== undefined) jest.retryTimes(1, { logErrorsBeforeRetry: true });

/** A group of tests that need a browser: skipped by name, with the reason, where there is none. */
export const inChromium: (name: string, tests: () => void) => void = browserPath
  ? (name, tests) => describe(`${name}, in Chromium`, tests)
  : (name, tests) => describe.skip(`${name} (skipped: no Chromium on this machine; set CHROMIUM to its path)`, tests);

export function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath ?? '',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}
