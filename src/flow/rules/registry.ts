import type { Rule } from '../condition';
import { heavy } from './heavy';
import { wantsPerson } from './wants-person';

/** The rules a condition may call by name. */
export const rules: Readonly<Record<string, Rule>> = { heavy, 'wants-person': wantsPerson };
