/** What a word says of a street. */
export interface StreetWord {
  /** Whether the word is a street by itself; a place or a common noun needs more to speak for an address. */
  readonly sure: boolean;
  /** A word of everyday speech that may still be a name: "leikkipuisto", "Skolvägen". */
  readonly common: boolean;
  /** What stands before the ending; empty when the word is the ending alone ("Gamla vägen"). */
  readonly before: string;
}

/** What an outlined word says of a street by its longest known ending, or nothing. Read from common names, not from a register. */
export function streetWord(outlined: string): StreetWord | undefined {
  const word = outlined.slice(-longestWord).toLowerCase();
  for (let length = Math.min(longestEnding, word.length); length >= 3; length -= 1) {
    const ending = endings.get(word.slice(-length));
    if (!ending) continue;
    const before = word.slice(0, -length);
    const base = before + ending.base;
    if (numberedRoads.has(base)) return undefined;
    // Of "rehtori", "sektori" and "kuraattori" nobody has an address.
    if (before.length === 1 || (ending.base === 'tori' && /[thk]$/.test(before))) return undefined;
    return { sure: ending.sure, common: commonNouns.has(base), before };
  }
  return undefined;
}

const longestWord = 40;

/** A Finnish word, its stem before -n, -lla, -lta, -lle, -ssa and -sta, and its partitive; folded to letters without marks. */
const finnishStreets = `
  katu kadu katua, tie tie tieta, kuja kuja kujaa, polku polu polkua, kaari kaare kaarta, raitti raiti raittia,
  vayla vayla vaylaa, bulevardi bulevardi bulevardia, esplanadi esplanadi esplanadia, puistikko puistiko puistikkoa`;
const finnishPlaces = `
  tori tori toria, aukio aukio aukiota, rinne rintee rinnetta, ranta ranna rantaa, penger penkeree pengerta,
  puisto puisto puistoa, portti porti porttia, kierto kierro kiertoa, kulma kulma kulmaa, maki mae makea, piha piha pihaa,
  rivi rivi rivia, laita laida laitaa, reuna reuna reunaa, silta silla siltaa, taival taipalee taivalta,
  niitty niity niittya, pelto pello peltoa, suora suora suoraa, harju harju harjua, harja harja harjaa,
  vainio vainio vainiota, kallio kallio kalliota, kartano kartano kartanoa`;
const finnishCases = ['n', 'l', 'lla', 'lta', 'lle', 'ssa', 'sta'];
const swedishStreets = 'gatan gata vagen vag stigen stig grand granden esplanaden esplanad';
const swedishPlaces = `backen stranden parken torget platsen kajen svangen brinken kroken straket vandan bagen ringen allen`;

interface Ending {
  readonly base: string;
  readonly sure: boolean;
}

const endings = new Map<string, Ending>([
  ...finnish(finnishStreets, true),
  ...finnish(finnishPlaces, false),
  ...swedish(swedishStreets, true),
  ...swedish(swedishPlaces, false),
]);
const longestEnding = Math.max(...[...endings.keys()].map((one) => one.length));

function finnish(rows: string, sure: boolean): [string, Ending][] {
  return rows.split(',').flatMap((row) => {
    const [base = '', stem = '', partitive = ''] = row.trim().split(' ');
    return [base, partitive, ...finnishCases.map((end) => stem + end)].map((form): [string, Ending] => [
      form,
      { base, sure },
    ]);
  });
}

function swedish(words: string, sure: boolean): [string, Ending][] {
  return words.split(' ').flatMap((base): [string, Ending][] => [
    [base, { base, sure }],
    [`${base}s`, { base, sure }],
  ]);
}

/** Roads that have a number of their own. */
const numberedRoads = compounds([
  ['valta kanta moottori seutu yhdys', 'tie'],
  ['riks lands motor', 'vag vagen'],
]);

/** Roads, paths and yards of everyday speech. */
const commonNouns = compounds([
  [
    'maan kyla koulu koti tyo elaman rauta umpi oiko hoito metsa sivu paa hiekka yksityis pyora aun cu swee bes hot',
    'tie',
  ],
  ['hoito palvelu elaman kasvu opinto ura luonto koulu kasvun tuki', 'polku'],
  ['koti sivu paa kavely', 'katu'],
  ['hem skol huvud om halv luft ut in barn cykel livs kanslo person', 'vag vagen'],
  ['leikki koira teatteri luonto huvi uima vesi seikkailu liikenne', 'puisto'],
  ['uima hiekka meren jarven joen', 'ranta'],
  ['koti etu taka sisa koulun koulu paivakodin leikki', 'piha'],
  ['nako lahto koti katu kanto', 'kulma'],
  ['moni tuu audi edi kauppa myynti ruoka', 'tori'],
  ['lek arbets bo barn parkerings daghems praktik studie vard', 'platsen'],
  ['lek stads', 'parken'],
  ['bad', 'stranden'],
  ['pulk', 'backen'],
  ['f', 'allen'],
]);

function compounds(rows: readonly (readonly [string, string])[]): ReadonlySet<string> {
  return new Set(
    rows.flatMap(([firsts, lasts]) =>
      firsts.split(' ').flatMap((first) => lasts.split(' ').map((last) => first + last)),
    ),
  );
}
