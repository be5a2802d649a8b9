import { join } from 'node:path';
import { stoppedClock } from '../../src/clock';
import type { Handler } from '../../src/http/reply';
import { startServer, type RunningServer } from '../../src/http/server';
import { silentLog } from '../../src/log';
import { theContent } from './house';
import { root } from './root';
import { mondayMorning, testConfig, withoutBrowserPrograms } from './service';

/** Some routes on the one server, on a free loopback port, without a house behind them. */
export function serving(routes: Readonly<Record<string, Handler>>): Promise<RunningServer> {
  const nobody = (): never => {
    throw new Error('these routes have no conversations');
  };
  return withoutBrowserPrograms(() =>
    startServer({
      config: testConfig(),
      content: theContent(),
      clock: stoppedClock(mondayMorning),
      log: silentLog,
      tokens: { issue: nobody, redeem: nobody } as never,
      streams: { close: () => undefined } as never,
      routes,
      web: join(root, 'dist', 'web'),
    }),
  );
}
