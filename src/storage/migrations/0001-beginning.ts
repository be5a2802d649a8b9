/** The first tables. `bytes` is the engine's own type for bytes. What is `sealed` is encrypted; nothing else names a person. */
export const beginning = (bytes: string): readonly string[] => [
  `create table conversations (
    id text primary key,
    region text not null,
    revision integer not null,
    size integer not null,
    touched_at text not null,
    handoff text,
    sealed ${bytes} not null
  )`,
  'create index conversations_touched on conversations (touched_at)',
  `create table turns (
    conversation text not null references conversations (id) on delete cascade,
    first integer not null,
    count integer not null,
    message_id text not null,
    sealed ${bytes} not null,
    primary key (conversation, first)
  )`,
  'create unique index turns_once on turns (conversation, message_id)',
  `create table handoffs (
    id text primary key,
    case_number text not null unique,
    code_hash text not null unique,
    conversation text,
    region text not null,
    area text not null,
    state text not null,
    owner text,
    danger_rank integer not null,
    child_self integer not null,
    received_at text not null,
    due_at text not null,
    closed_at text,
    ending text,
    revision integer not null,
    sealed ${bytes} not null
  )`,
  'create index handoffs_queue on handoffs (state, region, area)',
  `create table handoff_events (
    id text primary key,
    handoff text not null references handoffs (id) on delete cascade,
    at text not null,
    kind text not null,
    actor text,
    sealed ${bytes}
  )`,
  'create index handoff_events_of on handoff_events (handoff, at)',
  `create table tallies (
    day text not null,
    region text not null,
    measure text not null,
    value text not null,
    count integer not null,
    primary key (day, region, measure, value)
  )`,
  `create table outbox (
    id text primary key,
    kind text not null,
    created_at text not null,
    try_after text not null,
    tries integer not null,
    delivered_at text,
    sealed ${bytes} not null
  )`,
  'create index outbox_waiting on outbox (delivered_at, try_after)',
  `create table audit (
    id text primary key,
    at text not null,
    actor text not null,
    actor_name text not null,
    action text not null,
    subject text not null,
    purpose text not null
  )`,
  'create index audit_subject on audit (subject, at)',
  `create table worker_sessions (
    reference_hash text primary key,
    created_at text not null,
    touched_at text not null,
    sealed ${bytes} not null
  )`,
];
