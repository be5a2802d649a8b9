import type { finnishPages } from './fi-pages';

/** The words of the pages beside the queue in Swedish. */
export const swedishPages: typeof finnishPages = {
  consults: {
    title: 'Rådfrågningar',
    means: 'Kolleger ber om råd. Du ser inte vem familjen är.',
    nothing: 'Ingen ber om råd just nu.',
    somebody: 'En kollega',
    answer: 'Ditt svar',
    hint: 'Svara allmänt. Gissa inte vem det gäller.',
    send: 'Skicka svaret',
    answered: 'Svaret är skickat.',
  },
  audit: {
    title: 'Vem såg och gjorde vad',
    means: 'Sök med kontaktens nummer. Också den här sökningen antecknas.',
    subject: 'Objekt',
    hint: 'Ärendets nummer, till exempel det som syns i kön',
    search: 'Sök',
    nothing: 'Det finns inga anteckningar med numret. Kontrollera numret.',
    when: 'När',
    who: 'Vem',
    what: 'Vad',
    why: 'Varför',
    actions: { view: 'öppnade', search: 'sökte', export: 'kopierade', delete: 'raderade', audit: 'läste loggen' },
  },
  taken: {
    title: 'Ny kontakt',
    means:
      'Skriv in ett ärende som kom per telefon, post eller besök. Det kommer i samma kö som kontakterna från chatten.',
    missing: 'Det fattas ännu',
    fields: {
      origin: 'Hur kontakten kom',
      area: 'Område',
      who: 'Vem tar kontakt',
      ownWords: 'Ärendet med personens egna ord',
      permission: 'Personen vet att ärendet skrivs in i den här kön och har gått med på det',
    },
    ownWordsHint: 'Skriv ingen personbeteckning.',
    danger: 'Är någon i fara',
    ranks: { none: 'Det kom inte fram', urgent: 'Brådskande oro', emergency: 'Nöd' },
    emergency: 'Om någon är i livsfara, ring 112 innan du skriver in kontakten.',
    name: 'Namn',
    nameHint: 'Ett smeknamn räcker.',
    reach: 'Telefonnummer eller e-post',
    reachHint: 'Lämna tomt om personen själv ringer.',
    allowed: 'Vad är tryggt om ingen svarar',
    otherLanguage: 'Vilket språk',
    interpreter: 'Behöver tolk',
    pending: 'Vill att ärendet blir anhängigt',
    send: 'För till kön',
  },
};
