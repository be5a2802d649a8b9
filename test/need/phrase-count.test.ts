import { countPhrases, tooFewPhrases } from '../../src/need/phrase-count';
import { theContent } from '../support/house';

const counted = (phrases: readonly string[]): number =>
  countPhrases({ phrases: { fi: { child_sleep: phrases } } })[0]?.different ?? 0;

describe('example phrases are counted honestly', () => {
  it.each([
    [['vauva ei nuku', 'taapero valvoo'], 2],
    [['vauva ei nuku öisin', 'Vauva ei nuku öisin!'], 1],
    [['vauva ei nuku öisin', 'vauva ei nuku oisin'], 1],
    [['poikani ei nuku enää öisin vaan huutaa peloissaan', 'tyttöni ei nuku enää öisin vaan huutaa peloissaan'], 1],
    [['uni', 'unet', 'nukahtaminen'], 3],
  ])('%j teach %i', (phrases, different) => expect(counted(phrases)).toBe(different));

  it('and one that nearly stands under another need does not count twice', () => {
    const counts = countPhrases({
      phrases: { sv: { child_sleep: ['babyn sover inte om natten'], baby_care: ['babyn sover inte om natten alls'] } },
    });
    expect(counts.map(({ different }) => different)).toEqual([1, 0]);
  });

  it('a need with too few is named with its file', () => {
    const [message] = tooFewPhrases(countPhrases({ phrases: { fi: { grief: ['suru'] } } }));
    expect(message).toContain('locales/fi/needs/grief.yaml has 1 different');
  });

  it('every need of ours has enough in each language', () => {
    const counts = countPhrases(theContent());
    expect(counts).toHaveLength(150);
    expect(tooFewPhrases(counts)).toEqual([]);
  });
});
