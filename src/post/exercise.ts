import type { Clock } from '../clock';
import type { Content } from '../content/content';
import { faultOf, type Log } from '../log';
import { exerciseDue, exerciseHandoff } from '../queue/exercise';
import { deskReceiver, receiversFor, type Receiver } from '../queue/pipe';
import type { Exercises } from '../storage/exercises';

const keptDays = 7;

export interface ExerciseNeeds {
  readonly exercises: Exercises;
  readonly content: Content;
  readonly receivers: readonly Receiver[];
  readonly caseNumber: () => string;
  /** Claims and closes the handoff of an exercise, as a worker would; does nothing the second time. */
  readonly acknowledge: (handoff: string) => Promise<void>;
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * The morning exercise, looked at each minute: begins it before the first phone hour in each open region that has receivers, and
 * acknowledges it once every receiver has taken its notice. Two processes begin it once.
 */
export function makeExerciseRound(needs: ExerciseNeeds): () => Promise<void> {
  const { exercises, content, clock, log } = needs;
  const begin = async (now: Date): Promise<void> => {
    for (const region of Object.values(content.regions)) {
      const asked = receiversFor(needs.receivers, region.region, undefined).filter(({ id }) => id !== deskReceiver);
      const due = region.open && asked.length > 0 ? exerciseDue(region, now) : undefined;
      if (!due) continue;
      const names = { case: needs.caseNumber(), about: content.say('fi')('notices.exercise.about') };
      if (await exercises.begin(due.day, due.slotAt, exerciseHandoff(region, due, now, names)))
        log.info('the morning exercise has begun', { region: region.region });
    }
  };
  const acknowledge = async (): Promise<void> => {
    for (const { region, day, handoff, waiting } of await exercises.open()) {
      if (waiting.length > 0) continue;
      await needs.acknowledge(handoff);
      await exercises.pass(region, day, clock.now());
      log.info('the morning exercise has got through', { region });
    }
  };
  return async () => {
    const now = clock.now();
    try {
      await begin(now);
      await acknowledge();
      await exercises.remove(new Date(now.getTime() - keptDays * 24 * 3_600_000));
    } catch (error) {
      log.error('the morning exercise cannot be looked at', faultOf(error));
    }
  };
}
