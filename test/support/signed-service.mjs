// The built service as a process of its own, whose clock a test moves and whose regions have groups. It trusts the test's organisation
// by NODE_EXTRA_CA_CERTS, which a process reads only when it starts.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const load = createRequire(import.meta.url);
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', '..');
const from = (file) => load(join(root, 'dist', file));
const { loadContent } = from('content/load.js');
const { loadConfig } = from('config.js');
const { openLog } = from('log.js');
const { startService } = from('service.js');
const { stoppedClock } = from('clock.js');

const groups = { seinajoki: ['g-seinajoki'], lapua: ['g-lapua'] };
const content = loadContent(root);
const regions = Object.fromEntries(
  Object.entries(content.regions).map(([id, region]) => [
    id,
    {
      ...region,
      areas: region.areas.map((area) => ({ ...area, ...(groups[area.id] ? { groups: groups[area.id] } : {}) })),
    },
  ]),
);
const clock = stoppedClock(new Date().toISOString());
const service = await startService(
  loadConfig(process.env),
  { ...content, regions },
  openLog('info'),
  () => undefined,
  clock,
);
process.on('message', ({ later }) => {
  clock.move(new Date(clock.now().getTime() + later * 60_000).toISOString());
  process.send({ moved: true });
});
process.on('disconnect', () => void service.close().then(() => process.exit(0)));
process.send({ address: service.address });
