import { randomBytes } from 'node:crypto';
import type { Content } from '../content/content';
import { inLanguage, type Region } from '../region/region';
import { escaped, headersWith, headersWithMadeStyles, type Page } from './html';
import { numbersSection } from './numbers';
import { languagesOf, type PageLanguage } from './page-language';

/** The words of the page itself; the chat's own come from `locales/`. */
const pageWords = {
  fi: {
    title: 'Perhekeskus',
    lead: 'Kysy lapsen, nuoren tai perheen asiasta. Voit kysyä kertomatta kuka olet.',
    leave: 'Poistu nopeasti',
    leaveNote:
      'Tyhjentää keskustelun ja vie toiselle sivulle. Selaimen historia jää laitteelle. Myös Shift kolme kertaa.',
    noScript:
      'Tämä chat tarvitsee selaimen JavaScriptin. Sama keskustelu onnistuu myös ilman sitä, kysymys kerrallaan.',
    plainWay: 'Jatka sivu kerrallaan',
    draft: 'Luonnos: alue ei ole vielä hyväksynyt sisältöä.',
  },
  sv: {
    title: 'Familjecenter',
    lead: 'Fråga om ett barn, en ung person eller familjen. Du kan fråga utan att berätta vem du är.',
    leave: 'Lämna snabbt',
    leaveNote:
      'Tömmer chatten och går till en annan sida. Webbläsarens historik blir kvar på enheten. Också Skift tre gånger.',
    noScript: 'Den här chatten behöver JavaScript i webbläsaren. Du kan ha samma samtal utan det, en fråga i taget.',
    plainWay: 'Fortsätt sida för sida',
    draft: 'Utkast: området har ännu inte godkänt innehållet.',
  },
  en: {
    title: 'Family centre',
    lead: 'Ask about a child, a young person or your family. You can ask without saying who you are.',
    leave: 'Leave quickly',
    leaveNote:
      'Clears the chat and goes to another page. The browser’s history stays on this device. Shift three times does the same.',
    noScript:
      'This chat needs JavaScript in the browser. You can have the same conversation without it, one question at a time.',
    plainWay: 'Continue page by page',
    draft: 'Draft: the region has not approved the content yet.',
  },
} as const;

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
  const languages = languagesOf(region);
  const plainWay = new URLSearchParams({
    region: region.region,
    lang: language,
    ...(options.about === undefined ? {} : { about: options.about }),
  }).toString();
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
<nav aria-label="Kieli · Språk · Language">${languages.map((one) => `<a href="/?region=${escaped(region.region)}&amp;lang=${one}" lang="${one}" hreflang="${one}"${one === language ? ' aria-current="true"' : ''}>${escaped(content.say(one)('bot.language.name'))}</a>`).join(' ')}</nav>
${draft}
</header>
<main>
${numbersSection(region, language, now)}
<luotsi-chat region="${escaped(region.region)}" language="${language}" exit="${escaped(options.exit)}"${options.about === undefined ? '' : ` about="${escaped(options.about)}"`}></luotsi-chat>
<noscript><p>${escaped(words.noScript)}</p><p><a class="plain-way" href="/keskustelu?${escaped(plainWay)}">${escaped(words.plainWay)}</a></p></noscript>
<p class="exit-note">${escaped(words.leaveNote)}</p>
</main>
<script nonce="${nonce}" src="/widget.js" defer></script>
</body>
</html>`;
  return { text, headers: headersWith(nonce) };
}

/** The page of the workers' console. The console draws itself; its components make styles, which carry the script's nonce. */
export function consolePage(): Page {
  const nonce = randomBytes(16).toString('base64');
  const text = `<!doctype html>
<html lang="fi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Luotsi · asiakasohjaus</title>
<link rel="stylesheet" href="/console.css">
</head>
<body>
<div id="console"></div>
<noscript lang="fi">Työntekijöiden näkymä tarvitsee selaimen JavaScriptin. <span lang="sv">Arbetstagarnas vy behöver JavaScript i webbläsaren.</span></noscript>
<script nonce="${nonce}" src="/console.js" defer></script>
</body>
</html>`;
  return { text, headers: headersWithMadeStyles(nonce) };
}
