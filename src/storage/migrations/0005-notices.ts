/**
 * A notice is one row of the outbox; what it becomes for each receiver is a row of its own, so that one receiver's success is not
 * repeated when another fails. Beside it the morning's exercise, once for each region and day.
 */
export const notices = (): readonly string[] => [
  'alter table outbox add column notice text',
  'alter table outbox add column receiver text',
  'alter table outbox add column refused integer not null default 0',
  'alter table outbox add column urged_at text',
  'create index outbox_of_receiver on outbox (receiver, delivered_at, try_after)',
  'create index outbox_of_notice on outbox (notice)',
  `create table exercises (
    region text not null,
    day text not null,
    handoff text not null unique,
    begun_at text not null,
    slot_at text not null,
    passed_at text,
    primary key (region, day)
  )`,
];
