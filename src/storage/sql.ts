import { NameTaken, RevisionConflict, ServiceError, StartRefused } from '../errors';

/** A value of a column. Bytes come back as Buffer from both engines; whole numbers as number. */
export type SqlValue = string | number | Buffer | null;
export type Row = Readonly<Record<string, SqlValue>>;

/** The two engines; the few statements that they read differently ask which one they are for. */
export type Engine = 'libsql' | 'postgresql';

/** Runs one statement of a transaction, with $1, $2 … for its values. */
export type Run = (sql: string, values?: readonly SqlValue[]) => Promise<Changed>;

/** The little that the house needs of an SQL engine. Two engines give it, one contract test proves both. */
export interface Database {
  readonly engine: Engine;
  rows(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  /**
   * Runs work in one transaction: all of it is stored, durably, or nothing is. Each statement returns the rows it changed or read.
   * Transactions that give the same name in `alone` wait for each other, whichever replica they run in.
   */
  transaction<T>(work: (run: Run) => Promise<T>, alone?: string): Promise<T>;
  close(): Promise<void>;
}

export interface Changed {
  readonly count: number;
  readonly rows: readonly Row[];
}

/** The database is of another age than the program; whoever starts it must choose what to do. */
export class SchemaError extends StartRefused {}

/** What is told in a transaction by those who use the database, and is no fault of its own. */
const ours = [ServiceError, RevisionConflict, NameTaken, StartRefused] as const;

/** The same database, whose own faults become the refusal that a family or worker is told of kindly; the cause stays for the log. */
export function failingKindly(database: Database): Database {
  const kindly = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (ours.some((kind) => error instanceof kind)) throw error;
      throw new ServiceError('service-unavailable', { cause: error });
    }
  };
  return {
    engine: database.engine,
    rows: (sql, values) => kindly(() => database.rows(sql, values)),
    // A fault of what is done in the transaction is no fault of the database, and stays what it is.
    async transaction(work, alone) {
      let own: { readonly error: unknown } | undefined;
      const watched: typeof work = async (run) => {
        try {
          return await work((sql, values) => kindly(() => run(sql, values)));
        } catch (error) {
          own = { error };
          throw error;
        }
      };
      return database.transaction(watched, alone).catch((error: unknown) => {
        if (own?.error === error) throw error;
        return kindly(() => {
          throw error;
        });
      });
    },
    close: () => database.close(),
  };
}

/** Whether a turn could be read and written now. Changes nothing. */
export async function answers(database: Database): Promise<boolean> {
  try {
    await database.transaction(async (run) => {
      await run('select id from conversations limit 1');
      await run("delete from tallies where day = ''");
    });
    return true;
  } catch {
    return false;
  }
}
