import { yearsIn } from '../../src/need/ages';
import { contactIn, optionIn, optionsIn } from '../../src/need/answers';
import type { Offered } from '../../src/flow/kind';

const worry: readonly Offered[] = [
  { id: 'none', label: 'Ei varsinaista huolta', also: ['ei huolta'] },
  { id: 'small', label: 'Pieni tai kasvava huoli', also: ['pieni', 'vähän'] },
  { id: 'big', label: 'Iso huoli', also: ['iso', 'suuri'] },
  { id: 'unknown', label: 'En tiedä', also: ['emt', 'ehkä'] },
];
const yesNo: readonly Offered[] = [
  { id: 'yes', label: 'Kyllä', also: ['joo', 'ja', 'yes'] },
  { id: 'no', label: 'Ei', also: ['nej', 'no'] },
];

describe('a family answers with an option', () => {
  it.each([
    ['its label', 'Iso huoli', 'big'],
    ['its label in other letters', 'ISO HUOLI!', 'big'],
    ['its label without dots', 'en tieda', 'unknown'],
    ['its number', '2', 'small'],
    ['its number and a dot', '3.', 'big'],
    ['an ordinal in Finnish', 'ensimmäinen', 'none'],
    ['an everyday ordinal', 'toka', 'small'],
    ['an ordinal in Swedish', 'tredje', 'big'],
    ['an ordinal in English', 'fourth', 'unknown'],
    ['a synonym', 'suuri', 'big'],
    ['a synonym among other words', 'aika suuri kyllä', 'big'],
    ['a slip of the finger', 'Iso huolo', 'big'],
    ['letters in the wrong order', 'Pieni tai kasvvaa huoli', 'small'],
  ])('by %s', (_, said, id) => expect(optionIn(said, worry)).toBe(id));

  it('by a word for yes and more', () => {
    expect(optionIn('joo on meillä', yesNo)).toBe('yes');
    expect(optionIn('no en', yesNo)).toBe('no');
  });

  it.each(['', '   ', '???', '9', '0', 'banaani', 'seitsemäs', '😀'])('and %j is none of them', (said) =>
    expect(optionIn(said, worry)).toBeUndefined(),
  );

  it('and two options in one answer are not guessed between', () => {
    expect(optionIn('pieni vai suuri', worry)).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'toString'])('and %s is none of them', (said) =>
    expect(optionIn(said, worry)).toBeUndefined(),
  );
});

describe('a family answers with several options', () => {
  const where: readonly Offered[] = [
    { id: 'home', label: 'Kotona' },
    { id: 'daycare', label: 'Päiväkodissa' },
    { id: 'school', label: 'Koulussa' },
  ];
  it.each([
    ['kotona ja koulussa', ['home', 'school']],
    ['Kotona, päiväkodissa', ['home', 'daycare']],
    ['1, 3', ['home', 'school']],
    ['1 och 2', ['home', 'daycare']],
    ['1 and 2 and 3', ['home', 'daycare', 'school']],
    ['koulussa; koulussa', ['school']],
    ['koulussa', ['school']],
  ])('in the words %j', (said, ids) => expect(optionsIn(said, where)).toEqual(ids));

  it('and one that cannot be read leaves all of them unread', () => {
    expect(optionsIn('kotona ja kuussa', where)).toBeUndefined();
  });
});

describe('a family tells an age', () => {
  it.each([
    ['3', 3],
    ['3.', 3],
    ['3,5 v', 3],
    ['3.5 vuotta', 3],
    ['16v', 16],
    ['15-vuotias', 15],
    ['poika 7 vuotta', 7],
    ['0', 0],
    ['8 kk', 0],
    ['8kk', 0],
    ['18 kk', 1],
    ['14 kuukautta', 1],
    ['3 viikkoa', 0],
    ['vastasyntynyt', 0],
    ['vauva', 0],
    ['kolme', 3],
    ['kolmeveetä', 3],
    ['kaksivuotias', 2],
    ['nelivuotias', 4],
    ['viisivuotias', 5],
    ['seitsenvuotias', 7],
    ['kahdeksanvuotias', 8],
    ['kymmenvuotias', 10],
    ['kolmetoistavuotias', 13],
    ['neljätoista', 14],
    ['seitsemäntoista', 17],
    ['puolitoistavuotias', 1],
    ['puoltoista', 1],
    ['puolivuotias', 0],
    ['eskarissa', 6],
    ['vuoden vanha', 1],
    ['kahden', 2],
    ['viiden vanha', 5],
    ['kuusi kuukautta', 0],
    ['nelikuinen', 0],
    ['1 v 3 kk', 1],
    ['ett och ett halvt', 1],
    ['ett år', 1],
    ['fyraåring', 4],
    ['sexåring', 6],
    ['tretton', 13],
    ['hon är sjutton år', 17],
    ['8 månader', 0],
    ['nyfödd', 0],
    ['thirteen', 13],
    ['five years old', 5],
    ['a two-year-old', 2],
    ['18 months', 1],
    ['6 months old', 0],
    ['newborn', 0],
  ])('as %j', (said, years) => expect(yearsIn(said)).toBe(years));

  it.each(['-3', 'abc', '', '😀', 'en tiedä', 'vet inte', 'tonåring', 'Seinäjoki', '__proto__', '¾'])(
    'and %j is no age',
    (said) => expect(yearsIn(said)).toBeUndefined(),
  );
});

describe('a family tells where it is reached', () => {
  it.each([
    '0401234567',
    '040 123 4567',
    '040-1234567',
    '040-123 45 67',
    '040.123.4567',
    '(040) 123 4567',
    '+358401234567',
    '+358 40 123 4567',
    '+358 (0)40 123 4567',
    '00358 40 123 4567',
    '06 415 4111',
    'liisa@example.fi',
    'liisa.maki+lapset@posti.example.fi',
    'åsa.öberg@example.ax',
  ])('as %s', (written) => {
    expect(contactIn(written)).toBe(written);
    expect(contactIn(`se on ${written}, kiitos`)).toBe(written);
  });

  it('in brackets of a sentence, which are not its own', () => {
    expect(contactIn('soittakaa mummolle (0401234567)')).toBe('0401234567');
  });

  it.each(['', 'en halua kertoa', '112', '12345', '@', 'liisa@', 'liisa@kotona', '😀', 'aamupäivällä klo 9'])(
    'and %j is no way to reach anybody',
    (said) => expect(contactIn(said)).toBeUndefined(),
  );
});
