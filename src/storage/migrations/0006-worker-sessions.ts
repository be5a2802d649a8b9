/**
 * Sessions that can be ended by worker and checked again at the organisation. Whoever was signed in signs in again: what was kept of
 * them does not say their role.
 */
export const checkedSessions = (bytes: string): readonly string[] => [
  'delete from worker_sessions',
  "alter table worker_sessions add column person_hash text not null default ''",
  "alter table worker_sessions add column checked_at text not null default ''",
  "alter table worker_sessions add column check_after text not null default ''",
  `alter table worker_sessions add column renewal ${bytes}`,
  'create index worker_sessions_of on worker_sessions (person_hash)',
];
