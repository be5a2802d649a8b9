/** Events of one handoff in the order they were written, also when two carry the same instant: the revision they were thought from. */
export const orderOfEvents = (): readonly string[] => [
  'alter table handoff_events add column revision integer not null default 0',
];
