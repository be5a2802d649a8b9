import type { Detail, Listed, Me } from '../../../src/web/console/shapes';

/** Nobody's cases: what the console is shown with, in every state it can be in. */
const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

const listed = (part: Partial<Listed> & Pick<Listed, 'id' | 'case'>): Listed => ({
  region: 'etela-pohjanmaa',
  area: 'lapua',
  state: 'waiting',
  owner: null,
  ownerName: null,
  kind: 'contact',
  dangerRank: 0,
  childSelf: false,
  receivedAt: at(-3),
  dueAt: at(20),
  statutoryDueAt: null,
  touchedAt: null,
  attemptedAt: null,
  tries: 0,
  moves: 0,
  news: 0,
  safeTimes: ['any-time'],
  offeredTo: null,
  origin: 'chat',
  transferredAt: null,
  closedAt: null,
  fillLater: false,
  ...part,
});

const model = {
  scales: [
    {
      id: 'everyday',
      left: { fi: 'Arki sujuu', sv: 'Vardagen löper' },
      right: { fi: 'Arjessa haasteita', sv: 'Svårigheter' },
    },
    {
      id: 'resources',
      left: { fi: 'Voimia paljon', sv: 'Krafter' },
      right: { fi: 'Voimia vähän', sv: 'Lite krafter' },
    },
  ],
  segments: [
    {
      id: 'yhteiso',
      name: { fi: 'Yhteisöasiakkuus', sv: 'Gemenskapsklient' },
      meaning: { fi: 'Tarve on rajattu, mutta arki on raskasta.', sv: 'Behovet är avgränsat men vardagen tung.' },
      'works-by': { fi: 'Tukea arkeen läheltä.', sv: 'Stöd nära vardagen.' },
      worker: null,
      plan: null,
      'follow-up': null,
    },
  ],
};

/** The worker of the tests, who reads two areas. */
export const me: Me = {
  id: 'worker-1',
  name: 'Työntekijä Yksi',
  role: 'worker',
  away: false,
  signIn: true,
  areas: ['etela-pohjanmaa/lapua', 'etela-pohjanmaa/kuussote'],
  areaNames: {
    'etela-pohjanmaa/lapua': {
      fi: 'Lapua, Kaksineuvoinen ja Järvi-Pohjanmaa',
      sv: 'Lappo, Kaksineuvoinen och Järvi-Pohjanmaa',
    },
    // Named in Finnish alone.
    'etela-pohjanmaa/kuussote': { fi: 'KuusSote' },
    'etela-pohjanmaa/seinajoki': { fi: 'Seinäjoki ja Isokyrö', sv: 'Seinäjoki och Storkyro' },
  },
  models: { 'etela-pohjanmaa': model },
  clocks: {
    'need-for-care': {
      name: { fi: 'Hoidon tarpeen arvio', sv: 'Bedömning av vårdbehovet' },
      source: '1326/2010 51 §',
    },
  },
  parties: [{ id: 'crisis-centre', name: { fi: 'Kriisikeskus', sv: 'Kriscentret' } }],
  roles: [
    { id: 'public-health-nurse', name: { fi: 'Terveydenhoitaja', sv: 'Hälsovårdare' } },
    { id: 'supervisor', name: { fi: 'Esihenkilö', sv: 'Chef' } },
  ],
  triggers: {
    'etela-pohjanmaa': [
      { id: 'worry', name: { fi: 'Tilanteesta herää huoli', sv: 'Läget väcker oro' } },
      { id: 'unclear', name: { fi: 'Asian ytimeen ei pääse käsiksi', sv: 'Kärnan är oklar' } },
    ],
  },
  readyTexts: [
    {
      id: 'call',
      title: { fi: 'Soitan sinulle', sv: 'Jag ringer dig' },
      text: {
        fi: 'Hei! Olen {worker-role}. Soitan sinulle {day} numerosta {phone}.',
        sv: 'Hej! Jag är {worker-role}. Jag ringer dig {day} från {phone}.',
        en: 'Hello! I am {worker-role}. I will call you on {day} from {phone}.',
      },
    },
  ],
  checklists: [
    {
      id: 'first-call',
      title: { fi: 'Ensimmäinen soitto', sv: 'Första samtalet' },
      items: [
        { fi: 'Kysy, onko hyvä hetki', sv: 'Fråga om det passar' },
        { fi: 'Kerro, kuka olet', sv: 'Säg vem du är' },
      ],
    },
  ],
  duty: {
    fi: 'Jos lapsen turvallisuus vaatii, ilmoita itse. Velvollisuutta ei voi antaa toiselle.',
    sv: 'Om barnets trygghet kräver det, gör en anmälan själv. Skyldigheten kan inte ges till någon annan.',
  },
  needs: { child_sleep: { fi: 'Lapsen uni', sv: 'Barnets sömn' } },
  municipalities: { lapua: { fi: 'Lapua', sv: 'Lappo' }, alavus: { fi: 'Alavus', sv: 'Alavo' } },
  safeTimes: {
    morning: { name: { fi: 'Aamupäivällä', sv: 'På förmiddagen' }, from: '08:00', to: '12:00' },
    afternoon: { name: { fi: 'Iltapäivällä', sv: 'På eftermiddagen' }, from: '12:00', to: '16:00' },
    'any-time': { name: { fi: 'Milloin vain arkisin', sv: 'När som helst på vardagar' }, from: '08:00', to: '16:00' },
  },
};

const nothing = { text: '', ending: null, evaluation: null } as const;
const mine = { owner: me.id, ownerName: me.name };

/** A queue in which every kind of row is seen once. */
export const queue: readonly Listed[] = [
  listed({ id: 'danger', case: 'LU-7Q2K', kind: 'danger', dangerRank: 2, dueAt: at(1) }),
  listed({ id: 'young', case: 'LU-3MRT', kind: 'young-person', dangerRank: 1, childSelf: true, area: 'kuussote' }),
  listed({ id: 'late', case: 'LU-9XWB', dueAt: at(-2), safeTimes: ['morning'] }),
  listed({ id: 'mine', case: 'LU-4HJP', state: 'contacted', ...mine, attemptedAt: at(-1), news: 2, touchedAt: at(-1) }),
  listed({
    id: 'theirs',
    case: 'LU-8CDF',
    state: 'claimed',
    owner: 'worker-2',
    ownerName: 'Työntekijä Kaksi',
    attemptedAt: at(-1),
    tries: 1,
  }),
  listed({ id: 'asked', case: 'LU-5GNV', state: 'consulting', ...mine }),
  listed({
    id: 'offered',
    case: 'LU-2TQA',
    state: 'offered',
    area: 'seinajoki',
    owner: 'worker-3',
    ownerName: 'Työntekijä Kolme',
    moves: 2,
    offeredTo: { area: 'etela-pohjanmaa/lapua' },
  }),
  listed({ id: 'phone', case: 'LU-6YEZ', origin: 'phone', kind: 'professional', statutoryDueAt: at(70) }),
  listed({ id: 'probe', case: 'LU-0000', kind: 'synthetic' }),
  listed({ id: 'closed', case: 'LU-1BKS', state: 'closed', ...mine, closedAt: at(-20), fillLater: true }),
  listed({ id: 'withdrawn', case: 'LU-2PLM', state: 'withdrawn', closedAt: at(-40) }),
];

/** One of the cases as its reader sees it. */
export function detailOf(row: Listed): Detail {
  const chat = [
    { by: 'bot', at: at(-4), text: 'Hei! Olen Luotsi, chatrobotti. Mistä asiasta on kyse?' },
    { by: 'family', at: at(-4), text: 'Vauva herää tunnin välein eikä kukaan nuku.' },
    { by: 'bot', at: at(-3.9), text: 'Kuulostaa raskaalta. Kuinka kauan tätä on kestänyt?' },
    { by: 'family', at: at(-3.9), text: 'Viikkoja.' },
  ] as const;
  return {
    ...row,
    revision: 3,
    ending: row.state === 'closed' ? 'guided' : null,
    chatOpen: true,
    familyThere: row.id === 'mine',
    draft: '',
    register: { proposed: 'none', why: ['advice'] },
    triggers: ['worry'],
    services: [
      {
        id: 'clinic',
        name: 'Neuvola',
        why: ['need=child_sleep', 'age=0'],
      },
    ],
    dutyAsked: row.id === 'danger',
    chat: [...chat],
    record: {
      need: 'child_sleep',
      ownWords:
        'Vauva herää tunnin välein eikä kukaan nuku. Olen niin väsynyt, etten jaksa enää iltaisin isompien kanssa.',
      who: 'parent',
      language: row.id === 'young' ? 'en' : 'fi',
      interpreter: row.id === 'young',
      municipality: 'lapua',
      contact:
        row.id === 'late'
          ? { name: null, reach: 'i-call', times: [], allowed: [] }
          : { name: 'Kukka', reach: '050 111 22 33', times: ['morning'], allowed: ['voicemail'] },
      wantsPending: row.id === 'phone',
      wish: 'Soittakaa rauhassa.',
      rows: [
        { fact: 'who', label: 'Kuka kirjoittaa', value: 'Vanhempi tai huoltaja' },
        { fact: 'age', label: 'Lapsen ikä', value: '8 kk' },
        { fact: 'sleep-trouble', label: 'Mikä unessa on hankalinta', value: 'Heräily öisin' },
        { fact: 'since', label: 'Kuinka kauan', value: 'Viikkoja' },
        { fact: 'coping', label: 'Arki', value: 'Arki on vaikeaa' },
      ],
      danger:
        row.dangerRank > 0
          ? [{ kind: 'violence_now', level: row.dangerRank === 2 ? 'emergency' : 'urgent', pattern: 'lyö nyt' }]
          : [],
      outcome: 'clear-need',
      reasons: ['Huoli on pieni tai kasvava', 'Apua tarvitaan yhteen tai pariin asiaan'],
      services: ['Neuvola', 'Perheohjaus'],
      segment: { id: 'yhteiso', reasons: ['Arki on vaikeaa', 'Yhteen tai pariin asiaan'] },
      statutory: [{ id: 'need-for-care', dueAt: at(70) }],
      promisedDay: at(20).slice(0, 10),
      permission: { words: 'Kyllä, asiani saa viedä työntekijälle.', at: at(-3) },
      privacy: { words: 'Keskustelu poistetaan, kun asia on hoidettu.', content: '8f2c' },
      transcript: [...chat],
    },
    events:
      row.owner === null
        ? []
        : [
            { ...nothing, at: at(-2), kind: 'claim', by: row.ownerName },
            ...(row.id === 'asked'
              ? [
                  {
                    ...nothing,
                    at: at(-1),
                    kind: 'consult',
                    by: row.ownerName,
                    text: 'Miten vauvan unen tuessa kannattaa edetä?',
                    to: 'public-health-nurse',
                  },
                ]
              : []),
            {
              ...nothing,
              at: at(-1),
              kind: 'evaluate',
              by: row.ownerName,
              evaluation: {
                coping: 'hard',
                'needs-many': 'few',
                segment: 'yhteiso',
                scales: { everyday: 3, resources: 4 },
              },
            },
          ],
  };
}
