import type { PageLanguage } from '../page-language';

/** The words of the page where a family sees and takes back its request. */
const words = {
  fi: {
    title: 'Oma pyyntösi',
    lead: 'Koodilla näet, missä yhteydenottopyyntösi on, ja voit perua sen. Koodi näytettiin, kun lähetit pyynnön.',
    code: 'Oma koodisi',
    hint: 'Kahdeksan merkkiä, esimerkiksi ABCD-2345. Isot ja pienet kirjaimet käyvät.',
    look: 'Näytä pyyntöni',
    wrong: 'Tällä koodilla ei löytynyt pyyntöä',
    wrongNote:
      'Tarkista merkit. Koodissa ei ole nollaa, ykköstä, O:ta, I:tä eikä L:ää. Pyyntö poistuu aikanaan, kun asia on hoidettu.',
    many: 'Koodeja on kokeiltu nyt liian monta kertaa',
    manyNote: 'Yritä uudelleen vartin kuluttua, tai soita asiakasohjaukseen. Pyyntösi on tallessa.',
    unreadable: 'Lomake ei tullut perille',
    unreadableNote: 'Kirjoita koodi uudelleen.',
    stands: {
      waiting: 'Pyyntösi odottaa työntekijää',
      taken: 'Työntekijä on ottanut asiasi hoitaakseen',
      tried: 'Työntekijä on yrittänyt tavoittaa sinua',
      closed: 'Asian käsittely on päättynyt',
      withdrawn: 'Pyyntö on peruttu',
    },
    notes: {
      waiting: 'Kukaan ei ole vielä ottanut sitä. Sinun ei tarvitse tehdä mitään.',
      taken: 'Hän näkee, mitä kerroit, joten sinun ei tarvitse kertoa sitä uudelleen.',
      tried: 'Hän yrittää uudelleen sinä aikana, jonka valitsit turvalliseksi. Voit myös soittaa ja kertoa koodisi.',
      closed: 'Jos asia ei ole kunnossa, soita ja kerro koodisi tai aloita uusi keskustelu.',
      withdrawn:
        'Kukaan ei ota yhteyttä. Se, mitä lähetit, poistetaan myöhemmin; työntekijän on toimittava, jos lapsi on vaarassa.',
    },
    promise: 'Työntekijä ottaa sinuun yhteyttä viimeistään {day}.',
    sentOn: 'Lähetit pyynnön {day}.',
    goOn: 'Jatka keskustelua',
    withdraw: 'Peru pyyntö',
    sure: 'Perutaanko pyyntö?',
    sureNote: 'Työntekijä ei silloin ota yhteyttä. Hän näkee, että peruit pyynnön. Voit lähettää uuden milloin vain.',
    yes: 'Kyllä, peru pyyntö',
    no: 'En peru',
    another: 'Kirjoita toinen koodi',
  },
  sv: {
    title: 'Din begäran',
    lead: 'Med koden ser du var din kontaktbegäran är, och du kan återta den. Koden visades när du skickade begäran.',
    code: 'Din egen kod',
    hint: 'Åtta tecken, till exempel ABCD-2345. Du kan skriva med stora eller små bokstäver.',
    look: 'Visa min begäran',
    wrong: 'Ingen begäran hittades med den här koden',
    wrongNote:
      'Kontrollera tecknen. I koden finns ingen nolla, etta, O, I eller L. Begäran raderas i sinom tid när ärendet är skött.',
    many: 'Det har nu provats för många koder',
    manyNote: 'Försök på nytt om en kvart, eller ring klienthandledningen. Din begäran finns kvar.',
    unreadable: 'Formuläret kom inte fram',
    unreadableNote: 'Skriv koden på nytt.',
    stands: {
      waiting: 'Din begäran väntar på en klienthandledare',
      taken: 'En klienthandledare tar hand om ditt ärende',
      tried: 'Klienthandledaren har försökt nå dig',
      closed: 'Ärendet är avslutat',
      withdrawn: 'Begäran är återtagen',
    },
    notes: {
      waiting: 'Ingen har tagit den ännu. Du behöver inte göra något.',
      taken: 'Hen ser vad du har berättat, så du behöver inte berätta det på nytt.',
      tried: 'Hen försöker igen vid en tid som du har sagt är trygg. Du kan också ringa och uppge din kod.',
      closed: 'Om saken inte är i ordning kan du ringa och uppge din kod, eller börja en ny chatt.',
      withdrawn:
        'Ingen kontaktar dig. Det du skickade raderas senare; klienthandledaren måste agera om ett barn är i fara.',
    },
    promise: 'En klienthandledare kontaktar dig senast {day}.',
    sentOn: 'Du skickade begäran {day}.',
    goOn: 'Fortsätt chatten',
    withdraw: 'Återta begäran',
    sure: 'Vill du återta begäran?',
    sureNote:
      'Då kontaktar ingen dig. Klienthandledaren ser att du har återtagit den. Du kan skicka en ny när du vill.',
    yes: 'Ja, återta begäran',
    no: 'Nej, behåll den',
    another: 'Skriv en annan kod',
  },
  en: {
    title: 'Your request',
    lead: 'With the code you can see where your contact request is, and take it back. The code was shown when you sent the request.',
    code: 'Your own code',
    hint: 'Eight characters, for example ABCD-2345. Capital or small letters are both fine.',
    look: 'Show my request',
    wrong: 'No request was found with this code',
    wrongNote:
      'Check the characters. The code has no zero, one, O, I or L. A request is deleted in time, once the matter has been dealt with.',
    many: 'Too many codes have been tried now',
    manyNote: 'Try again in a quarter of an hour, or call the client guidance. Your request is kept.',
    unreadable: 'The form did not arrive',
    unreadableNote: 'Write the code again.',
    stands: {
      waiting: 'Your request is waiting for a worker',
      taken: 'A worker is taking care of your matter',
      tried: 'A worker has tried to reach you',
      closed: 'The matter has been closed',
      withdrawn: 'The request has been taken back',
    },
    notes: {
      waiting: 'Nobody has taken it yet. You need not do anything.',
      taken: 'They see what you told, so you need not tell it again.',
      tried: 'They will try again at a time you said is safe. You can also call and tell your code.',
      closed: 'If things are not in order, call and tell your code, or start a new conversation.',
      withdrawn: 'Nobody will contact you. What you sent is deleted later; a worker must act if a child is in danger.',
    },
    promise: 'A worker will be in touch with you by {day} at the latest.',
    sentOn: 'You sent the request on {day}.',
    goOn: 'Go on with the conversation',
    withdraw: 'Take the request back',
    sure: 'Take the request back?',
    sureNote:
      'Then nobody will contact you. The workers see that you took it back. You can send a new one at any time.',
    yes: 'Yes, take it back',
    no: 'No, keep it',
    another: 'Write another code',
  },
} as const;

type Texts<T> = { readonly [name in keyof T]: T[name] extends string ? string : Texts<T[name]> };
export type CodeWords = Texts<(typeof words)['fi']>;

export function codeWords(language: PageLanguage): CodeWords {
  return words[language];
}
