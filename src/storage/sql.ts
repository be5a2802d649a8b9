/** A value of a column. Bytes come back as Buffer from both engines; whole numbers as number. */
export type SqlValue = string | number | Buffer | null;
export type Row = Readonly<Record<string, SqlValue>>;

export interface Statement {
  /** One statement both engines read the same way, with $1, $2 … for its values. */
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** The little that the house needs of an SQL engine. Two engines give it, one contract test proves both. */
export interface Database {
  readonly engine: 'libsql' | 'postgresql';
  rows(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  /** Runs work in one transaction: all of it is stored, durably, or nothing is. Returns the rows changed or returned by each statement. */
  transaction<T>(
    work: (run: (sql: string, values?: readonly SqlValue[]) => Promise<Changed>) => Promise<T>,
  ): Promise<T>;
  /** Whether the engine answers now. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

export interface Changed {
  readonly count: number;
  readonly rows: readonly Row[];
}
