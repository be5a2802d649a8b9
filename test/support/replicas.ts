import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOwnService, type OwnService } from '../../src/commands/own-service';
import { dataFolder } from './root';
import { postgresql } from './schema';
import { testKeys } from './service';

export const describeReplicas = postgresql === undefined ? describe.skip : describe;

/** Services as processes of their own, on one database. */
export interface Fleet {
  start(env?: Readonly<Record<string, string>>): Promise<OwnService>;
  close(): Promise<void>;
}

export function openFleet(env: Readonly<Record<string, string>>): Fleet {
  const folder = mkdtempSync(join(tmpdir(), 'luotsi-fleet-'));
  const all: OwnService[] = [];
  return {
    async start(more = {}) {
      const service = await startOwnService(
        {
          DATA_FOLDER: dataFolder,
          DATABASE_FILE: join(folder, 'luotsi.db'),
          ENCRYPTION_KEYS: testKeys,
          ...env,
          ...more,
        },
        folder,
      );
      all.push(service);
      return service;
    },
    async close() {
      await Promise.all(all.map(async (one) => (one.process.exitCode === null ? one.end('SIGKILL') : null)));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
