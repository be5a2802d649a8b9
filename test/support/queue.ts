import type { Entry } from '../../src/conversation/outgoing';
import type { WorkDesk } from '../../src/queue/desk';
import { greetFamily, type Family, type House, type Said } from './house';
import { walk, wantsContact } from './walk';

/** A family that has sent its request, with the handoff that came of it and the code it was shown. */
export interface Sent {
  readonly family: Family;
  readonly id: string;
  readonly code: string;
}

export async function sentTo(house: House, answers: Readonly<Record<string, Said>> = {}): Promise<Sent> {
  const family = await greetFamily(house);
  await walk(family, { ...wantsContact, ...answers }, 'heard');
  const [row] = await house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);
  const code = family.words.find((word) => word.luotsi.handoff)?.luotsi.handoff?.code ?? '';
  return { family, id: String(row?.['id']), code };
}

/** The notices in the outbox, by their ids, in the order they were written. */
export async function noticesIn(house: Pick<House, 'database'>, kind = 'notice.%'): Promise<string[]> {
  const rows = await house.database.rows('select id from outbox where kind like $1 order by created_at, id', [kind]);
  return rows.map((row) => String(row['id']));
}

export type TestDesk = WorkDesk<Entry>;
