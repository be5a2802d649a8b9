import type { Rule } from '../condition';

/** The family wants a worker to be in touch, by whichever way it said so (R-15, domain 7.1 row 4). */
export const wantsPerson: Rule = {
  source: 'R-15',
  reads: { person: ['yes'], wants: ['contact', 'pending'], more: ['contact'], need: ['human_request'] },
  holds: (facts) =>
    facts['person'] === 'yes' ||
    facts['wants'] === 'contact' ||
    facts['wants'] === 'pending' ||
    facts['more'] === 'contact' ||
    facts['need'] === 'human_request',
};
