import { randomBytes } from 'node:crypto';
import type { Content } from '../content/content';
import { lineVersionOn, dayOf } from '../region/calendar';
import { dateText, emergencyWhen, hoursText } from '../region/day-words';
import { inLanguage, type Region, type Words } from '../region/region';
import type { Service } from '../region/services';
import { escaped, headersWith, phone, spoken, type Page } from './html';
import { rootAttributes } from './page-language';

/** The three ways of reading the tray. */
export const groupings = ['need', 'segment', 'sector'] as const;
export type Grouping = (typeof groupings)[number];

const catalogueWords = {
  fi: {
    title: 'Palvelut',
    lead: 'Mitä apua lapselle, nuorelle ja perheelle on. Et tarvitse valita oikeaa: asiakasohjaus auttaa löytämään sen.',
    by: { need: 'Asian mukaan', segment: 'Asiakkuuden mukaan', sector: 'Järjestäjän mukaan' },
    chat: 'Kysy chatissa',
    numbers: 'Puhelinnumerot',
    checked: 'tarkistettu',
    ages: '{from}–{to} vuotta',
    'from-pre-primary': 'esikoulusta {to} vuoteen',
    in: 'alueella',
    other: 'Muut palvelut',
    none: 'Tähän ei ole alueella omaa palvelua. Asiakasohjaus auttaa eteenpäin.',
    minors: 'Kaikkia vammaispalveluja ei tarjota alle 18-vuotiaille. Asiakasohjaus kertoo, mitkä sopivat.',
    draft:
      'Luonnos: alue ei ole vielä hyväksynyt luetteloa. Kenelle palvelu on ja mihin se auttaa, on osin päätelty nimestä.',
    closed: 'Alue ei ole vielä avannut palvelua. Luettelo on esimerkki.',
    source: 'Lähde',
    for: {
      unborn: 'odottaville',
      baby: 'vauvoille',
      'under-school': 'alle kouluikäisille',
      'school-age': 'kouluikäisille',
      'young-person': 'nuorille',
      adult: 'aikuisille',
      anyone: 'kaikille',
    },
    sectors: {
      'region-social': 'Hyvinvointialueen sosiaalipalvelut',
      'region-health': 'Hyvinvointialueen terveyspalvelut',
      specialised: 'Erikoissairaanhoito',
      municipality: 'Kunnan palvelut',
      state: 'Valtion palvelut',
      third: 'Järjestöt, seurakunnat ja yksityiset',
    },
  },
  sv: {
    title: 'Tjänster',
    lead: 'Vilken hjälp som finns för barn, unga och familjer. Du behöver inte välja rätt: klienthandledningen hjälper dig att hitta den.',
    by: { need: 'Enligt ärende', segment: 'Enligt klientskap', sector: 'Enligt ordnare' },
    chat: 'Fråga i chatten',
    numbers: 'Telefonnummer',
    checked: 'kontrollerat',
    ages: '{from}–{to} år',
    'from-pre-primary': 'från förskolan till {to} år',
    in: 'i området',
    other: 'Övriga tjänster',
    none: 'Området har ingen egen tjänst för det här. Klienthandledningen hjälper vidare.',
    minors:
      'Alla tjänster för personer med funktionsnedsättning erbjuds inte den som är under 18. Klienthandledningen berättar vilka som passar.',
    draft:
      'Utkast: området har ännu inte godkänt listan. Vem en tjänst är för och vad den hjälper med är delvis slutet av namnet.',
    closed: 'Området har inte öppnat tjänsten ännu. Listan är ett exempel.',
    source: 'Källa',
    for: {
      unborn: 'för den som väntar barn',
      baby: 'för spädbarn',
      'under-school': 'för barn under skolåldern',
      'school-age': 'för skolbarn',
      'young-person': 'för unga',
      adult: 'för vuxna',
      anyone: 'för alla',
    },
    sectors: {
      'region-social': 'Välfärdsområdets socialtjänster',
      'region-health': 'Välfärdsområdets hälsotjänster',
      specialised: 'Specialiserad sjukvård',
      municipality: 'Kommunens tjänster',
      state: 'Statens tjänster',
      third: 'Organisationer, församlingar och privata',
    },
  },
  en: {
    title: 'Services',
    lead: 'What help there is for children, young people and families. You do not need to choose the right one: guidance helps you find it.',
    by: { need: 'By matter', segment: 'By client group', sector: 'By organiser' },
    chat: 'Ask in the chat',
    numbers: 'Phone numbers',
    checked: 'checked',
    ages: 'ages {from}–{to}',
    'from-pre-primary': 'from pre-primary to {to}',
    in: 'in',
    other: 'Other services',
    none: 'The area has no service of its own for this. Guidance helps you onward.',
    minors: 'Not all disability services are offered to those under 18. Guidance tells which ones fit.',
    draft:
      'Draft: the region has not approved the list yet. Whom a service is for, and what it helps with, is partly read from its name.',
    closed: 'The region has not opened the service yet. The list is an example.',
    source: 'Source',
    for: {
      unborn: 'for those expecting a child',
      baby: 'for babies',
      'under-school': 'for children under school age',
      'school-age': 'for schoolchildren',
      'young-person': 'for young people',
      adult: 'for adults',
      anyone: 'for everybody',
    },
    sectors: {
      'region-social': 'Social services of the county',
      'region-health': 'Health services of the county',
      specialised: 'Specialised care',
      municipality: 'Services of the municipality',
      state: 'Services of the state',
      third: 'Organisations, parishes and private providers',
    },
  },
} as const;

type CatalogueWords = (typeof catalogueWords)[keyof typeof catalogueWords];

/** A language whose words for this page nobody has written reads it in Finnish. */
function wordsIn(language: string): CatalogueWords {
  return language.startsWith('sv')
    ? catalogueWords.sv
    : language.startsWith('en')
      ? catalogueWords.en
      : catalogueWords.fi;
}

interface Group {
  readonly id: string;
  readonly title: Words;
  readonly note?: Words;
  readonly services: readonly Service[];
}

/** The region's tray of services as a page for reading and printing: no script, no contact that the region has not told. */
export function cataloguePage(content: Content, region: Region, language: string, by: Grouping, now: Date): Page {
  const words = wordsIn(language);
  const services = content.services[region.region]?.services ?? [];
  const groups = groupsOf(content, region, language, by, services);
  const address = (change: { by?: Grouping; lang?: string }): string =>
    `/palvelut?${new URLSearchParams({ region: region.region, by: change.by ?? by, lang: change.lang ?? language }).toString()}`;
  const { languages } = region;
  const notes = [...(region.open ? [] : [words.closed]), ...(region['approved-at'] === null ? [words.draft] : [])];
  const nonce = randomBytes(16).toString('base64');
  const text = `<!doctype html>
<html ${rootAttributes(language)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(words.title)}</title>
<link rel="stylesheet" href="/base.css">
<link rel="stylesheet" href="/page.css">
</head>
<body class="catalogue">
<header>
<p class="region">${escaped(inLanguage(region.name, language))}</p>
<h1>${escaped(words.title)}</h1>
<p>${escaped(words.lead)}</p>
${region.open ? `<p><a href="/?${new URLSearchParams({ region: region.region, lang: language }).toString()}">${escaped(words.chat)}</a></p>` : ''}
<nav aria-label="Kieli · Språk · Language">${languages.map((one) => `<a href="${escaped(address({ lang: one }))}" lang="${one}" hreflang="${one}"${one === language ? ' aria-current="true"' : ''}>${escaped(content.say(one)('bot.language.name'))}</a>`).join(' ')}</nav>
<nav aria-label="${escaped(words.title)}">${groupings
    .filter((one) => one !== 'segment' || services.some((service) => service.segments !== undefined))
    .map(
      (one) =>
        `<a href="${escaped(address({ by: one }))}"${one === by ? ' aria-current="true"' : ''}>${escaped(words.by[one])}</a>`,
    )
    .join(' ')}</nav>
${notes.map((note) => `<p class="draft">${escaped(note)}</p>`).join('')}
</header>
<main>
<section class="numbers" aria-labelledby="numbers">
<h2 id="numbers">${escaped(words.numbers)}</h2>
<ul>${numbers(region, language, now, words)}</ul>
</section>
${groups.map((group) => groupSection(group, region, language, words)).join('\n')}
<p class="when">${escaped(words.source)}: ${escaped([...new Set(services.map((one) => `${one.source} (${dateText(one['checked-at'], language)})`))].join('; '))}</p>
</main>
</body>
</html>`;
  return { text, headers: headersWith(nonce) };
}

function groupsOf(
  content: Content,
  region: Region,
  language: string,
  by: Grouping,
  services: readonly Service[],
): Group[] {
  const words = wordsIn(language);
  const say = content.say(language);
  const own = services.filter((service) => service.general !== true);
  if (by === 'sector')
    return (Object.keys(words.sectors) as Service['sector'][])
      .map((sector) => ({
        id: sector,
        title: { fi: words.sectors[sector], [language]: words.sectors[sector] },
        services: services.filter((service) => service.sector === sector),
      }))
      .filter((group) => group.services.length > 0);
  if (by === 'segment') {
    const model = content.segmentModels.find((one) => one.id === region.segmentation);
    const grouped: Group[] = (model?.segments ?? []).map((segment) => ({
      id: segment.id,
      title: segment.name,
      note: segment.meaning,
      services: services.filter((service) => service.segments?.includes(segment.id) === true),
    }));
    const rest = services.filter((service) => service.segments === undefined);
    return rest.length === 0
      ? grouped
      : [...grouped, { id: 'other', title: { fi: words.other, [language]: words.other }, services: rest }];
  }
  const grouped: Group[] = content.needs.needs
    .filter((need) => need.topic !== null && need.topic !== 'dealing')
    .map((need) => ({
      id: need.id,
      title: { fi: say(`needs.needs.${need.id}.name`), [language]: say(`needs.needs.${need.id}.name`) },
      ...(need.id === 'disability_services' ? { note: { fi: words.minors, [language]: words.minors } } : {}),
      services: own.filter((service) => service.needs.includes(need.id)),
    }));
  const rest = services.filter((service) => service.needs.length === 0);
  return rest.length === 0
    ? grouped
    : [...grouped, { id: 'other', title: { fi: words.other, [language]: words.other }, services: rest }];
}

function groupSection(group: Group, region: Region, language: string, words: CatalogueWords): string {
  const id = `g-${group.id}`;
  const note = group.note === undefined ? '' : `<p>${spoken(group.note, language)}</p>`;
  const list =
    group.services.length === 0
      ? `<p>${escaped(words.none)}</p>`
      : `<ul>${group.services.map((service) => serviceItem(service, region, language, words)).join('')}</ul>`;
  return `<section aria-labelledby="${id}"><h2 id="${id}">${spoken(group.title, language)}</h2>${note}${list}</section>`;
}

function serviceItem(service: Service, region: Region, language: string, words: CatalogueWords): string {
  const areas = (service.areas ?? [])
    .map((id) => region.areas.find((area) => area.id === id))
    .filter((area) => area !== undefined)
    .map((area) => inLanguage(area.name, language));
  const details = [whom(service, words), ...(areas.length > 0 ? [`${words.in} ${areas.join('; ')}`] : [])];
  return `<li>${spoken(service.name, language)}<span class="when">${escaped(details.join(' · '))}</span></li>`;
}

function whom(service: Service, words: CatalogueWords): string {
  if (service.ages) {
    const [from, to] = service.ages;
    const shape = service['from-pre-primary'] === true ? words['from-pre-primary'] : words.ages;
    return shape.replace('{from}', String(from)).replace('{to}', String(to));
  }
  return (service.for ?? ['anyone']).map((one) => words.for[one]).join(', ');
}

function numbers(region: Region, language: string, now: Date, words: CatalogueWords): string {
  const emergency = region.emergency
    .filter((line) => line.verified)
    .map(
      (line) =>
        `<li>${phone(line.phone)} ${spoken(line.name, language)}<span class="when">${escaped(emergencyWhen(line, language))}</span></li>`,
    );
  const lines = region.lines.flatMap((line) =>
    region.areas.flatMap((area) => {
      const version = lineVersionOn(line, area.id, dayOf(now));
      return version === undefined || version.areas[0] !== area.id
        ? []
        : [
            `<li>${phone(line.phone)} ${spoken(line.name, language)}<span class="when">${escaped(
              [
                version.areas
                  .map((id) => region.areas.find((one) => one.id === id))
                  .filter((one) => one !== undefined)
                  .map((one) => inLanguage(one.name, language))
                  .join('; '),
                hoursText(version.hours, language),
                ...(line.email === undefined ? [] : [line.email]),
                `${words.checked} ${dateText(version['checked-at'], language)}`,
              ].join(' · '),
            )}</span></li>`,
          ];
    }),
  );
  return [...emergency, ...lines].join('');
}
