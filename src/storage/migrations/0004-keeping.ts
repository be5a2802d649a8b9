import type { Engine } from '../sql';

/**
 * What is needed to keep things and to let them go: an audit trail whose lines hang on each other and cannot be changed, secrets of
 * the deployment, the list of what was deleted, marks of what the house did when, and when a handoff was moved to the client
 * information system.
 */
export const keeping = (bytes: string, engine: Engine): readonly string[] => [
  ...["detail text not null default ''", 'case_number text', 'seq integer', 'key_id text', 'hash text'].map(
    (column) => `alter table audit add column ${column}`,
  ),
  'create unique index audit_in_order on audit (seq)',
  'create index audit_actor on audit (actor, seq)',
  'create index audit_case on audit (case_number, seq)',
  'create index audit_at on audit (at)',
  // The end and the beginning of the chain, sealed beside it: a tail that was cut off is missed.
  `create table audit_head (
    id integer primary key check (id = 1),
    seq integer not null,
    pruned_to integer not null,
    sealed ${bytes} not null
  )`,
  ...(engine === 'libsql' ? appendOnlyInLibsql : appendOnlyInPostgresql),
  `create table secrets (
    id text primary key,
    sealed ${bytes} not null
  )`,
  `create table deletions (
    hash text primary key,
    what text not null,
    at text not null
  )`,
  'create index deletions_at on deletions (at)',
  `create table marks (
    name text primary key,
    value text not null
  )`,
];

// A line in the chain never changes. It may go only below the checkpoint that retention has sealed before.
const appendOnlyInLibsql: readonly string[] = [
  `create trigger audit_unchanged before update on audit when old.seq is not null
   begin select raise(abort, 'the audit trail is append-only'); end`,
  `create trigger audit_kept before delete on audit
   when old.seq is null or old.seq > coalesce((select pruned_to from audit_head where id = 1), 0)
   begin select raise(abort, 'the audit trail is append-only'); end`,
  `create trigger audit_head_kept before delete on audit_head
   begin select raise(abort, 'the audit trail is append-only'); end`,
];

const appendOnlyInPostgresql: readonly string[] = [
  `create function audit_is_kept() returns trigger language plpgsql as $$
   begin
     if tg_table_name = 'audit' and tg_op = 'UPDATE' then
       if old.seq is null then return new; end if;
     elsif tg_table_name = 'audit' and tg_op = 'DELETE' then
       if old.seq <= (select pruned_to from audit_head where id = 1) then return old; end if;
     end if;
     raise exception 'the audit trail is append-only';
   end $$`,
  'create trigger audit_kept before update or delete on audit for each row execute function audit_is_kept()',
  'create trigger audit_not_emptied before truncate on audit for each statement execute function audit_is_kept()',
  'create trigger audit_head_kept before delete on audit_head for each row execute function audit_is_kept()',
  'create trigger audit_head_not_emptied before truncate on audit_head for each statement execute function audit_is_kept()',
];
