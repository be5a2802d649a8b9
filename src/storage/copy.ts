import { StartRefused } from '../errors';
import type { Database, Row, Run } from './sql';
import { digestOf, rowsOf, tablesOf, type Digest, type Table } from './tables';

/** One table on both sides of a copy. */
export interface Copied {
  readonly table: string;
  readonly from: Digest;
  readonly to: Digest;
}

const atOnce = 100;

/**
 * Moves everything from an embedded database into an empty PostgreSQL one, in one transaction: either all of it is there, and rows
 * and sums of every table are the same on both sides, or nothing is. Seals, codes and the audit trail stay valid under the same keys.
 * Throws StartRefused when the other database is not empty, has another schema, or reads differently afterwards.
 */
export async function copyDatabase(from: Database, to: Database): Promise<readonly Copied[]> {
  const tables = await tablesOf(from);
  const source: Run = async (sql, values) => ({ count: 0, rows: await from.rows(sql, values) });
  return to.transaction(async (run) => {
    for (const table of tables) await mustFit(run, table);
    const copied: Copied[] = [];
    for (const table of tables) {
      for await (const rows of rowsOf(source, table)) await put(run, table, rows);
      copied.push({ table: table.name, from: await digestOf(source, table), to: await digestOf(run, table) });
    }
    const different = copied.filter((one) => one.from.rows !== one.to.rows || one.from.sum !== one.to.sum);
    if (different.length > 0)
      throw new StartRefused(
        `nothing was copied: ${different.map(({ table }) => table).join(', ')} read differently on the two sides; stop whatever else writes to either database and copy again`,
      );
    return copied;
  });
}

async function mustFit(run: Run, { name, columns }: Table): Promise<void> {
  const { rows } = await run(
    'select column_name from information_schema.columns where table_schema = current_schema() and table_name = $1',
    [name],
  );
  const there = rows.map((row) => String(row['column_name'])).sort();
  if (there.join() !== columns.join())
    throw new StartRefused(
      `the table ${name} is not the same on both sides: start the same version of the program once on each database`,
    );
  if ((await run(`select 1 as used from ${name} limit 1`)).rows.length > 0)
    throw new StartRefused(
      `the database of DATABASE_URL is not empty (${name} has rows): copy into a new one, on which no service was started`,
    );
}

async function put(run: Run, { name, columns }: Table, rows: readonly Row[]): Promise<void> {
  for (let start = 0; start < rows.length; start += atOnce) {
    const some = rows.slice(start, start + atOnce);
    const places = some.map(
      (_, row) => `(${columns.map((_column, index) => `$${row * columns.length + index + 1}`).join(', ')})`,
    );
    await run(
      `insert into ${name} (${columns.join(', ')}) values ${places.join(', ')}`,
      some.flatMap((row) => columns.map((column) => row[column] ?? null)),
    );
  }
}
