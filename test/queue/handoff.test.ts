import fc from 'fast-check';
import {
  allowed,
  handoffStates,
  moves,
  queueOrder,
  table,
  type HandoffState,
  type Listed,
  type Move,
} from '../../src/queue/handoff';

type Owner = 'nobody' | 'me' | 'another';
const owners: readonly Owner[] = ['nobody', 'me', 'another'];
const idOf: Readonly<Record<Owner, string | null>> = { nobody: null, me: 'me', another: 'another' };

/** What should be, written out by hand: the state it leads to, or why not. */
const taken = 'handoff-taken';
const notYours = 'handoff-not-yours';
const expected: Readonly<Record<Move, Readonly<Record<HandoffState, Readonly<Record<Owner, string>>>>>> = {
  claim: {
    waiting: { nobody: 'claimed', me: 'claimed', another: 'claimed' },
    claimed: { nobody: taken, me: taken, another: taken },
    closed: { nobody: taken, me: taken, another: taken },
  },
  evaluate: {
    waiting: { nobody: notYours, me: notYours, another: notYours },
    claimed: { nobody: notYours, me: 'claimed', another: notYours },
    closed: { nobody: taken, me: taken, another: taken },
  },
  'take-over': {
    waiting: { nobody: notYours, me: notYours, another: notYours },
    claimed: { nobody: 'claimed', me: 'claimed', another: 'claimed' },
    closed: { nobody: taken, me: taken, another: taken },
  },
  return: {
    waiting: { nobody: notYours, me: notYours, another: notYours },
    claimed: { nobody: notYours, me: 'waiting', another: notYours },
    closed: { nobody: taken, me: taken, another: taken },
  },
  note: {
    waiting: { nobody: 'waiting', me: 'waiting', another: 'waiting' },
    claimed: { nobody: 'claimed', me: 'claimed', another: 'claimed' },
    closed: { nobody: 'closed', me: 'closed', another: 'closed' },
  },
  close: {
    waiting: { nobody: notYours, me: notYours, another: notYours },
    claimed: { nobody: notYours, me: 'closed', another: notYours },
    closed: { nobody: taken, me: taken, another: taken },
  },
};

const all = moves.flatMap((move) =>
  handoffStates.flatMap((state) => owners.map((owner) => [move, state, owner] as const)),
);

describe('a worker', () => {
  it.each(all)('who wants to %s what is %s and owned by %s hears yes or why not', (move, state, owner) => {
    const ruled = allowed(move, state, idOf[owner], 'me');
    expect('to' in ruled ? ruled.to : ruled.refused).toBe(expected[move][state][owner]);
  });

  it('meets every move in the table, and no other', () => {
    expect(Object.keys(table).sort()).toEqual([...moves].sort());
  });
});

describe('the life of a handoff', () => {
  it('ends in closed: nothing but a note is made after it', () => {
    for (const move of moves.filter((one) => one !== 'note'))
      for (const owner of owners) expect(allowed(move, 'closed', idOf[owner], 'me')).toHaveProperty('refused');
  });

  it('has an owner exactly while it is claimed, whatever the workers try', () => {
    const tries = fc.array(fc.tuple(fc.constantFrom(...moves), fc.constantFrom('a', 'b', 'c')), { maxLength: 40 });
    fc.assert(
      fc.property(tries, (attempts) => {
        let state: HandoffState = 'waiting';
        let owner: string | null = null;
        for (const [move, worker] of attempts) {
          const ruled = allowed(move, state, owner, worker);
          if ('refused' in ruled) continue;
          if (move === 'claim' || move === 'take-over') owner = worker;
          if (move === 'return') owner = null;
          state = ruled.to;
          expect(state === 'waiting').toBe(owner === null);
        }
      }),
    );
  });
});

describe('the order of the queue', () => {
  const listed = fc.record({
    id: fc.string(),
    case: fc.constant('LU-1'),
    region: fc.constant('r'),
    area: fc.constant('a'),
    state: fc.constant('waiting' as const),
    owner: fc.constant(null),
    dangerRank: fc.integer({ min: 0, max: 2 }),
    childSelf: fc.boolean(),
    receivedAt: fc.constantFrom('2026-11-23T08:00:00.000Z', '2026-11-23T09:00:00.000Z'),
    dueAt: fc.constantFrom('2026-11-24T13:00:00.000Z', '2026-11-25T13:00:00.000Z'),
  });

  it('puts danger first, then a child who wrote alone, then who was promised soonest', () => {
    fc.assert(
      fc.property(fc.array(listed, { maxLength: 30 }), (many) => {
        const sorted: Listed[] = [...many].sort(queueOrder);
        for (let index = 1; index < sorted.length; index += 1) {
          const [one, next] = [sorted[index - 1], sorted[index]];
          if (!one || !next) continue;
          expect(one.dangerRank).toBeGreaterThanOrEqual(next.dangerRank);
          if (one.dangerRank !== next.dangerRank) continue;
          expect(Number(one.childSelf)).toBeGreaterThanOrEqual(Number(next.childSelf));
          if (one.childSelf !== next.childSelf) continue;
          expect(one.dueAt <= next.dueAt).toBe(true);
        }
      }),
    );
  });
});
