import type { AuditLine } from '../queue/ports';
import type { Row } from './sql';

export function auditLineFrom(row: Row): AuditLine {
  return {
    at: String(row['at']),
    actor: String(row['actor']),
    name: String(row['actor_name']),
    action: String(row['action']),
    subject: String(row['subject']),
    caseNumber: typeof row['case_number'] === 'string' ? row['case_number'] : null,
    purpose: String(row['purpose']),
    detail: String(row['detail']),
  };
}
