import { createHash } from 'node:crypto';
import type { Database, Row, Run, SqlValue } from './sql';

/** A table as a database has it: what its rows are found by, and which tables must be there before it. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

/** The number of rows of a table, and a sum over all of them that does not depend on their order. */
export interface Digest {
  readonly rows: number;
  /** Of SHA-256 over each row; hexadecimal. */
  readonly sum: string;
}

const batch = 500;
const modulus = 1n << 256n;

/** The tables of an embedded database, those that others lean on first. What the engine or the schema's own number needs is not among them. */
export async function tablesOf(database: Database): Promise<readonly Table[]> {
  const names = (
    await database.rows(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like 'libsql%' and name <> 'schema_version' order by name",
    )
  ).map((row) => String(row['name']));
  const leans = new Map<string, readonly string[]>();
  for (const name of names)
    leans.set(
      name,
      (await database.rows(`pragma foreign_key_list(${name})`)).map((row) => String(row['table'])),
    );
  const ordered: string[] = [];
  const place = (name: string): void => {
    if (ordered.includes(name)) return;
    for (const other of leans.get(name) ?? []) if (other !== name) place(other);
    ordered.push(name);
  };
  names.forEach(place);
  return Promise.all(ordered.map((name) => tableOf(database, name)));
}

async function tableOf(database: Database, name: string): Promise<Table> {
  const columns = await database.rows(`pragma table_info(${name})`);
  const key = columns
    .filter((column) => Number(column['pk']) > 0)
    .sort((one, other) => Number(one['pk']) - Number(other['pk']));
  return {
    name,
    columns: columns.map((column) => String(column['name'])).sort(),
    key: key.map((column) => String(column['name'])),
  };
}

/** Reads a whole table by its key, some hundred rows at a time. */
export async function* rowsOf(run: Run, { name, columns, key }: Table): AsyncGenerator<readonly Row[]> {
  const order = key.join(', ');
  let after: SqlValue[] = [];
  for (;;) {
    const beyond = after.length > 0 ? `where (${order}) > (${key.map((_, index) => `$${index + 1}`).join(', ')})` : '';
    const { rows } = await run(
      `select ${columns.join(', ')} from ${name} ${beyond} order by ${order} limit ${batch}`,
      after,
    );
    if (rows.length > 0) yield rows;
    if (rows.length < batch) return;
    after = key.map((column) => rows.at(-1)?.[column] ?? null);
  }
}

/** Counts and sums a whole table. Two engines give the same for the same rows. */
export async function digestOf(run: Run, table: Table): Promise<Digest> {
  let [rows, sum] = [0, 0n];
  for await (const some of rowsOf(run, table)) {
    for (const row of some) sum = (sum + hashOf(row, table.columns)) % modulus;
    rows += some.length;
  }
  return { rows, sum: sum.toString(16).padStart(64, '0') };
}

function hashOf(row: Row, columns: readonly string[]): bigint {
  const told = columns.map((column) => {
    const value = row[column] ?? null;
    return Buffer.isBuffer(value) ? { bytes: value.toString('base64') } : value;
  });
  return BigInt(`0x${createHash('sha256').update(JSON.stringify(told)).digest('hex')}`);
}
