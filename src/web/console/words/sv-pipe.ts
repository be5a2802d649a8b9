import type { finnishPipe } from './fi-pipe';

const watch = 'Håll kön öppen: den uppdateras av sig själv. Berätta för din chef.';
const arrange =
  'Kom överens om vem som håller kön öppen: den uppdateras av sig själv. Meddela dem som driver tjänsten.';

/** What the console says in Swedish while notices do not arrive. */
export const swedishPipe: typeof finnishPipe = {
  noPromise: 'Luotsi lovar just nu ingen dag åt familjerna. De får telefontider och nummer.',
  title: 'En del av meddelandena kommer inte fram. Luotsi lovar familjerna en dag som förut.',
  since: (at: string) => `Började ${at}.`,
  areas: 'Gäller:',
  receivers: (names: string) => `Mottagare som inte svarar: ${names}.`,
  what: {
    database: 'Det går inte att skriva i kön: nya kontakter och anteckningar sparas inte.',
    round: 'Det har inte gått att kontrollera hur meddelandena går fram.',
    receiver: 'Det finns ingen mottagare för meddelandena.',
    notices: 'Meddelandena om nya kontakter kommer inte fram.',
    exercise: 'Morgonens provmeddelande kom inte fram.',
    calendar: 'Telefontiderna för de kommande dagarna saknas.',
    classifier: 'Luotsi kan inte spara det som den har lärt sig känna igen.',
    'some-receivers': 'Meddelandena kommer inte till alla som ska ha dem.',
    'team-removed': 'Luotsi har tagits bort från den kanal i Teams som visade kön.',
    'team-waiting': 'Teams tar inte emot köns kort.',
  },
  worker: {
    database: 'Anteckna samtalen på papper och berätta genast för din chef.',
    round: watch,
    receiver: watch,
    notices: watch,
    exercise: watch,
    calendar: 'Berätta för din chef.',
    classifier: 'Berätta för din chef.',
    'some-receivers': watch,
    'team-removed': watch,
    'team-waiting': watch,
  },
  supervisor: {
    database: 'Meddela genast dem som driver tjänsten. Kom överens om att samtalen antecknas på papper.',
    round: arrange,
    receiver:
      'Kom överens om vem som håller kön öppen. Be dem som driver tjänsten att lägga till en mottagare (inställningen NOTICE_RECEIVERS).',
    notices: arrange,
    exercise: arrange,
    calendar: 'Be den som ansvarar för innehållet att skriva in telefontiderna.',
    classifier: 'Meddela dem som driver tjänsten.',
    'some-receivers': arrange,
    'team-removed':
      'Lägg till Luotsi i teamet och anslut kanalen på nytt, eller kom överens om vem som håller kön öppen här.',
    'team-waiting': 'Luotsi försöker på nytt av sig själv. Kom överens om vem som håller kön öppen här tills dess.',
  },
};
