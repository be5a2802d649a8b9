import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { ServiceError } from '../errors';

/** Wrong codes from one place within a quarter of an hour. Right ones cost nothing, so a school behind one address is not shut out. */
const fromOnePlace = 20;
/** Wrong codes in all: guessing from many places at once stays hopeless too. */
const inAll = 600;
const quarter = 15 * 60;

/** Counts codes that opened nothing, in this process's memory alone. The place is a worker's id or a hash of an address; none where it cannot be told. */
export interface WrongCodes {
  /** Runs a look by a code. One that finds nothing counts; when too many have, no look is made: `too-many-tries`. */
  guard<T>(place: string | undefined, look: () => Promise<T>): Promise<T>;
}

export function wrongCodes(): WrongCodes {
  const one = new RateLimiterMemory({ points: fromOnePlace, duration: quarter });
  const all = new RateLimiterMemory({ points: inAll, duration: quarter });
  const isSpent = (count: RateLimiterRes | null, most: number): boolean =>
    count !== null && count.consumedPoints >= most;
  return {
    async guard(place, look) {
      const here = place === undefined ? null : await one.get(place);
      if (isSpent(here, fromOnePlace) || isSpent(await all.get('all'), inAll)) throw new ServiceError('too-many-tries');
      try {
        return await look();
      } catch (error) {
        if (error instanceof ServiceError && error.code === 'handoff-unknown')
          await Promise.all([place === undefined ? null : one.penalty(place), all.penalty('all')]);
        throw error;
      }
    },
  };
}
