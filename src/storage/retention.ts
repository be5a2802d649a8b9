import type { Database } from './sql';

const idleHours = 20;
const batch = 500;

/**
 * Ends conversations that nobody has touched for 20 hours: their rows are gone, and with secure delete their pages are
 * overwritten. Handoffs made in them stay in the queue. Returns how many ended.
 */
export async function endIdleConversations(database: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - idleHours * 3_600_000).toISOString();
  let ended = 0;
  for (;;) {
    const idle = await database.rows(`select id from conversations where touched_at < $1 limit ${batch}`, [before]);
    if (idle.length === 0) break;
    await database.transaction(async (run) => {
      for (const { id } of idle) {
        // Touched again in between, it stays.
        const gone = await run('delete from conversations where id = $1 and touched_at < $2', [id ?? null, before]);
        if (gone.count === 1) await run('delete from turns where conversation = $1', [id ?? null]);
        ended += gone.count;
      }
    });
  }
  // The write-ahead log keeps what was deleted, also by families who left, until it is written back and cut.
  if (database.engine === 'libsql') await database.rows('pragma wal_checkpoint(truncate)');
  return ended;
}
