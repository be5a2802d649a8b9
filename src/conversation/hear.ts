import { ServiceError } from '../errors';
import { faultOf } from '../log';
import type { Incoming } from './incoming';
import type { Entry, Outgoing } from './outgoing';
import type { World } from './ports';
import { busy, trouble } from './trouble';
import { takeTurn } from './turn';

export interface HearSettings {
  /** A name by which an apology is found in the log. */
  readonly reference: () => string;
  /** Whether a message of another channel may be taken now; the house's own doors ask for themselves. */
  readonly admits: (conversation: string) => Promise<boolean>;
  /** Told of every turn when it is over. */
  readonly measured: (turn: {
    readonly channel: Incoming['channel'];
    readonly ended: 'answered' | 'apology' | 'busy';
    readonly milliseconds: number;
  }) => void;
}

/** What a message was answered: the stored entry and its words, or only an apology when nothing could be stored. */
export interface Answered {
  readonly entry: Entry | undefined;
  readonly words: readonly Outgoing[];
}

/** What every door hands its messages to. */
export type Hear = (incoming: Incoming) => Promise<Answered>;

/**
 * Lets one message be taken by the turn, measured. A fault of the house becomes an apology with numbers in the family's language and
 * a reference in the log; too many messages become numbers and a moment's patience.
 */
export function hearing(world: World, settings: HearSettings): Hear {
  return async (incoming) => {
    const { channel, region, language, conversation } = incoming;
    const started = performance.now();
    const admitted = channel === 'web' || (await settings.admits(conversation));
    const answered = admitted
      ? await answer(incoming, world, settings)
      : { entry: undefined, words: [busy(world.content, region, language, world.clock.now())] };
    const milliseconds = performance.now() - started;
    const ended = answered.entry ? 'answered' : admitted ? 'apology' : 'busy';
    settings.measured({ channel, ended, milliseconds });
    world.log.info('turn', { channel, region, milliseconds: Math.round(milliseconds) });
    return answered;
  };
}

async function answer(incoming: Incoming, world: World, settings: HearSettings): Promise<Answered> {
  try {
    const entry = await takeTurn(incoming, world);
    return { entry, words: entry.words };
  } catch (error) {
    if (error instanceof ServiceError && error.code !== 'service-unavailable') throw error;
    const reference = settings.reference();
    world.log.error('turn failed', { reference, channel: incoming.channel, ...faultOf(error) });
    const words = [trouble(world.content, incoming.region, incoming.language, reference, world.clock.now())];
    return { entry: undefined, words };
  }
}
