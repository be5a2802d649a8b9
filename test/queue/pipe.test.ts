import fc from 'fast-check';
import {
  exerciseDueAt,
  hinderedAreas,
  hinders,
  patientMinutes,
  receiversFor,
  receiversOf,
  works,
  type PipeState,
  type Receiver,
} from '../../src/queue/pipe';
import { ago, now, receiver, region, waits, well } from '../support/pipe-state';
import { everyWeekday, smallLine, smallRegion } from '../support/small-region';

const ask = (
  state: Partial<PipeState>,
  receivers: readonly Receiver[] = [receiver('a')],
  atHome = false,
  area = 'north',
) => hinders({ ...well, ...state }, receivers, { region, area, now, atHome });

describe('a family may be promised', () => {
  it('when the queue can be written and somebody takes notices', () => {
    expect(ask({})).toEqual([]);
  });

  it.each<[string, Partial<PipeState>, string]>([
    ['the queue cannot be written', { writes: false }, 'database'],
    ['nobody has looked at the pipe for a while', { lookedAt: ago(3) }, 'round'],
    ['a notice was not even set on its way', { unspread: ago(patientMinutes) }, 'notices'],
    ['the only receiver is silent', { standings: { a: waits(patientMinutes) } }, 'notices'],
    ['the only receiver refuses', { standings: { a: waits(0, true) } }, 'notices'],
    [
      'the exercise did not come by the first phone hour',
      { exercises: { test: { begunAt: ago(30), slotAt: ago(0), passedAt: null, takenBy: [] } } },
      'exercise',
    ],
  ])('not when %s', (_, state, part) => {
    expect(ask(state)).toEqual([part]);
  });

  it('not in an area that has no receiver; at home the open console is one', () => {
    expect(ask({}, [])).toEqual(['receiver']);
    expect(ask({}, [receiver('a', { areas: ['test/south'] })])).toEqual(['receiver']);
    expect(ask({}, [receiver('a', { takes: 'urgent' })])).toEqual(['receiver']);
    expect(ask({}, [], true)).toEqual([]);
    expect(ask({ standings: { a: waits(9) } }, [receiver('a')], true)).toEqual(['notices']);
  });

  it('not past the last day of the region’s dated hours', () => {
    const ending = smallRegion({
      lines: [smallLine('line', ['north'], everyWeekday('09:00-11:00'), '2020-01-01', '2026-11-24')],
    });
    const on = (day: string) =>
      hinders({ ...well, lookedAt: `${day}T08:00:00Z` }, [receiver('a')], {
        region: ending,
        area: 'north',
        now: new Date(`${day}T08:00:00Z`),
        atHome: false,
      });
    expect([on('2026-11-23'), on('2026-11-24')]).toEqual([[], ['calendar']]);
  });

  it('while the exercise is on its way, or has come to one of the area’s receivers', () => {
    const exercise = { begunAt: ago(10), slotAt: ago(-20), passedAt: null, takenBy: [] };
    expect(ask({ exercises: { test: exercise } })).toEqual([]);
    const late = { ...exercise, slotAt: ago(1), takenBy: ['b'] };
    expect(ask({ exercises: { test: late } })).toEqual(['exercise']);
    expect(ask({ exercises: { test: late } }, [receiver('a'), receiver('b')])).toEqual([]);
    expect(ask({ exercises: { test: { ...late, takenBy: [], passedAt: ago(0) } } })).toEqual([]);
    expect(ask({ exercises: { test: { ...late, takenBy: [] } } }, [receiver('desk')])).toEqual([]);
  });
});

describe('universally', () => {
  const standings = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.record({ oldest: fc.integer({ min: 0, max: 20 }).map(ago), waiting: fc.constant(1), refused: fc.boolean() }),
  );
  const some = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      areas: fc.subarray(['test/*', 'test/north', 'test/south', 'other/*'], { minLength: 1 }),
      takes: fc.constantFrom('everything' as const, 'urgent' as const),
    }),
    { selector: ({ id }) => id },
  );

  it('another working receiver of the area never takes a promise away', () => {
    fc.assert(
      fc.property(standings, some, (standing, receivers) => {
        const before = ask({ standings: standing }, receivers);
        const after = ask({ standings: standing }, [...receivers, receiver('new')]);
        expect(after.filter((part) => !before.includes(part))).toEqual([]);
      }),
    );
  });

  it('a promise is made exactly when somebody who takes everything in the area works', () => {
    fc.assert(
      fc.property(standings, some, (standing, receivers) => {
        const able = receivers.some(
          ({ id, areas, takes }) =>
            takes === 'everything' &&
            areas.some((one) => one === 'test/*' || one === 'test/north') &&
            works(standing[id], now),
        );
        expect(ask({ standings: standing }, receivers).length === 0).toBe(able);
      }),
    );
  });

  it('the common queue is everybody’s in the region, and nobody’s elsewhere', () => {
    fc.assert(
      fc.property(some, (receivers) => {
        const common = receiversFor(receivers, 'test', 'common');
        expect(receiversFor(receivers, 'test', undefined)).toEqual(common);
        for (const area of ['north', 'south'])
          for (const one of receiversFor(receivers, 'test', area)) expect(common).toContain(one);
        for (const { areas } of common) expect(areas.some((one) => one.startsWith('test/'))).toBe(true);
      }),
    );
  });

  it('who takes everything gets each kind; the urgent get what is late', () => {
    const both = [receiver('a'), receiver('b', { takes: 'urgent' })];
    const ids = (kind: Parameters<typeof receiversOf>[1]) => receiversOf(both, kind).map(({ id }) => id);
    expect([ids('notice.new'), ids('notice.moved')]).toEqual([['a'], ['a']]);
    expect([ids('notice.reminder'), ids('notice.alarm')]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });
});

test('an exercise is due when the phones open, or a little after it was begun late', () => {
  const exercise = { begunAt: ago(30), slotAt: ago(0), passedAt: null, takenBy: [] };
  expect(exerciseDueAt(exercise)).toEqual(now);
  expect(exerciseDueAt({ ...exercise, begunAt: ago(0), slotAt: ago(60) })).toEqual(
    new Date(now.getTime() + patientMinutes * 60_000),
  );
});

test('areas are told only where something hinders, and only of open regions', () => {
  const hindered = (_: unknown, area: string | undefined) => (area === 'south' ? (['notices'] as const) : []);
  expect(hinderedAreas([region, smallRegion({ region: 'shut', open: false })], hindered)).toEqual({
    'test/south': ['notices'],
  });
});
