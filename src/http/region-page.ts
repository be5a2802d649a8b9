import { randomBytes } from 'node:crypto';
import type { Content } from '../content/content';
import { dateText } from '../region/day-words';
import { inLanguage, type Region } from '../region/region';
import { fileWords } from './file-words';
import { chatHeaders, escaped, type Page } from './html';
import { numbersSection } from './numbers';
import { rootAttributes } from './page-language';

const names = [
  'title',
  'lead',
  'leave',
  'leaveShort',
  'leaveNote',
  'noScript',
  'plainWay',
  'languages',
  'draft',
  'responsibleMissing',
  'services',
  'accessibility',
] as const;

export interface ChatPage {
  readonly content: Content;
  readonly region: Region;
  readonly language: string;
  readonly now: Date;
  readonly atHome: boolean;
  /** The neutral page of the quick exit. */
  readonly exit: string;
  /** The address of the window's script. */
  readonly script: string;
  /** Where sockets go: `wss://…`. */
  readonly sockets: string;
  /** What the family came to ask about, as the address named it. */
  readonly about: string | undefined;
  /** The entry by which it came, when the region knows it. */
  readonly from: string | undefined;
}

/**
 * The region's page with the chat. The numbers, hours and the quick exit stand in the page itself, so that they show when the
 * script, the server or the network fails.
 */
export function regionPage(page: ChatPage): Page {
  const { content, region, language } = page;
  const words = fileWords(content, language, 'pages.page', names);
  const links = region.languages.map(
    (one) =>
      `<a href="${escaped(addressOf('/', page, one))}" lang="${one}" hreflang="${one}"${one === language ? ' aria-current="true"' : ''}>${escaped(content.say(one)('bot.language.name'))}</a>`,
  );
  const draft = page.atHome && content.unapproved.length > 0 ? `<p class="draft">${escaped(words.draft)}</p>` : '';
  const body = `<header>
<p class="region">${escaped(inLanguage(region.name, language))}</p>
<h1>${escaped(inLanguage(region.service, language))}</h1>
<p>${escaped(words.lead)}</p>
<nav aria-label="${escaped(words.languages)}">${links.join(' ')}</nav>
${draft}
</header>
<main>
${numbersSection(content, region, language, page.now)}
${chat(page, words)}
</main>
<footer>
<p>${escaped(words.leaveNote)}</p>
${accountable(page, words)}
<p class="links"><a href="${escaped(`/palvelut?${new URLSearchParams({ region: region.region, lang: language }).toString()}`)}">${escaped(words.services)}</a> <a href="${escaped(`/saavutettavuus?${new URLSearchParams({ region: region.region, lang: language }).toString()}`)}">${escaped(words.accessibility)}</a></p>
</footer>`;
  return sheet(page, words, body, []);
}

/** The chat alone, to stand in a frame of the region's own sites: the same exit and numbers, and no page around them. */
export function framePage(page: ChatPage): Page {
  const { content, region, language } = page;
  const words = fileWords(content, language, 'pages.page', names);
  const body = `<main class="framed">
<h1 class="hidden">${escaped(inLanguage(region.service, language))}</h1>
${numbersSection(content, region, language, page.now)}
${chat(page, words)}
</main>`;
  return sheet(page, words, body, ["'self'", ...region.sites.map((site) => new URL(site).origin)]);
}

type Words = Readonly<Record<(typeof names)[number], string>>;

function sheet(page: ChatPage, words: Words, body: string, ancestors: readonly string[]): Page {
  const nonce = randomBytes(16).toString('base64');
  const text = `<!doctype html>
<html ${rootAttributes(page.language)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="robots" content="noindex">
<title>${escaped(words.title)}</title>
<script nonce="${nonce}" src="${page.script}" defer></script>
<link rel="stylesheet" href="/base.css">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<aside class="exit" aria-label="${escaped(words.leave)}"><span class="exit-short">${escaped(words.leaveShort)}</span><a class="exit-button" id="exit" href="${escaped(page.exit)}" rel="noreferrer" target="_top">${escaped(words.leave)}</a></aside>
${body}
</body>
</html>`;
  return { text, headers: chatHeaders(nonce, { sockets: page.sockets, ancestors }) };
}

function chat(page: ChatPage, words: Words): string {
  const attributes = {
    region: page.region.region,
    language: page.language,
    exit: page.exit,
    about: page.about,
    from: page.from,
  };
  const told = Object.entries(attributes).map(([name, value]) =>
    value === undefined ? '' : ` ${name}="${escaped(value)}"`,
  );
  return `<luotsi-chat${told.join('')}></luotsi-chat>
<noscript><p>${escaped(words.noScript)}</p><p><a class="plain-way" href="${escaped(addressOf('/keskustelu', page, page.language))}">${escaped(words.plainWay)}</a></p></noscript>`;
}

/** Who answers for the content: that it was approved and when, and the role that watches its quality (306/2019 6 a §). */
function accountable({ content, region, language, atHome }: ChatPage, words: Words): string {
  const say = content.say(language);
  const approved = content.approvedAt
    ? `<p>${escaped(say('pages.page.approved', { day: dateText(content.approvedAt, language) }))}</p>`
    : '';
  const role = region['responsible-role'];
  if (role === null) return `${approved}${atHome ? `<p>${escaped(words.responsibleMissing)}</p>` : ''}`;
  return `${approved}<p>${escaped(say('pages.page.responsible', { role }))}</p>`;
}

function addressOf(path: string, { region, about, from }: ChatPage, language: string): string {
  const query = new URLSearchParams({
    region: region.region,
    lang: language,
    ...(about === undefined ? {} : { about }),
    ...(from === undefined ? {} : { from }),
  });
  return `${path}?${query.toString()}`;
}
