import type { AuditLine } from '../queue/ports';
import type { Row } from './sql';

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
