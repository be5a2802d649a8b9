import type { Row } from './sql';

/** A column of sealed bytes: its table, how a row is found, and which place its seal is bound to. */
export interface SealedTable {
  readonly table: string;
  /** The column of the bytes: `sealed`, where nothing else is said. */
  readonly column?: string;
  /** The columns of its primary key. */
  readonly key: readonly string[];
  readonly place: (row: Row) => string;
}

const by =
  (word: string, ...columns: readonly string[]) =>
  (row: Row): string =>
    [word, ...columns.map((column) => String(row[column]))].join(' ');

/**
 * Every column that holds encrypted bytes. A key can only be taken out of the ring when none of them needs it, so
 * a test reads the schema and misses any that is not here.
 */
export const sealedTables: readonly SealedTable[] = [
  { table: 'conversations', key: ['id'], place: by('session', 'id') },
  { table: 'turns', key: ['conversation', 'first'], place: by('turn', 'conversation', 'first') },
  { table: 'handoffs', key: ['id'], place: by('handoff', 'id') },
  { table: 'handoff_events', key: ['id'], place: by('event', 'id') },
  { table: 'outbox', key: ['id'], place: by('outbox', 'id') },
  { table: 'worker_sessions', key: ['reference_hash'], place: by('worker session', 'reference_hash') },
  {
    table: 'worker_sessions',
    column: 'renewal',
    key: ['reference_hash'],
    place: by('worker renewal', 'reference_hash'),
  },
  { table: 'drafts', key: ['handoff', 'worker'], place: by('draft', 'handoff', 'worker') },
  { table: 'consults', key: ['id'], place: by('consult', 'id') },
  { table: 'secrets', key: ['id'], place: by('secret', 'id') },
  { table: 'far_chats', key: ['conversation'], place: by('far chat', 'conversation') },
  { table: 'team_channels', key: ['id'], place: by('team channel', 'id') },
  { table: 'known_workers', key: ['person'], place: by('known worker', 'person') },
  { table: 'audit_head', key: ['id'], place: () => 'audit head' },
];
