import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { appFiles } from '../../src/bot/teams/app-package';
import { consoleTab } from '../../src/bot/teams/open';
import { commandIn } from '../../src/bot/teams/worker-commands';
import { theContent } from '../support/house';
import { root } from '../support/root';

const folder = join(root, 'src', 'bot', 'teams-app');
const template: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
const ids = {
  bot: '11111111-2222-4333-8444-555555555555',
  client: '66666666-7777-4888-9999-aaaaaaaaaaaa',
  page: 'https://luotsi.example',
  version: '1.2.3',
};
const files = appFiles(template, ids, theContent());

const manifestSchema = z.looseObject({
  id: z.string(),
  bots: z.array(
    z.looseObject({
      scopes: z.array(z.string()),
      commandLists: z.array(
        z.looseObject({
          scopes: z.array(z.string()),
          commands: z.array(z.object({ title: z.string(), description: z.string() })),
        }),
      ),
    }),
  ),
  staticTabs: z.array(z.looseObject({ entityId: z.string(), contentUrl: z.string() })),
  validDomains: z.array(z.string()),
  webApplicationInfo: z.object({ id: z.string(), resource: z.string() }),
});

describe('the app that a region uploads to Teams', () => {
  const manifest = manifestSchema.parse(files['manifest.json']);

  it('is filled with the region’s own ids and address, and leaves nothing to be filled', () => {
    expect(manifest).toMatchObject({
      id: ids.bot,
      validDomains: ['luotsi.example'],
      webApplicationInfo: { id: ids.client, resource: `api://luotsi.example/${ids.client}` },
    });
    expect(JSON.stringify(files)).not.toMatch(/\{\w+\}|say:/);
  });

  it('works between two, in teams and in group chats, and shows the console that cards lead to', () => {
    expect(manifest.bots[0]?.scopes).toEqual(['personal', 'team', 'groupChat']);
    expect(manifest.staticTabs[0]).toMatchObject({
      entityId: consoleTab,
      contentUrl: 'https://luotsi.example/console/teams',
    });
  });

  it('speaks Finnish, Swedish and English, with every word in each', () => {
    const finnish = Object.keys(files['sv.json'] ?? {});
    expect(finnish.length).toBeGreaterThan(15);
    expect(Object.keys(files['en.json'] ?? {})).toEqual(finnish);
  });

  it('offers a team only commands that the bot knows, in every language', () => {
    const spoken = z.record(z.string(), z.string());
    const titles = [files['sv.json'], files['en.json']]
      .flatMap((file) => Object.entries(spoken.parse(file)))
      .filter(([path]) => path.startsWith('bots[0].commandLists[1]') && path.endsWith('title'))
      .map(([, title]) => title);
    const team = manifest.bots[0]?.commandLists.find(({ scopes }) => scopes.includes('team'))?.commands ?? [];
    expect([titles.length, team.length]).toEqual([8, 4]);
    for (const title of [...titles, ...team.map((one) => one.title)])
      expect([title, commandIn(title, theContent()) !== undefined]).toEqual([title, true]);
  });

  it('is what Microsoft’s schema asks for, without a network', () => {
    const program = `
      const { AppManifestUtils } = require('@microsoft/app-manifest');
      const manifest = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
      AppManifestUtils.validateAgainstSchema(manifest).then((wrong) => process.stdout.write(JSON.stringify(wrong)));`;
    const check = (of: unknown): unknown => {
      const done = spawnSync(process.execPath, ['-e', program], { cwd: root, input: JSON.stringify(of) });
      return JSON.parse(done.stdout.toString() || JSON.stringify(done.stderr.toString()));
    };
    expect(check(manifest)).toEqual([]);
    expect(check({ ...manifest, accentColor: 'blue' })).not.toEqual([]);
  });

  it.each([
    ['color.png', 192],
    ['outline.png', 32],
  ])('has %s at %i times as many points', (name, size) => {
    const png = readFileSync(join(folder, name));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  });

  it('refuses a manifest that asks for what nothing fills', () => {
    const asking = { ...(template as object), extra: '{unknown}' };
    expect(() => appFiles(asking, ids, theContent())).toThrow(/\{unknown\}/);
  });
});
