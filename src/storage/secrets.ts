import { randomBytes } from 'node:crypto';
import { StartRefused } from '../errors';
import { makeSealer, oldestOf, type KeyRing, type Sealer } from './seal';
import type { Database } from './sql';

const hashing = 'hash';

/**
 * The sealer of a database: seals with the ring's current key, and hashes with a key that the database itself keeps, sealed. So
 * that every key of the ring can be changed and taken away while families' codes, tokens and the audit trail stay as they are.
 * Made on the first start. A database that already holds something hashed keeps the key its hashes came from: the ring's oldest.
 * Throws StartRefused when the ring does not open the database.
 */
export async function openSealer(database: Database, ring: KeyRing): Promise<Sealer> {
  const plain = makeSealer(ring);
  const sealed = await database.transaction(async (run) => {
    const known = async (): Promise<Buffer | undefined> =>
      (await run('select sealed from secrets where id = $1', [hashing])).rows[0]?.['sealed'] as Buffer | undefined;
    const found = await known();
    if (found) return found;
    const { rows } = await run(
      `select 1 as used from conversations union all select 1 from handoffs union all select 1 from worker_sessions limit 1`,
    );
    const key = rows.length > 0 ? oldestOf(ring) : randomBytes(32);
    const made = plain.seal({ key: key.toString('base64') }, `secret ${hashing}`);
    // Of two replicas that start at once, one makes it and both use it.
    await run('insert into secrets (id, sealed) values ($1, $2) on conflict do nothing', [hashing, made]);
    return (await known()) ?? made;
  });
  const { key } = opened(plain, sealed);
  return makeSealer(ring, Buffer.from(key, 'base64'));
}

function opened(sealer: Sealer, sealed: Buffer): { key: string } {
  try {
    return sealer.open(sealed, `secret ${hashing}`) as { key: string };
  } catch (error) {
    throw new StartRefused(
      `the keys given do not open this database: ENCRYPTION_KEYS (at home: home.key of DATA_FOLDER) must hold the key that it was sealed with (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}
