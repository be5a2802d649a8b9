import { isLate, isOfferedTo, shows } from '../../../src/web/console/queue/filters';
import { isSafeNow } from '../../../src/web/console/safe-time';
import { me, queue } from '../../browser/console/cases';
import type { Listed } from '../../../src/web/console/shapes';

const rowOf = (id: string): Listed => {
  const row = queue.find((one) => one.id === id);
  if (!row) throw new Error(`there is no case "${id}"`);
  return row;
};
/** Monday at nine in Finland. */
const morning = new Date('2026-11-23T07:00:00Z');
const saturday = new Date('2026-11-21T07:00:00Z');

describe('a safe time to call', () => {
  test.each([
    ['in its hours', ['morning'], '2026-11-23T07:00:00Z', true],
    ['at its first minute', ['morning'], '2026-11-23T06:00:00Z', true],
    ['not at its last, when the next begins', ['morning'], '2026-11-23T10:00:00Z', false],
    ['not before its hours', ['morning'], '2026-11-23T05:59:00Z', false],
    ['in summer time, too', ['morning'], '2026-07-06T05:00:00Z', true],
    ['not where nothing safe was told', [], '2026-11-23T07:00:00Z', false],
    ['not at a time nobody knows', ['evening'], '2026-11-23T07:00:00Z', false],
    ['not on a Saturday', ['any-time'], '2026-11-21T07:00:00Z', false],
  ])('is %s', (_name, times, at, safe) => {
    expect(isSafeNow(times, me.safeTimes, new Date(at))).toBe(safe);
  });
});

describe('"call now"', () => {
  test('shows those that are not reached, that nobody else has, and whose safe time is now', () => {
    const shown = queue.filter((row) => shows('call-now', row, me, morning)).map(({ id }) => id);
    expect(shown).toEqual(['danger', 'young', 'late', 'phone', 'probe']);
  });

  test('shows nobody on a Saturday', () => {
    expect(queue.filter((row) => shows('call-now', row, me, saturday))).toEqual([]);
  });
});

describe('a promise that has passed', () => {
  const after = new Date(Date.parse(rowOf('phone').dueAt) + 1);
  test('is late while nobody has been in touch', () => {
    expect(isLate(rowOf('phone'), after)).toBe(true);
  });
  test.each(['mine', 'closed'])(
    'is not late any more for what is %s: the family has been reached, or it is over',
    (id) => {
      expect(isLate(rowOf(id), after)).toBe(false);
    },
  );
  test('is kept by an attempt to call', () => {
    expect(isLate(rowOf('theirs'), after)).toBe(false);
  });
});

test('an offer shows to those who work in the area it is offered to, and not to whoever offered it', () => {
  expect(isOfferedTo(rowOf('offered'), me)).toBe(true);
  expect(isOfferedTo(rowOf('offered'), { ...me, areas: ['etela-pohjanmaa/kuussote'] })).toBe(false);
  expect(isOfferedTo({ ...rowOf('offered'), owner: me.id }, me)).toBe(false);
});

test('every row shows under what is open or under what is over, and under no more than one of them', () => {
  for (const row of queue)
    expect([shows('open', row, me, morning), shows('closed', row, me, morning)].filter(Boolean)).toHaveLength(1);
});
