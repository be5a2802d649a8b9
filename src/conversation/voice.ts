import { isOwned } from '../queue/life';
import { told } from './told';
import type { World } from './ports';
import type { Turn } from './step';

const alwaysHeard: readonly (string | undefined)[] = ['leave', 'save', 'language'];

/**
 * Who has the voice. While a worker has it the robot says nothing but the emergency card, and the message goes to the worker.
 * While a handoff only waits, or is over, the conversation goes on as before.
 */
export function voice(turn: Turn, world: World): Turn {
  const state = turn.stored?.handoff;
  if (turn.incoming.kind !== 'message' || state === undefined || !isOwned(state)) return turn;
  if (alwaysHeard.includes(turn.incoming.value?.command)) return turn;
  return { ...turn, told: told(turn, world), says: turn.says.filter((say) => say.effect === 'card'), settled: true };
}
