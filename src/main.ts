import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, faultsOf, loadConfig } from './config';
import { ContentError } from './content/problem';
import { loadContent } from './content/load';
import { StartRefused } from './errors';
import { openLog } from './log';
import { startService } from './service';

const root = join(__dirname, '..');

/** `npm start`: reads settings and content, says everything that is wrong with them at once, and opens the doors. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const content = loadContent(root);
  const faults = faultsOf(process.env, content);
  if (faults.length > 0) throw new ConfigError(faults);
  const config = loadConfig(process.env);
  const openRegions = Object.keys(content.regions).filter((id) => content.regions[id]?.open);
  if (!openRegions.includes(config.REGION))
    throw new ConfigError([
      `REGION: there is no open region "${config.REGION}"; open ones are ${openRegions.join(', ')}`,
    ]);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const service = await startService(config, content, openLog(config.LOG_LEVEL), say);
  say(`Luotsi is open at ${service.address}`);
  say(`  ${service.address}/             the region's page with the chat`);
  say(`  ${service.address}/keskustelu   the same conversation without script`);
  if (service.doors.console)
    say(
      `  ${service.address}/console      the workers' console${config.signInIsSet ? '' : ' (no sign-in: only because this is at home)'}`,
    );
  if (service.doors.bot) say(`  ${service.address}/api/messages the Bot Framework door`);
  say(`  ${service.address}/directline   the Direct Line door`);
  if (service.metrics !== undefined) say(`  ${service.metrics}/metrics for Prometheus`);
  if (content.unapproved.length > 0)
    say(`  ${content.unapproved.length} content files await the region's approval: families see the word "luonnos"`);
  // A balancer is given time to look away; somebody at the keyboard is not kept waiting.
  for (const [signal, lead] of [
    ['SIGTERM', config.DRAIN_SECONDS * 1000],
    ['SIGINT', 0],
  ] as const) {
    process.once(signal, () => {
      void service.close(lead).then(() => process.exit(0));
    });
  }
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof ContentError || error instanceof StartRefused;
  const inUse = (error as { code?: string }).code === 'EADDRINUSE';
  process.stderr.write(
    `${known ? error.message : inUse ? 'The port is already in use: set PORT to a free one.' : String((error as Error).stack ?? error)}\n`,
  );
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 100).unref();
});
