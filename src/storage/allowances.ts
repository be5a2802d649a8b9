import type { Database, SqlValue } from './sql';

/** The accounts of what was spent of a minute, as rate-limiter-flexible asks for them; nothing where one process is all there is. */
export function allowanceStore(database: Database) {
  if (database.engine === 'libsql') return undefined;
  return {
    async query({ text, values = [] }: { readonly text: string; readonly values?: readonly unknown[] }) {
      const rows = await database.rows(text, values as readonly SqlValue[]);
      return { rows, rowCount: rows.length };
    },
  };
}
