import type { Rule } from '../condition';

/** The situation is heavy: a person is offered fast, not after long questioning (F-163). */
export const heavy: Rule = {
  source: 'F-163',
  reads: { coping: ['hard'], worry: ['big'] },
  holds: (facts) => facts['coping'] === 'hard' || facts['worry'] === 'big',
};
