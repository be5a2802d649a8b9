import { randomBytes, randomInt } from 'node:crypto';
import type { Names } from '../conversation/ports';
import type { Sealer } from './seal';

/** Signs that cannot be mistaken for each other when read aloud or copied by hand. */
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Random names from the system's own source. */
export function randomNames(sealer: Sealer): Names {
  const some = (count: number): string =>
    Array.from({ length: count }, () => signs[randomInt(signs.length)] ?? '').join('');
  return {
    id: () => randomBytes(16).toString('base64url'),
    caseNumber: () => `LU-${some(6)}`,
    familyCode: () => `${some(4)}-${some(4)}`,
    hashOfCode: (code) => sealer.mac('family code', code.toUpperCase().replace(/[^0-9A-Z]/g, '')),
  };
}
