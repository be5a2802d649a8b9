import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manyLabels, NeedClassifier } from '../../src/need/classifier';
import { isWhole, modelFile, openClassifier, trained, type Lesson } from '../../src/need/lesson';
import { needsLesson } from '../../src/need/learned';
import { theContent } from '../support/house';
import { dataFolder } from '../support/root';

const small = {
  phrases: {
    fi: {
      child_sleep: ['vauva ei nuku', 'lapsi heräilee öisin', 'yöt ovat vaikeita', 'uni ei tule'],
      separation: ['olemme eroamassa', 'ero tulossa', 'avioero ja lapset', 'miten kerron erosta'],
    },
    sv: {
      child_sleep: ['babyn sover inte', 'barnet vaknar på natten'],
      separation: ['vi ska skiljas', 'skilsmässa och barnen'],
    },
  },
};

type Phrases = Parameters<typeof needsLesson>[0];
const open = (content: Phrases, folder: string, onTraining?: (examples: number) => void): NeedClassifier => {
  const lesson = needsLesson(content);
  return openClassifier(lesson, modelFile(lesson, folder), onTraining);
};

describe('learning from example phrases', () => {
  it('gives the same guesses every time', () => {
    const one = trained(needsLesson(small));
    const other = trained(needsLesson(small));
    for (const text of ['vauva valvoo', 'ero', 'babyn vaknar', 'aivan muuta', ''])
      expect(one.guesses(text)).toEqual(other.guesses(text));
  });

  it('guesses what words it has not seen are about', () => {
    expect(trained(needsLesson(small)).guesses('vauvan uni on vaikeaa')[0]?.need).toBe('child_sleep');
    expect(trained(needsLesson(small)).guesses('avioerosta kerron lapsille')[0]?.need).toBe('separation');
  });

  it('gives likelihoods that are one together, the likeliest first', () => {
    const guesses = trained(needsLesson(small)).guesses('vauva ei nuku');
    expect(guesses.reduce((sum, guess) => sum + guess.confidence, 0)).toBeCloseTo(1, 6);
    expect(guesses.map((guess) => guess.confidence)).toEqual(
      [...guesses].map((guess) => guess.confidence).sort((one, other) => other - one),
    );
  });

  it('says nothing surely of words that say nothing', () => {
    for (const text of ['', '😀', '....', '\ud800']) {
      const [best] = trained(needsLesson(small)).guesses(text);
      expect(best?.confidence ?? 0).toBeLessThan(0.9);
      expect(Number.isFinite(best?.confidence ?? 0)).toBe(true);
    }
  });
});

describe('what was learned is kept', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'luotsi-model-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const theFile = (): string => join(folder, readdirSync(folder)[0] ?? '');
  const never = (): void => {
    throw new Error('trained again');
  };

  it('and gives the same guesses when it is loaded', () => {
    const file = join(folder, 'one.model');
    const classifier = trained(needsLesson(small));
    classifier.toFile(file);
    const loaded = NeedClassifier.fromFile(file);
    for (const text of ['vauva ei nuku', 'ero', 'muuta'])
      expect(loaded.guesses(text)).toEqual(classifier.guesses(text));
  });

  it('and is known to be whole by its length', () => {
    const file = join(folder, 'one.model');
    trained(needsLesson(small)).toFile(file);
    expect(isWhole(file, manyLabels)).toBe(true);
    truncateSync(file, statSync(file).size - 1);
    expect(isWhole(file, manyLabels)).toBe(false);
  });

  it('and is not learned again from the same phrases', () => {
    open(small, folder, () => {});
    expect(open(small, folder, never).guesses('ero')).toEqual(trained(needsLesson(small)).guesses('ero'));
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('and is learned again when a phrase changes', () => {
    open(small, folder, () => {});
    let phrases = 0;
    open({ phrases: { fi: { ...small.phrases.fi, grief: ['isoisä kuoli'] } } }, folder, (count) => {
      phrases = count;
    });
    expect(phrases).toBe(9);
  });

  it('and is learned again when content changes that the labels hang on, which are asked only then', () => {
    let asked = 0;
    const lesson = (rules: string): Lesson => ({
      ...needsLesson(small),
      examples: [
        {
          label: (text) => {
            asked += 1;
            return text === 'ei' ? undefined : text;
          },
          texts: ['vauva', 'ero', 'ei'],
        },
      ],
      method: { ...manyLabels, basis: rules },
    });
    const opened = (rules: string): string[] => {
      const one = openClassifier(lesson(rules), modelFile(lesson(rules), folder));
      return one.guesses('vauva ja ero').map(({ need }) => need);
    };
    expect(opened('one').sort()).toEqual(['ero', 'vauva']);
    expect([opened('one').length, asked]).toEqual([2, 3]);
    expect([opened('other').length, asked]).toEqual([2, 6]);
  });

  it.each([0, 3, 40, 5000])('but a file cut short to %i bytes is made anew', (length) => {
    open(small, folder, () => {});
    const whole = readFileSync(theFile());
    truncateSync(theFile(), length);
    let told = 0;
    const again = open(small, folder, () => {
      told += 1;
    });
    expect(told).toBe(1);
    expect(again.guesses('vauva ei nuku')[0]?.need).toBe('child_sleep');
    expect(readFileSync(theFile()).equals(whole)).toBe(true);
  });

  it('but a file of something else is made anew', () => {
    open(small, folder, () => {});
    writeFileSync(theFile(), Buffer.alloc(2000, 0x7b));
    expect(open(small, folder, () => {}).guesses('ero')[0]?.need).toBe('separation');
  });
});

describe('the real classifier', () => {
  const classifier = open(theContent(), dataFolder, () => {});

  it.each([
    ['Vauva heräilee öisin tunnin välein emmekä saa nukuttua', 'child_sleep'],
    ['Epäilen että pojallani on ADHD, hän ei jaksa keskittyä', 'neuropsychiatric'],
    ['Olemme eroamassa ja mietin miten kerron lapsille', 'separation'],
    ['Olen aivan uupunut äiti, voimat ovat lopussa', 'parental_exhaustion'],
    ['Mieheni on väkivaltainen ja pelkään kotona', 'domestic_violence'],
    ['Olen 15 ja minua ahdistaa joka päivä', 'youth_mental_health'],
    ['Tytärtä kiusataan koulussa', 'bullying'],
    ['Lapsi ei suostu menemään kouluun', 'school_refusal'],
    ['Rahat eivät riitä ruokaan', 'finances'],
    ['Olen raskaana ja haluan varata ajan neuvolaan', 'pregnancy_maternity'],
    ['Poika pelaa koneella kaiket yöt', 'gaming_screen'],
    ['Haluaisin puheterapiaa lapselle joka ei puhu', 'speech_therapy'],
    ['Babyn vaknar flera gånger varje natt', 'child_sleep'],
    ['Vi ska skiljas och undrar hur vi berättar för barnen', 'separation'],
    ['Jag är helt utmattad som mamma och orkar inte', 'parental_exhaustion'],
    ['Min dotter blir mobbad i skolan', 'bullying'],
    ['Min son har svårt att koncentrera sig, kan det vara adhd', 'neuropsychiatric'],
    ['Jag är gravid och vill boka tid till rådgivningen', 'pregnancy_maternity'],
    ['Min man slår mig och barnen är rädda', 'domestic_violence'],
    ['Pengarna räcker inte till mat', 'finances'],
    ['Barnet vägrar gå till skolan', 'school_refusal'],
    ['Jag är sexton och har ångest hela tiden', 'youth_mental_health'],
    ['Pojken spelar dataspel hela natten', 'gaming_screen'],
    ['Barnet pratar inte än, behöver vi talterapi', 'speech_therapy'],
    ['My baby wakes up every hour at night', 'child_sleep'],
    ['We are getting divorced, how do we tell the children', 'separation'],
    ['I am a completely exhausted mother and cannot cope', 'parental_exhaustion'],
    ['My daughter is bullied at school', 'bullying'],
    ['I think my son may have ADHD, he cannot concentrate', 'neuropsychiatric'],
    ['I am pregnant and want an appointment at the maternity clinic', 'pregnancy_maternity'],
    ['My husband is violent at home', 'domestic_violence'],
    ['We have no money for food', 'finances'],
    ['My child refuses to go to school', 'school_refusal'],
    ['I am 15 and I have anxiety every day', 'youth_mental_health'],
    ['My son plays video games all night', 'gaming_screen'],
    ['My child does not talk yet, do we need speech therapy', 'speech_therapy'],
  ])('hears what %j is about', (text, need) => {
    expect(
      classifier
        .guesses(text)
        .slice(0, 2)
        .map((guess) => guess.need),
    ).toContain(need);
  });
});
