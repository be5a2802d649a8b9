import fc from 'fast-check';
import { handoffStates, type HandoffState } from '../../src/queue/contract';
import {
  allowed,
  isOpen,
  isOverdue,
  isOwned,
  moved,
  moves,
  otherMoves,
  table,
  type AnyMove,
  type Mover,
  type Standing,
} from '../../src/queue/life';
import { noticesOf } from '../../src/queue/notices';

const monday = '2026-11-23T08:00:00.000Z';
const every: readonly AnyMove[] = [...moves, ...otherMoves];

const standing = (change: Partial<Standing> = {}): Standing => ({
  state: 'waiting',
  owner: null,
  ownerName: null,
  region: 'etela-pohjanmaa',
  area: 'lapua',
  dueAt: '2026-11-24T13:00:00.000Z',
  touchedAt: null,
  attemptedAt: null,
  contactedAt: null,
  tries: 0,
  moves: 0,
  offeredTo: null,
  closedAt: null,
  transferredAt: null,
  preferred: null,
  fillLater: false,
  ...change,
});
const elsewhere = 'etela-pohjanmaa/seinajoki';
const mover = (id: string, areas: readonly string[] = []): Mover => ({
  id,
  name: id,
  worksIn: (area) => areas.includes(area),
});

/** The life as it should be, written out by hand: who may, from where, and where it leads. `.` stays where it is. */
const expected: Readonly<
  Record<AnyMove, { readonly by: string; readonly from: Partial<Record<HandoffState, string>> }>
> = {
  claim: { by: 'anyone', from: { waiting: 'claimed' } },
  'take-over': {
    by: 'anyone',
    from: { claimed: '.', contacted: '.', tried: '.', consulting: '.', offered: '.' },
  },
  return: {
    by: 'owner',
    from: { claimed: 'waiting', contacted: 'waiting', tried: 'waiting', consulting: 'waiting' },
  },
  note: {
    by: 'anyone',
    from: Object.fromEntries(handoffStates.map((state) => [state, '.'])),
  },
  evaluate: { by: 'owner', from: { claimed: '.', contacted: '.', tried: '.', consulting: '.', offered: '.' } },
  contacted: {
    by: 'owner',
    from: { claimed: 'contacted', contacted: '.', tried: 'contacted', consulting: '.', offered: '.' },
  },
  tried: {
    by: 'owner',
    from: { claimed: 'tried', contacted: '.', tried: '.', consulting: '.', offered: '.' },
  },
  consult: {
    by: 'owner',
    from: { claimed: 'consulting', contacted: 'consulting', tried: 'consulting', consulting: '.' },
  },
  answer: {
    by: 'anyone',
    from: { claimed: '.', contacted: '.', tried: '.', consulting: 'claimed', offered: '.' },
  },
  offer: {
    by: 'owner',
    from: { claimed: 'offered', contacted: 'offered', tried: 'offered', consulting: 'offered' },
  },
  accept: { by: 'receiver', from: { offered: 'claimed' } },
  refuse: { by: 'owner or receiver', from: { offered: 'claimed' } },
  say: { by: 'owner', from: { claimed: '.', contacted: '.', tried: '.', consulting: '.', offered: '.' } },
  duty: { by: 'anyone', from: Object.fromEntries(handoffStates.map((state) => [state, '.'])) },
  triggers: { by: 'owner', from: { claimed: '.', contacted: '.', tried: '.', consulting: '.', offered: '.' } },
  close: {
    by: 'owner',
    from: { claimed: 'closed', contacted: 'closed', tried: 'closed', consulting: 'closed' },
  },
  fill: { by: 'anyone', from: { closed: '.' } },
  reopen: { by: 'anyone', from: { closed: 'waiting' } },
  transferred: { by: 'anyone', from: { closed: '.', withdrawn: '.' } },
  withdraw: {
    by: 'nobody',
    from: {
      waiting: 'withdrawn',
      claimed: 'withdrawn',
      contacted: 'withdrawn',
      tried: 'withdrawn',
      consulting: 'withdrawn',
      offered: 'withdrawn',
    },
  },
  'give-back': { by: 'nobody', from: { claimed: 'waiting' } },
  'desk-accepted': { by: 'nobody', from: { waiting: 'claimed' } },
  'desk-completed': {
    by: 'nobody',
    from: { claimed: 'closed', contacted: 'closed', tried: 'closed', consulting: 'closed' },
  },
  'desk-failed': {
    by: 'nobody',
    from: { waiting: '.', claimed: 'waiting', contacted: 'waiting', tried: 'waiting', consulting: 'waiting' },
  },
};

const people = ['owner', 'receiver', 'another'] as const;
const all = every.flatMap((move) =>
  handoffStates.flatMap((state) => people.map((person) => [move, state, person] as const)),
);

describe('the table', () => {
  it.each(all)('says whether %s is made from %s by the %s', (move, state, person) => {
    const owned = isOwned(state) || state === 'closed';
    const now = standing({
      state,
      owner: owned ? 'owner' : null,
      offeredTo: state === 'offered' ? { area: elsewhere } : null,
      closedAt: isOpen(state) ? null : monday,
      fillLater: state === 'closed',
    });
    const ruled = allowed(move, now, mover(person, person === 'receiver' ? [elsewhere] : []));
    const { by, from } = expected[move];
    const to = from[state];
    const may = by === 'anyone' || by === 'nobody' || by.split(' or ').includes(person);
    if (to !== undefined && may) expect(ruled).toEqual({ to: to === '.' ? state : to });
    else expect(ruled).toHaveProperty('refused');
  });

  it('has every move, and no other', () => {
    expect(Object.keys(table).sort()).toEqual([...every].sort());
  });
});

describe('a refusal', () => {
  const refused = (move: AnyMove, change: Partial<Standing>, who = 'me') => allowed(move, standing(change), mover(who));

  it('says that somebody else was quicker, or that it has ended', () => {
    expect(refused('claim', { state: 'claimed', owner: 'a' })).toEqual({ refused: 'handoff-taken' });
    for (const move of ['claim', 'close', 'return', 'say', 'offer'] as const)
      for (const state of ['closed', 'withdrawn'] as const)
        expect(refused(move, { state, owner: 'me' })).toEqual({ refused: 'handoff-taken' });
  });

  it('says that it must be claimed first', () => {
    for (const move of ['close', 'contacted', 'say', 'evaluate', 'return'] as const) {
      expect(refused(move, {})).toEqual({ refused: 'handoff-not-yours' });
      expect(refused(move, { state: 'claimed', owner: 'another' })).toEqual({ refused: 'handoff-not-yours' });
    }
  });

  it('says that it does not go now', () => {
    expect(refused('close', { state: 'offered', owner: 'me', offeredTo: { area: elsewhere } })).toEqual({
      refused: 'move-not-now',
    });
    expect(refused('accept', { state: 'claimed', owner: 'me' })).toEqual({ refused: 'move-not-now' });
    expect(refused('fill', { state: 'closed', owner: 'me', closedAt: monday })).toEqual({ refused: 'move-not-now' });
  });
});

describe('moving on', () => {
  const offered = standing({ state: 'offered', owner: 'a', offeredTo: { area: elsewhere }, contactedAt: monday });

  it('needs the acceptance of somebody who works there, and never the giver’s own', () => {
    expect(allowed('accept', offered, mover('b'))).toEqual({ refused: 'handoff-not-yours' });
    expect(allowed('accept', offered, mover('a', [elsewhere]))).toEqual({ refused: 'handoff-not-yours' });
    expect(allowed('accept', offered, mover('b', [elsewhere]))).toEqual({ to: 'claimed' });
  });

  it('gives the receiver everything, and keeps what was promised', () => {
    const b = mover('b', [elsewhere]);
    const after = moved('accept', offered, 'claimed', b, monday);
    expect(after).toMatchObject({ owner: 'b', area: 'seinajoki', moves: 1, offeredTo: null, dueAt: offered.dueAt });
  });

  it('to a party outside is written down by the owner, who keeps the matter until it is closed', () => {
    const outside = standing({ state: 'offered', owner: 'a', offeredTo: { party: 'child-supervisor' } });
    expect(allowed('accept', outside, mover('b', [elsewhere]))).toEqual({ refused: 'handoff-not-yours' });
    expect(allowed('accept', outside, mover('a'))).toEqual({ to: 'claimed' });
    expect(moved('accept', outside, 'claimed', mover('a'), monday)).toMatchObject({
      owner: 'a',
      area: 'lapua',
      moves: 1,
    });
  });

  it('comes back to where it stood when it is refused', () => {
    expect(allowed('refuse', offered, mover('b', [elsewhere]))).toEqual({ to: 'contacted' });
    expect(allowed('refuse', { ...offered, contactedAt: null, attemptedAt: monday }, mover('a'))).toEqual({
      to: 'tried',
    });
  });

  it('a second time raises an alarm', () => {
    const told = { id: 'h', case: 'LU-1', kind: 'contact' as const, revision: 5 };
    const alarms = (times: number): string[] => {
      const now = { ...told, ...offered, moves: times - 1 };
      return noticesOf('accept', now, moved('accept', now, 'claimed', mover('b', [elsewhere]), monday)).map(
        (one) => one.kind,
      );
    };
    expect([alarms(1), alarms(2), alarms(3)]).toEqual([[], ['notice.alarm'], ['notice.alarm']]);
  });
});

describe('reopening', () => {
  const closed = standing({
    state: 'closed',
    owner: 'a',
    preferred: 'a',
    closedAt: monday,
    transferredAt: monday,
    tries: 2,
  });

  it('gives it back to the worker who knew it, or to the queue with that worker preferred', () => {
    expect(allowed('reopen', closed, mover('a'))).toEqual({ to: 'claimed' });
    expect(allowed('reopen', closed, mover('b'))).toEqual({ to: 'waiting' });
    expect(moved('reopen', closed, 'waiting', mover('b'), monday)).toMatchObject({ owner: null, preferred: 'a' });
  });

  it('begins a new promise, and is no longer on its way out', () => {
    const dueAt = '2026-12-01T13:00:00.000Z';
    expect(moved('reopen', closed, 'claimed', mover('a'), monday, { dueAt })).toMatchObject({
      dueAt,
      closedAt: null,
      transferredAt: null,
      attemptedAt: null,
      tries: 2,
    });
  });
});

it('a promise is overdue until the first attempt to reach the family, and never once it is over', () => {
  const late = new Date('2026-11-25T00:00:00Z');
  expect(isOverdue(standing(), late)).toBe(true);
  expect(isOverdue(standing(), new Date('2026-11-24T12:59:59Z'))).toBe(false);
  expect(isOverdue(standing({ state: 'tried', owner: 'a', attemptedAt: monday }), late)).toBe(false);
  expect(isOverdue(standing({ state: 'consulting', owner: 'a' }), late)).toBe(true);
  expect(isOverdue(standing({ state: 'withdrawn' }), late)).toBe(false);
});

describe('whatever is done in whatever order', () => {
  const workers = [
    mover('a', ['etela-pohjanmaa/lapua']),
    mover('b', [elsewhere]),
    mover('c', ['etela-pohjanmaa/lapua', elsewhere]),
  ];
  const attempt = fc.record({
    move: fc.constantFrom(...every),
    worker: fc.constantFrom(...workers),
    target: fc.constantFrom({ area: elsewhere }, { area: 'etela-pohjanmaa/lapua' }, { party: 'kela' }),
    later: fc.boolean(),
    minutes: fc.integer({ min: 0, max: 600 }),
  });

  it('there is one owner exactly while it is in somebody’s hands, clocks go forwards and nothing ends by silence', () => {
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 60 }), (attempts) => {
        let now = standing();
        let minute = 0;
        for (const { move, worker, target, later, minutes } of attempts) {
          minute += minutes;
          const at = new Date(Date.parse(monday) + minute * 60_000).toISOString();
          const ruled = allowed(move, now, worker);
          if ('refused' in ruled) continue;
          const before = now;
          const dueAt = new Date(Date.parse(at) + 86_400_000).toISOString();
          now = moved(move, before, ruled.to, worker, at, { target, fillLater: later, dueAt });
          if (isOwned(now.state)) expect(now.owner).not.toBeNull();
          if (now.state === 'waiting') expect(now.owner).toBeNull();
          expect(now.offeredTo !== null).toBe(now.state === 'offered');
          expect(now.closedAt !== null).toBe(!isOpen(now.state));
          expect(now.tries).toBeGreaterThanOrEqual(before.tries);
          expect(now.moves).toBeGreaterThanOrEqual(before.moves);
          if (move !== 'reopen') {
            expect(now.dueAt).toBe(before.dueAt);
            if (before.attemptedAt !== null) expect(now.attemptedAt).toBe(before.attemptedAt);
            if (before.contactedAt !== null) expect(now.contactedAt).toBe(before.contactedAt);
          }
          if (before.touchedAt !== null) expect((now.touchedAt ?? '') >= before.touchedAt).toBe(true);
          if (isOpen(before.state) && !isOpen(now.state)) {
            expect(['close', 'desk-completed', 'withdraw']).toContain(move);
            if (move === 'close') expect(before.owner).toBe(worker.id);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
