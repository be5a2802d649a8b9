import type { Consult } from '../queue/ports';
import { eventFrom } from './handoff-rows';
import type { Sealer } from './seal';
import type { Database } from './sql';

const most = 200;

/** The consultations of handoffs that are still open, the newest first, each with its answers. */
export async function openConsults(database: Database, sealer: Sealer): Promise<readonly Consult[]> {
  const rows = await database.rows(
    `select id, handoff, at, sealed from consults where closed_at is null order by at desc, id limit ${most}`,
  );
  if (rows.length === 0) return [];
  const events = await database.rows(
    `select e.id, e.at, e.kind, e.consult, e.sealed from handoff_events e join consults c on c.id = e.consult
      where e.kind = 'answer' and c.closed_at is null order by e.at, e.revision`,
  );
  const answers = events.map((event) => eventFrom(event, sealer));
  return rows.map((row) => {
    const id = String(row['id']);
    const asks = sealer.open(row['sealed'] as Buffer, `consult ${id}`) as Omit<
      Consult,
      'id' | 'handoff' | 'at' | 'answers'
    >;
    return {
      ...asks,
      id,
      handoff: String(row['handoff']),
      at: String(row['at']),
      answers: answers.filter((one) => one.consult === id).map(({ at, by, text }) => ({ at, by, text })),
    };
  });
}
