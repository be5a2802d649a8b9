import fc from 'fast-check';
import { hinders, type PipeState, type Receiver } from '../../src/queue/pipe';
import { pipeTroubles, type PipeTrouble } from '../../src/queue/pipe-troubles';
import { commonQueue } from '../../src/region/region';
import { ago, now, receiver, region, waits, well } from '../support/pipe-state';

const all = ['test/common', 'test/north', 'test/south'];
const told = (
  state: Partial<PipeState>,
  receivers: readonly Receiver[] = [receiver('a')],
  areas: readonly string[] | 'all' = 'all',
): PipeTrouble[] =>
  pipeTroubles({ ...well, ...state }, receivers, {
    regions: [region],
    areas,
    now,
    hindered: (one, area) => hinders({ ...well, ...state }, receivers, { region: one, area, now, atHome: false }),
  });

describe('workers are told of the pipe', () => {
  it('nothing while it works, also with a notice that is just on its way', () => {
    expect(told({})).toEqual([]);
    expect(told({ standings: { a: waits(4) } })).toEqual([]);
  });

  it.each<[string, Partial<PipeState>, Partial<PipeTrouble>]>([
    ['the queue cannot be written', { writes: false, stoppedAt: ago(9) }, { what: 'database', since: ago(9) }],
    ['nobody has looked for a while', { lookedAt: ago(7) }, { what: 'round', since: ago(7) }],
    [
      'the only receiver is silent',
      { standings: { a: waits(12) } },
      { what: 'notices', since: ago(12), receivers: ['a'] },
    ],
    ['a notice is not divided', { unspread: ago(6) }, { what: 'notices', since: ago(6), receivers: [] }],
    [
      'the exercise did not come',
      { exercises: { test: { begunAt: ago(90), slotAt: ago(60), passedAt: null, takenBy: [] } } },
      { what: 'exercise', since: ago(60) },
    ],
  ])('since when, and where, when %s', (_, state, trouble) => {
    expect(told(state)).toEqual([{ areas: all, receivers: [], ...trouble }]);
  });

  it('that nobody is set to receive, with no time, because it was never otherwise', () => {
    expect(told({}, [])).toEqual([{ what: 'receiver', since: null, areas: all, receivers: [] }]);
  });

  it('that some do not hear, though the promise holds: a second receiver, and one for what is urgent', () => {
    const receivers = [receiver('a'), receiver('b', { areas: ['test/north'] }), receiver('boss', { takes: 'urgent' })];
    expect(told({ standings: { b: waits(8, true) } }, receivers)).toEqual([
      { what: 'some-receivers', since: ago(8), areas: ['test/common', 'test/north'], receivers: ['b'] },
    ]);
    expect(told({ standings: { b: waits(8), boss: waits(20) } }, receivers, ['test/south'])).toEqual([
      { what: 'some-receivers', since: ago(20), areas: ['test/south'], receivers: ['boss'] },
    ]);
  });

  it('of their own areas alone', () => {
    const receivers = [receiver('a', { areas: ['test/south'] }), receiver('b', { areas: ['test/north'] })];
    const state = { standings: { b: waits(30) } };
    expect(told(state, receivers, ['test/south'])).toEqual([]);
    expect(told(state, receivers, ['test/north'])).toMatchObject([{ what: 'notices', areas: ['test/north'] }]);
    expect(told({ writes: false }, receivers, [])).toEqual([]);
  });

  it('nothing of a region that is a catalogue only', () => {
    const closed = { ...region, open: false };
    expect(pipeTroubles(well, [], { regions: [closed], areas: 'all', now, hindered: () => ['receiver'] })).toEqual([]);
  });

  it('exactly what the promise follows, whatever the pipe is like', () => {
    const instant = fc.integer({ min: 0, max: 60 }).map(ago);
    const standing = fc.record({ oldest: instant, waiting: fc.constant(1), refused: fc.boolean() });
    fc.assert(
      fc.property(
        fc.record({
          lookedAt: instant,
          writes: fc.boolean(),
          stoppedAt: fc.option(instant),
          unspread: fc.option(instant),
          standings: fc.dictionary(fc.constantFrom('a', 'b'), standing),
        }),
        (state) => {
          const receivers = [receiver('a', { areas: ['test/north'] }), receiver('b')];
          const whole = { ...well, ...state };
          const troubles = told(state, receivers);
          for (const area of [undefined, 'north', 'south'])
            expect(
              troubles
                .filter(({ what, areas }) => what !== 'some-receivers' && areas.includes(`test/${area ?? commonQueue}`))
                .map(({ what }) => what)
                .sort(),
            ).toEqual(hinders(whole, receivers, { region, area, now, atHome: false }).sort());
        },
      ),
    );
  });
});
