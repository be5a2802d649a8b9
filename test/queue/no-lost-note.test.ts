import fc from 'fast-check';
import { ServiceError } from '../../src/errors';
import type { Move } from '../../src/queue/life';
import type { MoveTold } from '../../src/queue/ports';
import { openDesk, workerNamed } from '../support/desk';
import { openHouse, type House } from '../support/house';
import { sentTo } from '../support/queue';

const here = 'etela-pohjanmaa/seinajoki';
const elsewhere = 'etela-pohjanmaa/suupohja';
const workers = [workerNamed('a', [here]), workerNamed('b', [elsewhere]), workerNamed('c', [here, elsewhere])];

/** What each move tells besides its words. */
const tells: Readonly<Partial<Record<Move, MoveTold>>> = {
  claim: {},
  'take-over': {},
  return: {},
  note: {},
  contacted: {},
  tried: { how: 'no-answer' },
  consult: { to: 'nurse' },
  answer: {},
  offer: { target: { area: elsewhere } },
  accept: {},
  refuse: {},
  close: { ending: 'guided', closing: { register: 'none', led: false } },
  reopen: {},
};
const moves = Object.keys(tells) as Move[];

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

it('whatever is done in whatever order, no word that was taken is lost or changed, and one has it while it is in hands', async () => {
  const desk = openDesk(house);
  const attempt = fc.record({ move: fc.constantFrom(...moves), worker: fc.constantFrom(...workers) });
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 5, maxLength: 25 }), async (attempts) => {
      const { id } = await sentTo(house);
      const taken: string[] = [];
      for (const [index, { move, worker }] of attempts.entries()) {
        const text = `${index}. ${move} ${worker.id}`;
        try {
          await desk.make(worker, id, move, { ...tells[move], text });
          taken.push(`${move}: ${text}`);
        } catch (error) {
          if (!(error instanceof ServiceError)) throw error;
        }
        const found = await house.desk.read(id);
        expect(found?.events.map((event) => `${event.kind}: ${event.text}`)).toEqual(taken);
        const owned = found?.state !== 'waiting' && found?.state !== 'closed';
        if (owned) expect(workers.map((one) => one.id)).toContain(found?.owner);
        if (found?.state === 'waiting') expect(found.owner).toBeNull();
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
