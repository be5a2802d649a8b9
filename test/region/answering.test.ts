import { nobodyUntil } from '../../src/region/answering';
import { greetFamily, openHouse, theContent } from '../support/house';

const region = theContent().regions['etela-pohjanmaa'];
const at = (time: string): ReturnType<typeof nobodyUntil> => (region ? nobodyUntil(region, new Date(time)) : undefined);

describe('when nobody answers', () => {
  it.each([
    ['on a Sunday night the next hours are Monday’s', '2026-11-22T22:00:00+02:00', { day: '2026-11-23', time: '9.00' }],
    [
      'early on a business day they are the same day’s',
      '2026-11-23T07:30:00+02:00',
      { day: '2026-11-23', time: '9.00' },
    ],
    ['over Christmas they are after the holidays', '2026-12-24T12:00:00+02:00', { day: '2026-12-28', time: '9.00' }],
  ])('%s', (_what, time, next) => {
    expect(at(time)).toEqual(next);
  });

  it('nothing is said while a line has its hours: nobody promises that it is answered', () => {
    expect(at('2026-11-23T10:00:00+02:00')).toBeUndefined();
  });

  it.each(['fi', 'sv', 'en', 'fi-x-selko'])(
    'a family hears it in %s before it has told its story',
    async (language) => {
      const house = await openHouse({ at: '2026-11-21T20:00:00Z' });
      const family = await greetFamily(house, { language });
      const hours = family.words.findIndex((word) => word.luotsi.notice === 'hours');
      const asks = family.words.findIndex((word) => word.luotsi.kind !== undefined);
      expect(hours).toBeGreaterThan(0);
      expect(hours).toBeLessThan(asks);
      expect(family.words[hours]?.text).toMatch(/23\.11\.2026|23 Nov 2026/);
      await house.close();
    },
  );

  it('no day of contact is told when it could not be kept', async () => {
    const house = await openHouse({ at: '2026-11-21T20:00:00Z', canPromise: () => false });
    const family = await greetFamily(house);
    const told = family.words.find((word) => word.luotsi.notice === 'hours');
    expect(told?.text).not.toContain('viimeistään');
    await house.close();
  });
});
