import type { Sealer } from './seal';
import { sealedTables, type SealedTable } from './sealed';
import type { Database, Row, SqlValue } from './sql';

/** How many rows of one table are sealed with each key of the ring, and with keys that the ring does not have. */
export interface KeyUse {
  readonly table: string;
  readonly byKey: Readonly<Record<string, number>>;
  readonly unknown: number;
}

/** What one run of a rotation did. */
export interface Rotation {
  readonly resealed: number;
  /** Rows that changed while they were being sealed again: whoever changed them sealed them with the key of their own ring. */
  readonly changedMeanwhile: number;
  /** Rows that no key of the ring opens. They stay as they are. */
  readonly unopened: number;
}

/** Few enough that nobody who writes beside waits long for a batch. */
const batch = 50;

/** Counts the rows by the first bytes of their seals: one reading of each table, and nothing is opened. */
export async function keyUse(database: Database, sealer: Sealer): Promise<readonly KeyUse[]> {
  const values = sealer.beginnings.map(({ bytes }) => bytes);
  const uses: KeyUse[] = [];
  for (const { table, column = 'sealed' } of sealedTables) {
    const sums = sumsOf(sealer, column);
    const [row] = await database.rows(`select count(${column}) as whole, ${sums} from ${table}`, values);
    const counts = sealer.beginnings.map(({ id }, index) => [id, Number(row?.[`key_${index}`] ?? 0)] as const);
    const known = counts.reduce((sum, [, count]) => sum + count, 0);
    uses.push({
      table: column === 'sealed' ? table : `${table}.${column}`,
      byKey: Object.fromEntries(counts),
      unknown: Number(row?.['whole'] ?? 0) - known,
    });
  }
  return uses;
}

/**
 * Seals everything again with the ring's current key, a batch at a time, beside a running service: a row is replaced only if its
 * bytes are still those that were read. It may be stopped at any moment and run again; what is done is passed over.
 */
export async function rotateKeys(
  database: Database,
  sealer: Sealer,
  told: (table: string, resealed: number) => void = () => undefined,
): Promise<Rotation> {
  const total = { resealed: 0, changedMeanwhile: 0, unopened: 0 };
  for (const table of sealedTables) {
    let after: readonly SqlValue[] | undefined;
    for (;;) {
      const rows = await notCurrent(database, sealer, table, after);
      if (rows.length === 0) break;
      await database.transaction(async (run) => {
        for (const row of rows) {
          const sealed = sealedAgain(sealer, table, row);
          if (!sealed) {
            total.unopened += 1;
            continue;
          }
          const { count } = await run(
            `update ${table.table} set ${columnOf(table)} = $1 where ${columnOf(table)} = $2 and ${table.key.map((column, index) => `${column} = $${index + 3}`).join(' and ')}`,
            [sealed, row[columnOf(table)] ?? null, ...keyOf(table, row)],
          );
          total[count === 1 ? 'resealed' : 'changedMeanwhile'] += 1;
        }
      });
      told(table.table, total.resealed);
      after = keyOf(table, rows.at(-1) ?? {});
    }
  }
  return total;
}

async function notCurrent(
  database: Database,
  sealer: Sealer,
  { table, column = 'sealed', key }: SealedTable,
  after: readonly SqlValue[] | undefined,
): Promise<readonly Row[]> {
  const current = sealer.beginnings[0]?.bytes ?? Buffer.alloc(0);
  const columns = key.join(', ');
  const beyond = after ? `and (${columns}) > (${key.map((_, index) => `$${index + 2}`).join(', ')})` : '';
  return database.rows(
    `select ${columns}, ${column} from ${table} where ${column} is not null and substr(${column}, 1, ${current.length}) <> $1 ${beyond} order by ${columns} limit ${batch}`,
    [current, ...(after ?? [])],
  );
}

function keyOf({ key }: SealedTable, row: Row): SqlValue[] {
  return key.map((column) => row[column] ?? null);
}

/** The seal is opened and made again. A row that no key opens is told of and left, so that it does not keep the others waiting. */
function sealedAgain(sealer: Sealer, table: SealedTable, row: Row): Buffer | undefined {
  const place = table.place(row);
  try {
    return sealer.seal(sealer.open(row[columnOf(table)] as Buffer, place), place);
  } catch {
    return undefined;
  }
}

function columnOf({ column = 'sealed' }: SealedTable): string {
  return column;
}

function sumsOf(sealer: Sealer, column: string): string {
  return sealer.beginnings
    .map(({ bytes }, index) => {
      const begins = `substr(${column}, 1, ${bytes.length}) = $${index + 1}`;
      return `coalesce(sum(case when ${begins} then 1 else 0 end), 0) as key_${index}`;
    })
    .join(', ');
}
