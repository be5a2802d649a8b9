import { RevisionConflict } from '../errors';
import { newSession } from '../flow/session';
import { offeredLanguage } from '../region/region';
import { danger } from './danger';
import { commands } from './commands';
import type { Incoming } from './incoming';
import { listen } from './listen';
import { once } from './once';
import { inOrder } from './order';
import type { Entry } from './outgoing';
import type { Stored, World } from './ports';
import { proceed } from './proceed';
import { settle } from './settle';
import { speak } from './speak';
import type { Step, Turn } from './step';
import { voice } from './voice';

/** The steps of a turn, in the order a family experiences them. A step may settle the turn and so end it. */
const steps: readonly Step[] = [once, danger, voice, commands, listen, proceed];

const mostTries = 20;

/**
 * Takes one message through the house: read once, think, write once, and only then speak. Turns of one conversation follow
 * each other; when another replica wrote first, the turn is thought again from what is stored. A retry gets the same words.
 */
export async function takeTurn(incoming: Incoming, world: World): Promise<Entry> {
  return inOrder(incoming.conversation, async () => {
    for (let tried = 1; ; tried += 1) {
      try {
        return await thinkAndWrite(incoming, world);
      } catch (error) {
        if (!(error instanceof RevisionConflict) || tried >= mostTries) throw error;
      }
    }
  });
}

async function thinkAndWrite(incoming: Incoming, world: World): Promise<Entry> {
  let turn = openTurn(incoming, await world.conversations.open(incoming.conversation, incoming.messageId), world);
  for (const step of steps) if (!turn.settled) turn = step(turn, world);
  if (turn.repeated) return turn.repeated;
  const words = speak(turn, world);
  return settle(turn, words, world);
}

function openTurn(incoming: Incoming, stored: Stored | undefined, world: World): Turn {
  const region = world.content.regions[incoming.region];
  const session =
    stored?.session ??
    newSession({
      region: incoming.region,
      channel: incoming.channel,
      language: offeredLanguage(region ?? { languages: ['fi'] }, incoming.language),
      content: world.content.version,
      startedAt: world.clock.now().toISOString(),
    });
  return {
    incoming,
    stored,
    session,
    told: undefined,
    says: [],
    handoff: undefined,
    code: undefined,
    leaves: false,
    repeated: undefined,
    settled: false,
  };
}
