import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyRing } from './seal';

/** The key of a start at home: made on the first one, kept beside the database, readable by its owner only. Never used in production. */
export function homeKey(folder: string): KeyRing {
  const file = join(folder, 'home.key');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
  }
  return { keys: [{ id: 'home', key: Buffer.from(readFileSync(file, 'utf8').trim(), 'base64') }] };
}
