import { proposeRegister } from '../../src/queue/register';
import { suggestedTriggers } from '../../src/region/workbook';
import type { Region } from '../../src/region/region';
import { theContent } from '../support/house';

const rules: Region['registers'] = {
  advice: 'none',
  anonymous: 'none',
  'health-care': 'patient',
  'social-service': 'social',
  pending: 'social',
  source: 'test',
};
type Matter = Parameters<typeof proposeRegister>[0];
const suits = (sector: string, child?: number) => ({
  id: sector,
  name: sector,
  sector,
  why: [],
  ...(child === undefined ? {} : { child }),
});
const of = (change: Partial<Matter> = {}) =>
  proposeRegister(
    {
      contact: { name: 'Liisa', reach: '040 123 4567', times: [], allowed: [] },
      wantsPending: false,
      outcome: 'clear-need',
      fits: [],
      ...change,
    },
    rules,
  );

describe('the proposed register', () => {
  it('is none where advice was enough, or nobody said who they are', () => {
    expect(of({ outcome: 'advice' })).toEqual({ proposed: 'none', why: ['advice'] });
    const unnamed = { name: null, reach: 'i-call', times: [], allowed: [] };
    expect(of({ contact: unnamed, fits: [suits('region-health')] })).toEqual({ proposed: 'none', why: ['anonymous'] });
  });

  it('follows the nearest service: health care, social service, or both for two children', () => {
    expect(of({ fits: [suits('region-health'), suits('region-social')] })).toEqual({
      proposed: 'patient',
      why: ['health-care'],
    });
    expect(of({ fits: [suits('region-social')] })).toEqual({ proposed: 'social', why: ['social-service'] });
    expect(of({ fits: [suits('region-social', 1), suits('specialised', 2)] }).proposed).toBe('both');
    expect(of({ fits: [suits('third')] })).toEqual({ proposed: 'none', why: ['advice'] });
  });

  it('is the social one where the matter is to become pending or is assessed, whoever advises', () => {
    expect(of({ outcome: 'advice', wantsPending: true })).toEqual({ proposed: 'social', why: ['pending'] });
    expect(of({ outcome: 'unclear-or-many' })).toEqual({ proposed: 'social', why: ['assessment'] });
    expect(of({ wantsPending: true, fits: [suits('region-health')] }).proposed).toBe('both');
  });

  it('is as the region has ruled', () => {
    const matter = {
      contact: { name: 'A', reach: null, times: [], allowed: [] },
      wantsPending: true,
      outcome: 'advice',
    };
    expect(proposeRegister(matter, { ...rules, pending: 'both' }).proposed).toBe('both');
  });
});

describe('the common triggers', () => {
  const suggested = (facts: Parameters<typeof suggestedTriggers>[2], region = 'etela-pohjanmaa') =>
    suggestedTriggers(theContent().workbook, region, facts);

  it('are suggested from the answers that can tell, never the one that needs records', () => {
    expect(suggested({ worry: 'big' })).toEqual(['worry-or-inadequacy']);
    expect(suggested({ outcome: 'unclear-or-many', coping: 'hard' })).toEqual([
      'worry-or-inadequacy',
      'not-unambiguous',
    ]);
    expect(suggested({ need: 'parent_substance_use' })).toEqual(['dependence']);
    expect(suggested({ also: ['gaming_screen'] })).toEqual(['dependence']);
    expect(suggested({ 'services-in-use': 'other-matter' })).toEqual([]);
    expect(suggested({ 'services-in-use': 'other-matter', 'needs-many': 'many' })).toEqual(['repeated-contacts']);
    expect(suggested({})).toEqual([]);
  });

  it('belong to the region that has agreed on them', () => {
    expect(suggested({ worry: 'big' }, 'keski-uusimaa')).toEqual([]);
  });
});
