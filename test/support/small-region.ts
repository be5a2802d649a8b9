import { regionSchema, type Region } from '../../src/region/region';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const source = { source: 'test', 'checked-at': '2026-01-01' };

/** The same periods on every weekday. */
export function everyWeekday(...periods: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(weekdays.map((day) => [day, periods]));
}

export function smallLine(
  id: string,
  areas: readonly string[],
  hours: Readonly<Record<string, readonly string[]>>,
  from = '2020-01-01',
  to?: string,
): Record<string, unknown> {
  const version = { 'valid-from': from, ...(to === undefined ? {} : { 'valid-to': to }), areas, hours, ...source };
  return { id, name: { fi: id }, phone: '040 123 4567', versions: [version] };
}

/** A region made by hand: two areas, one line of the north with two periods a day, a promise of one business day. */
export function smallRegion(more: Readonly<Record<string, unknown>> = {}): Region {
  return regionSchema.parse({
    region: 'test',
    open: true,
    owner: 'test',
    'approved-by': null,
    'approved-at': null,
    name: { fi: 'Testi' },
    service: { fi: 'Ohjaus' },
    'speaks-for': { fi: 'ohjauksen' },
    sites: [],
    registers: {
      advice: 'none',
      anonymous: 'none',
      'health-care': 'patient',
      'social-service': 'social',
      pending: 'social',
      source: 'test',
    },
    languages: ['fi'],
    'mandatory-languages': ['fi'],
    county: 'test',
    'responsible-role': null,
    promise: { 'business-days': 1, source: 'R-27' },
    'assessments-in': 'guidance-unit',
    segmentation: null,
    'closed-days': [],
    areas: [
      { id: 'north', name: { fi: 'Pohjoinen' }, municipalities: ['ahola'] },
      { id: 'south', name: { fi: 'Etelä' }, municipalities: ['isola'] },
    ],
    lines: [smallLine('north-line', ['north'], everyWeekday('09:00-11:00', '13:00-15:00'))],
    emergency: [
      { id: 'emergency', phone: '112', name: { fi: '112' }, when: { fi: 'aina' }, verified: true, ...source },
    ],
    links: [],
    ...more,
  });
}
