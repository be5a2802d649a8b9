/** When danger was heard in a handoff, which may be long after it came: from then on it is called out each hour. */
export const dangerHeard = (): readonly string[] => ['alter table handoffs add column danger_at text'];
