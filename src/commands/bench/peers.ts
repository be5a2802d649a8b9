import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { roundOf, type Round } from './figures';

/** BotBuilder's own five-step waterfall in memory, and a bare restify, in a process of their own. */
export interface Peers {
  readonly cloud: string;
  readonly echo: string;
  /** Turns in the peer's process, without any door; it begins on an empty memory. */
  inProcess(conversations: number, milliseconds: number): Promise<Round>;
  /** Empties the peer's memory, as a round of its own would. */
  forget(): Promise<void>;
  close(): void;
}

/** Starts the peers, or gives nothing where they are not installed. */
export async function startPeers(root: string): Promise<Peers | undefined> {
  const folder = join(root, 'test', 'peers');
  if (!existsSync(join(folder, 'node_modules', 'botbuilder-dialogs'))) return undefined;
  const child = spawn(process.execPath, [join(folder, 'waterfall.cjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <T>(): Promise<T> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('the peers stopped');
    return JSON.parse(line.value) as T;
  };
  const { cloud, echo } = await next<{ cloud: string; echo: string }>();
  const ask = (conversations: number, milliseconds: number): Promise<{ took: number[]; milliseconds: number }> => {
    child.stdin.write(`${JSON.stringify({ conversations, milliseconds })}\n`);
    return next();
  };
  return {
    cloud,
    echo,
    async inProcess(conversations, milliseconds) {
      const found = await ask(conversations, milliseconds);
      return roundOf(found.took, found.milliseconds);
    },
    async forget() {
      await ask(0, 0);
    },
    close: () => child.kill('SIGKILL'),
  };
}
