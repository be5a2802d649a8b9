import type { Entry } from '../../src/conversation/outgoing';
import { deskRules } from '../../src/http/desk-rules';
import { workDesk, type DeskRules, type WorkDesk } from '../../src/queue/desk';
import type { MoveWords } from '../../src/queue/family-hears';
import type { Worker } from '../../src/queue/ports';
import { theContent, type House } from './house';

/** What a family hears of a move, said by the name of what happened. */
export const testWords: MoveWords = (heard, language) => [
  {
    text: heard,
    luotsi: {
      language,
      notice: 'voice',
      voice: heard === 'joined' || heard === 'changed' ? 'worker' : heard === 'returned' ? 'waiting' : 'bot',
    },
  },
];

/** The desk of a house as the service would build it, but for the words. */
export function openDesk(house: House, change: Partial<DeskRules> = {}): WorkDesk<Entry> {
  return workDesk<Entry>(house.desk, house.clock, { ...deskRules(theContent()), words: testWords, ...change });
}

export function workerNamed(id: string, areas: Worker['areas'] = 'all', role: Worker['role'] = 'worker'): Worker {
  return { id, name: `Työntekijä ${id}`, purpose: 'asiakasohjaus', role, areas };
}
