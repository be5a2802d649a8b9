/**
 * What the life of a handoff needs to be listed, ordered and reminded of without opening what is sealed. Old rows get what is true
 * of them: they came by the chat, and nobody has tried the family yet as far as is known.
 */
export const lifeOfAHandoff = (bytes: string): readonly string[] => [
  ...[
    "kind text not null default 'contact'",
    "origin text not null default 'chat'",
    'owner_name text',
    'touched_at text',
    'attempted_at text',
    'contacted_at text',
    'tries integer not null default 0',
    'moves integer not null default 0',
    'news integer not null default 0',
    "safe_times text not null default ''",
    'offered_area text',
    'offered_party text',
    'preferred text',
    'fill_later integer not null default 0',
    'transferred_at text',
    'statutory_due_at text',
    'first_reader text',
    'duty_at text',
  ].map((column) => `alter table handoffs add column ${column}`),
  'create index handoffs_offered on handoffs (offered_area, state)',
  'create index handoffs_conversation on handoffs (conversation)',
  'alter table handoff_events add column consult text',
  'create index handoff_events_consult on handoff_events (consult)',
  `create table drafts (
    handoff text not null references handoffs (id) on delete cascade,
    worker text not null,
    at text not null,
    sealed ${bytes} not null,
    primary key (handoff, worker)
  )`,
  `create table consults (
    id text primary key,
    handoff text not null references handoffs (id) on delete cascade,
    at text not null,
    asked_by text not null,
    closed_at text,
    sealed ${bytes} not null
  )`,
  'create index consults_open on consults (closed_at, at)',
  `create table absences (
    worker text primary key,
    since text not null
  )`,
];
