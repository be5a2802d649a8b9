import { NameTaken, RevisionConflict } from '../errors';
import { newSession } from '../flow/session';
import { offeredLanguage } from '../region/region';
import { danger } from './danger';
import { commands } from './commands';
import type { Incoming } from './incoming';
import { listen } from './listen';
import { once } from './once';
import { inOrder } from './order';
import type { Entry } from './outgoing';
import type { Held, Stored, World } from './ports';
import { proceed } from './proceed';
import { settle, type Settled } from './settle';
import { speak } from './speak';
import type { Step, Turn } from './step';
import { voice } from './voice';

/** The steps of a turn, in the order a family experiences them. A step may settle the turn and so end it. */
const steps: readonly Step[] = [once, danger, voice, commands, listen, proceed];

const mostTries = 20;

/**
 * Takes one message through the house: read once, think, write once, and only then speak. Turns of one conversation follow each
 * other, at other replicas too, for the conversation is held from the reading to the writing. When a worker's move was written in
 * between, or a random name was taken, the turn is thought again from what is stored. A retry gets the same words.
 */
export async function takeTurn(incoming: Incoming, world: World): Promise<Entry> {
  return inOrder(incoming.conversation, async () => {
    const { entry, ended, queue } = await written(incoming, world);
    world.announce(entry, ended);
    if (queue) world.announceQueue();
    return entry;
  });
}

async function written(incoming: Incoming, world: World): Promise<Settled> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await world.conversations.hold(incoming.conversation, (held) => thinkAndWrite(incoming, world, held));
    } catch (error) {
      const again = error instanceof RevisionConflict || error instanceof NameTaken;
      if (!again || tried >= mostTries) throw error;
    }
  }
}

async function thinkAndWrite(incoming: Incoming, world: World, held: Held): Promise<Settled> {
  let turn = openTurn(incoming, await held.open(incoming.conversation, incoming.messageId), world);
  for (const step of steps) if (!turn.settled) turn = step(turn, world);
  // Told again, too: the replica that answered first may have stopped before it told anybody.
  if (turn.repeated) return { entry: turn.repeated, ended: false, queue: false };
  const words = speak(turn, world);
  return settle(turn, words, world, held);
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
