import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { inChromium } from '../browser/chromium';
import { until } from './family-window';
import { root } from './root';

const program = join(root, 'test', 'peers', 'node_modules', '@microsoft', 'm365agentsplayground', 'cli.js');

/** A group of tests that need Microsoft's playground: skipped by name, with the reason, where it is not installed. */
export const inPlayground: (name: string, tests: () => void) => void = existsSync(program)
  ? inChromium
  : (name, tests) =>
      describe.skip(`${name} (skipped: no playground; npm ci --prefix test/peers --ignore-scripts)`, tests);

export interface Playground {
  readonly address: string;
  close(): Promise<void>;
}

/** Microsoft's local Teams for one person of a team; what they call the bot and each other is made up. */
export async function openPlayground(service: string, person: { id: string; name: string }): Promise<Playground> {
  const folder = mkdtempSync(join(tmpdir(), 'luotsi-playground-'));
  writeFileSync(join(folder, '.m365agentsplayground.yml'), settingsOf(person));
  const port = await freePort();
  const child: ChildProcess = spawn(
    process.execPath,
    [program, 'start', '--disable-telemetry', '-e', `${service}/api/messages`, '-c', 'msteams', '-p', String(port)],
    { cwd: folder, stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = `http://127.0.0.1:${port}`;
  await until('the playground is open', async () => (await fetch(address).catch(() => undefined))?.ok === true, 30_000);
  return {
    address,
    async close() {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One person's Teams, used as a person uses it. */
export interface TeamsPage {
  readonly page: Page;
  open(place: string): Promise<void>;
  write(text: string): Promise<void>;
  mention(text: string): Promise<void>;
  press(label: string): Promise<void>;
  tick(...labels: string[]): Promise<void>;
  sees(text: string | RegExp): Promise<void>;
  shown(text: string | RegExp): Locator;
}

export function teamsPage(page: Page): TeamsPage {
  const composer = (): Locator => page.locator('[role=textbox][contenteditable=true]').first();
  const shown = (text: string | RegExp): Locator => page.getByText(text);
  return {
    page,
    shown,
    async open(place) {
      await page.getByText(place, { exact: true }).first().click();
      await composer().waitFor();
    },
    async write(text) {
      await composer().click();
      await composer().pressSequentially(text);
      await page.keyboard.press('Enter');
    },
    async mention(text) {
      await composer().click();
      await composer().pressSequentially('@');
      await page.locator('#typeahead-menu').getByText('Test Bot').first().click();
      await composer().pressSequentially(` ${text}`);
      await page.keyboard.press('Enter');
    },
    async press(label) {
      await page.getByRole('button', { name: label, exact: true }).last().click();
    },
    async tick(...labels) {
      for (const label of labels) await page.getByText(label, { exact: true }).last().click();
      await page.getByRole('button', { name: 'Valmis', exact: true }).last().click();
    },
    sees: (text) => shown(text).last().waitFor(),
  };
}

function settingsOf({ id, name }: { id: string; name: string }): string {
  const account = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const own = Buffer.from(id).reduce((sum, byte) => (sum * 31 + byte) % 1_000_000, 7);
  const user = (of: string, called: string, number: number): string[] => [
    `id: ${of}`,
    `name: ${called}`,
    `userPrincipleName: ${of}@example.test`,
    `aadObjectId: ${account(number)}`,
    `givenName: ${called}`,
    'surname: Malli',
    `email: ${of}@example.test`,
  ];
  return [
    'version: "0.1.1"',
    `tenantId: ${account(1)}`,
    'bot:',
    `  id: ${account(2)}`,
    '  name: Test Bot',
    'currentUser:',
    ...user(id, name, own).map((line) => `  ${line}`),
    'users:',
    // The playground asks for five others, whom nothing here needs.
    ...[1, 2, 3, 4, 5].flatMap((other) =>
      user(`${id}-${other}`, `Kollega ${other}`, own + other).map(
        (line, index) => `${index === 0 ? '  - ' : '    '}${line}`,
      ),
    ),
    'personalChat:',
    `  id: personal-${id}`,
    'groupChat:',
    `  id: group-${id}`,
    '  name: Group Chat',
    'team:',
    `  id: team-${id}`,
    '  name: Asiakasohjaus',
    `  aadGroupId: ${account(own + 9)}`,
    '  channels:',
    `    - id: 19:channel-${id}@thread.tacv2`,
    '      name: Jono',
    '',
  ].join('\n');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
