import fc from 'fast-check';
import { handoffStates } from '../../../src/queue/contract';
import { allowed, isOverdue, moves, type Standing } from '../../../src/queue/life';
import { actionsFor, type Action } from '../../../src/web/console/handoff/allowed';
import { isLate } from '../../../src/web/console/queue/filters';
import type { Listed } from '../../../src/web/console/shapes';

const me = { id: 'me', areas: ['r/here'] };
const mover = { id: me.id, name: 'Minä', worksIn: (area: string) => me.areas.includes(area) };

/** Any handoff as a row of the queue could show it. */
const rows = fc
  .record({
    state: fc.constantFrom(...handoffStates),
    mine: fc.boolean(),
    target: fc.constantFrom({ area: 'r/here' }, { area: 'r/there' }, { party: 'crisis-centre' }),
    tries: fc.nat(3),
    contacted: fc.boolean(),
    fillLater: fc.boolean(),
    preferred: fc.constantFrom('me', 'other', null),
  })
  .map(({ state, mine, target, tries, contacted, fillLater, preferred }) => {
    const owner = state === 'waiting' ? null : mine ? 'me' : 'other';
    const standing: Standing = {
      state,
      owner,
      ownerName: owner,
      region: 'r',
      area: owner === 'other' && state === 'offered' ? 'there' : 'here',
      dueAt: '2026-11-24T10:00:00.000Z',
      touchedAt: null,
      attemptedAt: contacted ? '2026-11-23T10:00:00.000Z' : null,
      contactedAt: contacted ? '2026-11-23T10:00:00.000Z' : null,
      tries,
      moves: 0,
      offeredTo: state === 'offered' ? target : null,
      closedAt: null,
      transferredAt: null,
      preferred,
      fillLater: state === 'closed' && fillLater,
    };
    return standing;
  });

const asRow = (standing: Standing): Listed => ({ ...standing, news: 0 }) as unknown as Listed;
const isMove = (action: Action): action is Exclude<Action, 'copy'> => action !== 'copy';

test('the screen and the queue agree on what is late', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom('2026-11-24T09:59:00Z', '2026-11-24T10:01:00Z'), (standing, at) => {
      expect(isLate(standing, new Date(at))).toBe(isOverdue(standing, new Date(at)));
    }),
  );
});

test('nothing is offered to a worker that the queue would refuse', () => {
  fc.assert(
    fc.property(rows, (standing) => {
      const refused = actionsFor(asRow(standing), me)
        .filter(isMove)
        .filter((action) => 'refused' in allowed(action, standing, mover));
      expect(refused).toEqual([]);
    }),
  );
});

test('whoever may do something with a handoff that nobody else has is offered a way on', () => {
  fc.assert(
    fc.property(rows, (standing) => {
      const offered: readonly string[] = actionsFor(asRow(standing), me);
      const forward = ['claim', 'accept', 'contacted', 'take-over', 'fill', 'reopen', 'close'] as const;
      const possible = forward.filter((move) => !('refused' in allowed(move, standing, mover)));
      if (possible.length > 0) expect(possible.some((move) => offered.includes(move))).toBe(true);
    }),
  );
});

test('a worker who takes care of a handoff can say all that the queue lets its owner do', () => {
  const owned = { state: 'claimed', owner: 'me', offeredTo: null, fillLater: false, tries: 0 } as unknown as Standing;
  const elsewhere: readonly string[] = ['take-over', 'note', 'evaluate', 'say', 'duty', 'triggers', 'answer'];
  const possible = moves.filter((move) => !('refused' in allowed(move, owned, mover)) && !elsewhere.includes(move));
  expect([...actionsFor(asRow(owned), me)].sort()).toEqual([...possible].sort());
});
