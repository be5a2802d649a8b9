import { randomBytes } from 'node:crypto';
import type { Content } from '../content/content';
import { dayText, emergencyWhen, linesFor, type LineHours } from '../region/calendar';
import { inLanguage, type Region } from '../region/region';
import { escaped, headersWith, phone, type Page } from './html';

/** The words of the page itself; the chat's own come from `locales/`. */
const pageWords = {
  fi: {
    title: 'Perhekeskus',
    lead: 'Kysy lapsen, nuoren tai perheen asiasta. Voit kysyä kertomatta kuka olet.',
    now: 'Jos apua tarvitaan heti',
    call: 'Puhelimessa vastaa asiakasohjaaja',
    leave: 'Poistu nopeasti',
    leaveNote:
      'Tyhjentää keskustelun ja vie toiselle sivulle. Selaimen historia jää laitteelle. Myös Shift kolme kertaa.',
    noScript: 'Keskustelu tarvitsee selaimen JavaScriptin. Yllä olevista numeroista saat apua ilman sitä.',
    draft: 'Luonnos: alue ei ole vielä hyväksynyt sisältöä.',
    today: 'tänään klo',
    clock: 'klo',
    and: 'ja',
  },
  sv: {
    title: 'Familjecenter',
    lead: 'Fråga om ett barn, en ung person eller familjen. Du kan fråga utan att berätta vem du är.',
    now: 'Om hjälp behövs genast',
    call: 'I telefon svarar en klienthandledare',
    leave: 'Lämna snabbt',
    leaveNote:
      'Tömmer chatten och går till en annan sida. Webbläsarens historik blir kvar på enheten. Också Skift tre gånger.',
    noScript: 'Chatten behöver JavaScript i webbläsaren. Numren ovan hjälper utan det.',
    draft: 'Utkast: området har ännu inte godkänt innehållet.',
    today: 'i dag kl.',
    clock: 'kl.',
    and: 'och',
  },
  en: {
    title: 'Family centre',
    lead: 'Ask about a child, a young person or your family. You can ask without saying who you are.',
    now: 'If help is needed right away',
    call: 'A guidance worker answers the phone',
    leave: 'Leave quickly',
    leaveNote:
      'Clears the chat and goes to another page. The browser’s history stays on this device. Shift three times does the same.',
    noScript: 'The chat needs JavaScript in the browser. The numbers above help without it.',
    draft: 'Draft: the region has not approved the content yet.',
    today: 'today at',
    clock: 'at',
    and: 'and',
  },
} as const;

export type PageLanguage = keyof typeof pageWords;

export function pageLanguage(asked: string | undefined, region: Region): PageLanguage {
  const wanted = asked?.toLowerCase().slice(0, 2);
  const offered = (Object.keys(pageWords) as PageLanguage[]).filter((language) => region.languages.includes(language));
  return offered.find((language) => language === wanted) ?? 'fi';
}

/**
 * The region's page with the chat. The numbers, hours and the quick exit stand in the page itself, so that they show when the
 * script, the server or the network fails.
 */
export function regionPage(
  content: Content,
  region: Region,
  language: PageLanguage,
  now: Date,
  options: { atHome: boolean; exit: string; about: string | undefined },
): Page {
  const words = pageWords[language];
  const nonce = randomBytes(16).toString('base64');
  const emergency = region.emergency.filter((line) => line.verified);
  const lines = linesFor(region, undefined, now);
  const languages = (Object.keys(pageWords) as PageLanguage[]).filter((one) => region.languages.includes(one));
  const draft = options.atHome && content.unapproved.length > 0 ? `<p class="draft">${escaped(words.draft)}</p>` : '';
  const text = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="robots" content="noindex">
<title>${escaped(words.title)}</title>
<link rel="stylesheet" href="/base.css">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<aside class="exit" aria-label="${escaped(words.leave)}"><a class="exit-button" id="exit" href="${escaped(options.exit)}" rel="noreferrer">${escaped(words.leave)}</a></aside>
<header>
<p class="region">${escaped(inLanguage(region.name, language))}</p>
<h1>${escaped(inLanguage(region.service, language))}</h1>
<p>${escaped(words.lead)}</p>
<nav aria-label="Kieli · Språk · Language">${languages.map((one) => `<a href="/?lang=${one}" lang="${one}" hreflang="${one}"${one === language ? ' aria-current="true"' : ''}>${escaped(content.say(one)('bot.language.name'))}</a>`).join(' ')}</nav>
${draft}
</header>
<main>
<section class="numbers" aria-labelledby="now">
<h2 id="now">${escaped(words.now)}</h2>
<ul>${emergency.map((line) => `<li>${phone(line.phone)} ${escaped(inLanguage(line.name, language))}<span class="when">${escaped(emergencyWhen(line, language))}</span></li>`).join('')}</ul>
<details><summary>${escaped(words.call)}</summary><ul>${lines.map((line) => lineItem(line, region, language)).join('')}</ul></details>
</section>
<luotsi-chat region="${escaped(region.region)}" language="${language}" exit="${escaped(options.exit)}"${options.about === undefined ? '' : ` about="${escaped(options.about)}"`}></luotsi-chat>
<noscript><p>${escaped(words.noScript)}</p></noscript>
<p class="exit-note">${escaped(words.leaveNote)}</p>
</main>
<script nonce="${nonce}" src="/widget.js" defer></script>
</body>
</html>`;
  return { text, headers: headersWith(nonce) };
}

export function consolePage(): Page {
  const nonce = randomBytes(16).toString('base64');
  const text = `<!doctype html>
<html lang="fi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Luotsi · asiakasohjauksen jono</title>
<link rel="stylesheet" href="/base.css">
<link rel="stylesheet" href="/console.css">
</head>
<body>
<div id="console"></div>
<noscript>Konsoli tarvitsee JavaScriptin.</noscript>
<script nonce="${nonce}" src="/console.js" defer></script>
</body>
</html>`;
  return { text, headers: headersWith(nonce) };
}

function lineItem(hours: LineHours, region: Region, language: PageLanguage): string {
  const words = pageWords[language];
  const areas = hours.version.areas
    .map((id) => region.areas.find((area) => area.id === id))
    .filter((area) => area !== undefined);
  const parts = [
    ...(hours.today.length > 0 ? [`${words.today} ${hours.today.join(` ${words.and} `)}`] : []),
    ...(hours.next
      ? [`${dayText(hours.next.day, language)} ${words.clock} ${hours.next.periods.join(` ${words.and} `)}`]
      : []),
  ];
  return `<li>${phone(hours.line.phone)} ${escaped(areas.map((area) => inLanguage(area.name, language)).join('; '))}<span class="when">${escaped(parts.join('; '))}</span></li>`;
}
