/** The whole numbers from 0 to 24 in words, folded, as they are said in Finnish and its dialects, Swedish and English. */
const names: readonly (readonly [value: number, words: string])[] = [
  [0, 'nolla noll zero'],
  [1, 'yksi yks yhden yhta yhreksi ett en one'],
  [2, 'kaksi kaks kahden kaharen kahta tva tvo two'],
  [3, 'kolme kolome kolmen kolomen kolmea kolmi kol tre tri three'],
  [4, 'nelja nelija neljan nelijan neljaa neli fyra four'],
  [5, 'viisi viis viiden viiren viitta fem five'],
  [6, 'kuusi kuus kuuden kuuren kuutta sex six'],
  [7, 'seitseman seittema seitteman seitteman seittemaa seitsemaa seitsen seiteran seittem sju seven'],
  [8, 'kahdeksan kaheksan kaheksa kahareksan kahdeksaa kaheksaa atta eight'],
  [9, 'yhdeksan yheksan yheksa yhyreksan yhdeksaa yheksaa nio nine'],
  [10, 'kymmenen kymmene kymmen kymmenta kymppi tio ten'],
  [11, 'yksitoista ykstoista yksitoist ykstoist yhdentoista elva eleven'],
  [12, 'kaksitoista kakstoista kakstoist kahdentoista tolv twelve'],
  [13, 'kolmetoista kolmetoist kolmentoista kolometoista tretton thirteen'],
  [14, 'neljatoista neljatoist neljantoista nelijatoista fjorton fourteen'],
  [15, 'viisitoista viistoista viistoist viidentoista femton fifteen'],
  [16, 'kuusitoista kuustoista kuustoist kuudentoista sexton sixteen'],
  [17, 'seitsemantoista seittemantoista seittemantoist seitsentoista sjutton seventeen'],
  [18, 'kahdeksantoista kaheksantoista kaheksantoist arton aderton eighteen'],
  [19, 'yhdeksantoista yheksantoista yheksantoist nitton nineteen'],
  [20, 'kaksikymmenta kakskyt kakskymmenta tjugo twenty'],
  [21, 'kaksikymmentayksi kakskytyks tjugoett'],
  [22, 'kaksikymmentakaksi kakskytkaks tjugotva'],
  [23, 'kaksikymmentakolme kakskytkolme tjugotre'],
  [24, 'kaksikymmentanelja kakskytnelja tjugofyra'],
];

const byName = new Map(
  names.flatMap(([value, words]) => words.split(' ').map((word): [string, number] => [word, value])),
);
const longestName = Math.max(...[...byName.keys()].map((one) => one.length));

/** A number word, and what is grown together with it: "kolme" and "vuotias", "fyra" and "aring". The longest name wins. */
export function numberWord(word: string): { readonly value: number; readonly rest: string } | undefined {
  for (let length = Math.min(longestName, word.length); length >= 2; length -= 1) {
    const value = byName.get(word.slice(0, length));
    if (value !== undefined) return { value, rest: word.slice(length) };
  }
  return undefined;
}
