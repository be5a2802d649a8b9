import { randomBytes } from 'node:crypto';
import type { Content } from '../content/content';
import type { SayWord } from '../content/words';
import { lineVersionOn, dayOf } from '../region/calendar';
import { dateText, emergencyWhen, hoursText } from '../region/day-words';
import { inLanguage, type Region, type Words } from '../region/region';
import type { Service } from '../region/services';
import { fileWords } from './file-words';
import { escaped, headersWith, pageHead, phone, spoken, type Page } from './html';

/** The three ways of reading the tray. */
export const groupings = ['need', 'segment', 'sector'] as const;
export type Grouping = (typeof groupings)[number];

const names = [
  'title',
  'lead',
  'chat',
  'numbers',
  'checked',
  'in',
  'other',
  'none',
  'minors',
  'draft',
  'closed',
  'source',
] as const;
const sectors = ['region-social', 'region-health', 'specialised', 'municipality', 'state', 'third'] as const;

type CatalogueWords = Readonly<Record<(typeof names)[number], string>>;

interface Group {
  readonly id: string;
  readonly title: Words;
  readonly note?: Words;
  readonly services: readonly Service[];
}

/** The region's tray of services as a page for reading and printing: no script, no contact that the region has not told. */
export function cataloguePage(content: Content, region: Region, language: string, by: Grouping, now: Date): Page {
  const say = content.say(language);
  const words = fileWords(content, language, 'catalogue', names);
  const services = content.services[region.region]?.services ?? [];
  const groups = groupsOf(content, region, language, by, services);
  const address = (change: { by?: Grouping; lang?: string }): string =>
    `/palvelut?${new URLSearchParams({ region: region.region, by: change.by ?? by, lang: change.lang ?? language }).toString()}`;
  const { languages } = region;
  const notes = [...(region.open ? [] : [words.closed]), ...(region['approved-at'] === null ? [words.draft] : [])];
  const nonce = randomBytes(16).toString('base64');
  const text = `${pageHead(language, words.title, ['base', 'page'], { found: true })}
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
        `<a href="${escaped(address({ by: one }))}"${one === by ? ' aria-current="true"' : ''}>${escaped(say(`catalogue.by.${one}`))}</a>`,
    )
    .join(' ')}</nav>
${notes.map((note) => `<p class="draft">${escaped(note)}</p>`).join('')}
</header>
<main>
<section class="numbers" aria-labelledby="numbers">
<h2 id="numbers">${escaped(words.numbers)}</h2>
<ul>${numbers(region, language, now, words)}</ul>
</section>
${groups.map((group) => groupSection(group, region, language, { say, words })).join('\n')}
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
  const say = content.say(language);
  const words = fileWords(content, language, 'catalogue', names);
  const own = services.filter((service) => service.general !== true);
  if (by === 'sector')
    return sectors
      .map((sector) => ({
        id: sector,
        title: inBoth(language, say(`catalogue.sectors.${sector}`)),
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
      : [...grouped, { id: 'other', title: inBoth(language, words.other), services: rest }];
  }
  const grouped: Group[] = content.needs.needs
    .filter((need) => need.topic !== null && need.topic !== 'dealing')
    .map((need) => ({
      id: need.id,
      title: inBoth(language, say(`needs.needs.${need.id}.name`)),
      ...(need.id === 'disability_services' ? { note: inBoth(language, words.minors) } : {}),
      services: own.filter((service) => service.needs.includes(need.id)),
    }));
  const rest = services.filter((service) => service.needs.length === 0);
  return rest.length === 0
    ? grouped
    : [...grouped, { id: 'other', title: inBoth(language, words.other), services: rest }];
}

/** Words that are already in the family's language. */
function inBoth(language: string, text: string): Words {
  return { fi: text, [language]: text };
}

interface Spoken {
  readonly say: SayWord;
  readonly words: CatalogueWords;
}

function groupSection(group: Group, region: Region, language: string, { say, words }: Spoken): string {
  const id = `g-${group.id}`;
  const note = group.note === undefined ? '' : `<p>${spoken(group.note, language)}</p>`;
  const list =
    group.services.length === 0
      ? `<p>${escaped(words.none)}</p>`
      : `<ul>${group.services.map((service) => serviceItem(service, region, language, { say, words })).join('')}</ul>`;
  return `<section aria-labelledby="${id}"><h2 id="${id}">${spoken(group.title, language)}</h2>${note}${list}</section>`;
}

function serviceItem(service: Service, region: Region, language: string, { say, words }: Spoken): string {
  const areas = (service.areas ?? [])
    .map((id) => region.areas.find((area) => area.id === id))
    .filter((area) => area !== undefined)
    .map((area) => inLanguage(area.name, language));
  const details = [whom(service, say), ...(areas.length > 0 ? [`${words.in} ${areas.join('; ')}`] : [])];
  return `<li>${spoken(service.name, language)}<span class="when">${escaped(details.join(' · '))}</span></li>`;
}

function whom(service: Service, say: SayWord): string {
  if (service.ages) {
    const [from, to] = service.ages.map(String);
    const fromPrePrimary = service['from-pre-primary'] === true;
    return fromPrePrimary
      ? say('catalogue.from-pre-primary', { to: to ?? '' })
      : say('catalogue.ages', { from: from ?? '', to: to ?? '' });
  }
  return (service.for ?? ['anyone']).map((one) => say(`catalogue.for.${one}`)).join(', ');
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
