import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Content } from '../../src/content/content';
import { overdueIn } from '../../src/content/overdue';
import { openWindow, until } from '../support/family-window';
import { theContent } from '../support/house';
import { dataFolder } from '../support/root';
import { startTestService, type TestService } from '../support/service';
import { walk, wantsContact } from '../support/walk';

let service: TestService | undefined;
afterEach(async () => {
  await service?.close();
  service = undefined;
});

interface Ready {
  readonly status: number;
  readonly told: Readonly<Record<string, unknown>>;
}

const ready = async (running: TestService): Promise<Ready> => {
  const answer = await fetch(`${running.address}/readyz`);
  return { status: answer.status, told: (await answer.json()) as Ready['told'] };
};
const metric = async (running: TestService, name: string): Promise<number | undefined> => {
  const text = await (await fetch(`${running.metrics ?? ''}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
};

/** The region's hours end on Thursday: nobody has told the new ones. */
const endingContent = (): Content => ({
  ...theContent(),
  regions: Object.fromEntries(
    Object.entries(theContent().regions).map(([id, region]) => [
      id,
      {
        ...region,
        lines: region.lines.map((line) => ({
          ...line,
          versions: line.versions.map((version) => ({ 'valid-to': '2026-11-26', ...version })),
        })),
      },
    ]),
  ),
});

const handedOver = async (running: TestService): Promise<{ promised: boolean; text: string }> => {
  const words = await walk(await openWindow(running.address), wantsContact, 'heard');
  const handoff = words.find((word) => word.luotsi.handoff !== undefined)?.luotsi.handoff;
  expect(handoff).toBeDefined();
  return { promised: handoff?.promise !== undefined, text: words.map((word) => word.text).join(' ') };
};

const start = async (options: Parameters<typeof startTestService>[0] = {}): Promise<TestService> =>
  (service = await startTestService({ ...options, env: { METRICS_PORT: '0', ...options.env } }));

describe('a house with nothing broken', () => {
  it('is ready, promises, and says so to whoever watches', async () => {
    const running = await start();
    expect(await ready(running)).toEqual({
      status: 200,
      told: { database: true, classifier: true, calendar: true, outbox: true, open: true, promise: true, hindered: {} },
    });
    expect((await handedOver(running)).promised).toBe(true);
    for (const part of ['database', 'classifier', 'calendar', 'outbox'])
      expect(await metric(running, `luotsi_part_well{part="${part}"}`)).toBe(1);
    expect(await metric(running, 'luotsi_turns_total{channel="web",ended="answered"}')).toBeGreaterThan(10);
    expect(await metric(running, 'luotsi_handoffs_waiting{region="etela-pohjanmaa"}')).toBe(1);
    expect(await metric(running, 'luotsi_promises_breached')).toBe(0);
    running.clock.move('2026-12-01T08:00:00Z');
    expect(await metric(running, 'luotsi_promises_breached')).toBe(1);
    expect(await metric(running, 'luotsi_oldest_unclaimed_seconds')).toBe(8 * 86_400);
    expect(await metric(running, 'luotsi_calendar_horizon_days{region="etela-pohjanmaa"}')).toBe(400);
    const overdue = (await metric(running, 'luotsi_content_overdue{region="etela-pohjanmaa"}')) ?? Number.NaN;
    expect(overdue).toBe(overdueIn(theContent(), 'etela-pohjanmaa', new Date('2026-12-01T08:00:00Z')));
    expect(overdue).toBeGreaterThan(overdueIn(theContent(), 'etela-pohjanmaa', new Date('2023-10-01T08:00:00Z')));
  });

  it('tells metrics with few labels, on a port of their own only', async () => {
    const running = await start();
    const text = await (await fetch(`${running.metrics ?? ''}/metrics`)).text();
    const own = text.split('\n').filter((line) => line.startsWith('luotsi_'));
    expect(own.length).toBeGreaterThan(20);
    expect(own.length).toBeLessThan(250);
    expect((await fetch(`${running.address}/metrics`)).status).toBe(404);
    expect((await fetch(`${running.metrics ?? ''}/`)).status).toBe(404);
  });
});

describe.each([
  {
    part: 'classifier',
    hindrance: 'classifier',
    status: 200,
    broken: async (): Promise<TestService> => {
      const folder = mkdtempSync(join(tmpdir(), 'luotsi-health-'));
      cpSync(dataFolder, folder, { recursive: true });
      const running = await start({ env: { DATA_FOLDER: folder } });
      for (const name of readdirSync(folder)) if (name.startsWith('needs-')) truncateSync(join(folder, name), 1000);
      rmSync(join(folder, 'luotsi.db'), { force: true });
      return running;
    },
  },
  { part: 'calendar', hindrance: 'calendar', status: 200, broken: () => start({ content: endingContent() }) },
  {
    part: 'outbox',
    hindrance: 'notices',
    status: 200,
    broken: async (): Promise<TestService> => {
      // Nobody listens at the desk's address.
      const running = await start({ env: { DESK_URL: 'http://127.0.0.1:9/desk', DESK_SECRET: 'secret' } });
      await handedOver(running);
      await until(
        'its notice is on its way',
        () => running.rows('select id from outbox where receiver is not null').length > 0,
      );
      running.clock.move('2026-11-23T08:30:00Z');
      return running;
    },
  },
])('when the $part is broken', ({ part, hindrance, status, broken }) => {
  it('no promise is made, hours and numbers are shown, and whoever watches is told which', async () => {
    const running = await broken();
    const { status: answered, told } = await ready(running);
    const parts = { database: true, classifier: true, calendar: true, outbox: true, open: true, [part]: false };
    expect([answered, told]).toMatchObject([status, { ...parts, promise: false }]);
    expect(told['hindered']).toMatchObject({ 'etela-pohjanmaa/seinajoki': [hindrance] });
    expect((await fetch(`${running.address}/readyz/promise`)).status).toBe(503);
    expect((await fetch(`${running.address}/livez`)).status).toBe(200);
    expect(await metric(running, `luotsi_part_well{part="${part}"}`)).toBe(0);
    const { promised, text } = await handedOver(running);
    expect(promised).toBe(false);
    expect(text).toMatch(/0\d\d[\d ]{6,}/);
    const page = await (await fetch(`${running.address}/`)).text();
    expect(page).toContain('112');
  });
});

describe('when the database is broken', () => {
  it('the service says that it is not ready, still lives, and the metric falls and rises again', async () => {
    const running = await start();
    const back = running.takeAway();
    expect(await ready(running)).toMatchObject({ status: 503, told: { database: false, classifier: true } });
    expect((await fetch(`${running.address}/livez`)).status).toBe(200);
    expect(await metric(running, 'luotsi_part_well{part="database"}')).toBe(0);
    back();
    expect(await metric(running, 'luotsi_part_well{part="database"}')).toBe(1);
    expect((await ready(running)).status).toBe(200);
  });
});
