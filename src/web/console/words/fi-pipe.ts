const watch = 'Pidä jono auki: se päivittyy itsestään. Kerro esihenkilölle.';
const arrange = 'Sovi, kuka pitää jonon auki: se päivittyy itsestään. Ilmoita palvelun ylläpitoon.';

/** What the console says in Finnish while notices do not arrive: what is wrong, and what a worker or a supervisor does. */
export const finnishPipe = {
  noPromise: 'Luotsi ei nyt lupaa perheille päivää. Perheet saavat puhelinajat ja numerot.',
  title: 'Osa ilmoituksista ei tule perille. Luotsi lupaa perheille päivän kuten ennen.',
  since: (at: string) => `Alkoi ${at}.`,
  areas: 'Koskee:',
  receivers: (names: string) => `Vastaanottaja, joka ei vastaa: ${names}.`,
  what: {
    database: 'Jonoon ei voi kirjoittaa: uudet yhteydenotot ja muistiinpanot eivät tallennu.',
    round: 'Ilmoitusten kulkua ei ole voitu tarkistaa.',
    receiver: 'Ilmoituksille ei ole vastaanottajaa.',
    notices: 'Ilmoitukset uusista yhteydenotoista eivät tule perille.',
    exercise: 'Aamun koeilmoitus ei tullut perille.',
    calendar: 'Tulevien päivien puhelinajat puuttuvat.',
    classifier: 'Luotsi ei voi tallentaa, mitä se on oppinut tunnistamaan.',
    'some-receivers': 'Ilmoitukset eivät tule kaikille, joille ne kuuluvat.',
    'team-removed': 'Luotsi on poistettu Teamsin kanavasta, joka näytti jonon.',
    'team-waiting': 'Teams ei ota vastaan jonon kortteja.',
  },
  worker: {
    database: 'Kirjaa puhelut paperille ja kerro heti esihenkilölle.',
    round: watch,
    receiver: watch,
    notices: watch,
    exercise: watch,
    calendar: 'Kerro esihenkilölle.',
    classifier: 'Kerro esihenkilölle.',
    'some-receivers': watch,
    'team-removed': watch,
    'team-waiting': watch,
  },
  supervisor: {
    database: 'Ilmoita heti palvelun ylläpitoon. Sovi, että puhelut kirjataan paperille.',
    round: arrange,
    receiver: 'Sovi, kuka pitää jonon auki. Pyydä ylläpitoa lisäämään vastaanottaja (asetus NOTICE_RECEIVERS).',
    notices: arrange,
    exercise: arrange,
    calendar: 'Pyydä sisällön vastuuhenkilöä merkitsemään puhelinajat.',
    classifier: 'Ilmoita palvelun ylläpitoon.',
    'some-receivers': arrange,
    'team-removed': 'Lisää Luotsi tiimiin ja yhdistä kanava uudelleen, tai sovi, kuka pitää jonon auki täällä.',
    'team-waiting': 'Luotsi yrittää uudelleen itse. Sovi, kuka pitää jonon auki täällä siihen asti.',
  },
};
