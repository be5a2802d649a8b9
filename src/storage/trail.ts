import { randomUUID } from 'node:crypto';
import type { AuditLine } from '../queue/ports';
import type { Run } from './entries';
import type { Row } from './sql';

/** Writes one line of the trail, in the transaction of what it tells of: nothing is seen or moved without it. */
export async function audit(run: Run, line: AuditLine): Promise<void> {
  await run(
    'insert into audit (id, at, actor, actor_name, action, subject, purpose) values ($1, $2, $3, $4, $5, $6, $7)',
    [randomUUID(), line.at, line.actor, line.name, line.action, line.subject, line.purpose],
  );
}

export function auditLineFrom(row: Row): AuditLine {
  return {
    at: String(row['at']),
    actor: String(row['actor']),
    name: String(row['actor_name']),
    action: String(row['action']),
    subject: String(row['subject']),
    purpose: String(row['purpose']),
  };
}
