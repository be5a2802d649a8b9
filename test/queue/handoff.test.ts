import fc from 'fast-check';
import { kindOf, queueOrder } from '../../src/queue/handoff';

describe('the order of the queue', () => {
  const listed = fc.record({
    dangerRank: fc.integer({ min: 0, max: 2 }),
    childSelf: fc.boolean(),
    receivedAt: fc.constantFrom('2026-11-23T08:00:00.000Z', '2026-11-23T09:00:00.000Z'),
    dueAt: fc.constantFrom('2026-11-24T13:00:00.000Z', '2026-11-25T13:00:00.000Z'),
  });

  it('puts danger first, then a child who wrote alone, then who was promised soonest', () => {
    fc.assert(
      fc.property(fc.array(listed, { maxLength: 30 }), (many) => {
        const sorted = [...many].sort(queueOrder);
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

describe('what a handoff is called in notices', () => {
  const of = (change: Partial<Parameters<typeof kindOf>[0]>) =>
    kindOf({ dangerRank: 0, who: 'parent', need: 'child_sleep', ...change });

  it('is danger before all, then who asks, then whether anything was told', () => {
    expect(of({ dangerRank: 1, who: 'young-person' })).toBe('danger');
    expect(of({ who: 'young-person' })).toBe('young-person');
    for (const who of ['professional', 'authority', 'organisation']) expect(of({ who })).toBe('professional');
    expect(of({ need: undefined })).toBe('person-at-once');
    expect(of({ need: 'human_request' })).toBe('person-at-once');
    expect(of({})).toBe('contact');
  });
});
