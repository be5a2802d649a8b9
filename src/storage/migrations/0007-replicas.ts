/**
 * What replicas share besides conversations: stream tickets already used, and what each token, conversation and address has spent of
 * its allowance. Both are worth minutes only, so PostgreSQL need not bring them through a crash, nor wait for the disk at each write.
 */
export const replicas = (bytes: string): readonly string[] => {
  const table = bytes === 'bytea' ? 'create unlogged table' : 'create table';
  return [
    `${table} used_tickets (nonce text primary key, until text not null)`,
    // The columns are those of rate-limiter-flexible.
    `${table} allowances (key varchar(255) primary key, points integer not null default 0, expire bigint)`,
  ];
};
