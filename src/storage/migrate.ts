import { beginning } from './migrations/0001-beginning';
import { orderOfEvents } from './migrations/0002-order-of-events';
import { lifeOfAHandoff } from './migrations/0003-life-of-a-handoff';
import { keeping } from './migrations/0004-keeping';
import { notices } from './migrations/0005-notices';
import { checkedSessions } from './migrations/0006-worker-sessions';
import { replicas } from './migrations/0007-replicas';
import { teams } from './migrations/0008-teams';
import { dangerHeard } from './migrations/0009-danger-heard';
import { SchemaError, type Database, type Engine } from './sql';

/** Every change of the schema, in order; a number once used never changes its meaning. */
const migrations: readonly ((bytes: string, engine: Engine) => readonly string[])[] = [
  beginning,
  orderOfEvents,
  lifeOfAHandoff,
  keeping,
  notices,
  checkedSessions,
  replicas,
  teams,
  dangerHeard,
];

const lockNumber = 7_082_026;

/** Brings a database to this program's schema. Only one process does it at a time; a newer schema than ours is refused. */
export async function migrate(database: Database): Promise<void> {
  const bytes = database.engine === 'libsql' ? 'blob' : 'bytea';
  await database.transaction(async (run) => {
    if (database.engine === 'postgresql') await run(`select pg_advisory_xact_lock(${lockNumber})`);
    await run('create table if not exists schema_version (number integer not null)');
    const known = (await run('select coalesce(max(number), 0) as number from schema_version')).rows[0]?.['number'];
    const from = typeof known === 'number' ? known : 0;
    if (from > migrations.length)
      throw new SchemaError(
        `the database has schema ${from}, this program knows ${migrations.length}: start the newer program, or restore a backup`,
      );
    for (let number = from; number < migrations.length; number += 1) {
      for (const sql of migrations[number]?.(bytes, database.engine) ?? []) await run(sql);
      await run('insert into schema_version (number) values ($1)', [number + 1]);
    }
  });
}
