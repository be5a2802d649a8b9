import fc from 'fast-check';
import { draftText, longestDraft, readDraft } from '../../../src/web/console/handoff/draft';
import { fieldsOf, filled, unfilledIn } from '../../../src/web/console/handoff/fields';
import { fragmentOf, routeOf, type Route } from '../../../src/web/console/route';

describe('a draft', () => {
  const drafts = fc.record({ note: fc.string(), say: fc.string(), ticks: fc.array(fc.string()) });

  test('comes back as it was kept', () => {
    fc.assert(fc.property(drafts, (draft) => expect(readDraft(draftText(draft))).toEqual(draft)));
  });

  test('of nothing is kept as nothing', () => {
    expect(draftText({ note: '', say: '', ticks: [] })).toBe('');
  });

  test('in any other shape is a note: nothing that was written is thrown away', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => text.trim() !== ''),
        (text) => {
          expect(readDraft(text).note).toBe(text);
        },
      ),
      { examples: [['{"a":1}'], ['{}'], ['[1]'], ['null'], ['{"note":1,"say":""}']] },
    );
    expect(readDraft('Soitin, ei vastannut').note).toBe('Soitin, ei vastannut');
    expect(readDraft('42').note).toBe('42');
  });

  test('of a note and a message at their longest fits what the server keeps', () => {
    const longest = 'ä'.repeat(longestDraft);
    expect(
      draftText({ note: longest, say: longest, ticks: ['first-contact/0', 'before-closing/2'] }).length,
    ).toBeLessThan(10_000);
  });
});

describe('a ready text', () => {
  const text = 'Olen {worker-role}. Soitan {day} numerosta {phone}, siis {day}.';
  test('asks each field once, in order', () => {
    expect(fieldsOf(text)).toEqual(['worker-role', 'day', 'phone']);
  });
  test('keeps the braces of what was not told, and says so', () => {
    const said = filled(text, { day: 'tiistaina', phone: ' ' });
    expect(said).toBe('Olen {worker-role}. Soitan tiistaina numerosta {phone}, siis tiistaina.');
    expect(unfilledIn(said)).toBe('{worker-role}');
  });
  test('is ready when every field is told', () => {
    expect(unfilledIn(filled(text, { 'worker-role': 'ohjaaja', day: 'ti', phone: '1' }))).toBeUndefined();
  });
});

describe('the address', () => {
  const routes: fc.Arbitrary<Route> = fc.oneof(
    fc.constantFrom<Route>({ page: 'queue' }, { page: 'new' }, { page: 'consults' }, { page: 'audit' }),
    fc.string({ minLength: 1 }).map((id): Route => ({ page: 'handoff', id })),
    fc.string({ minLength: 1 }).map((number): Route => ({ page: 'case', case: number })),
  );
  test('leads back to where it came from', () => {
    fc.assert(fc.property(routes, (route) => expect(routeOf(fragmentOf(route))).toEqual(route)));
  });
  test('of a notice tells a case by its number', () => {
    expect(routeOf('#LU-7Q2K')).toEqual({ page: 'case', case: 'LU-7Q2K' });
  });
  test('that nobody knows leads to the queue', () => {
    expect(routeOf('#/nowhere')).toEqual({ page: 'queue' });
    expect(routeOf('#/handoffs/%')).toEqual({ page: 'queue' });
  });
});
