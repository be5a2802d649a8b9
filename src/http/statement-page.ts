import { dateText } from '../region/day-words';
import type { Content } from '../content/content';
import { inLanguage, type Region } from '../region/region';
import { fileWords } from './file-words';
import { escaped, headersWithoutScript, pageHead, type Page } from './html';

const names = [
  'title',
  'status',
  'statusText',
  'lacking',
  'lackingText',
  'otherwise',
  'feedback',
  'feedbackMissing',
  'feedbackTime',
  'supervisor',
  'supervisorText',
  'supervisorLink',
  'assessedMissing',
  'back',
] as const;
const supervisorAddress = 'https://www.saavutettavuusvaatimukset.fi/';

/** The accessibility statement (306/2019 9 §): one template for all regions, with what only the region can tell from its own file. */
export function statementPage(content: Content, region: Region, language: string): Page {
  const say = content.say(language);
  const words = fileWords(content, language, 'accessibility', names);
  const service = inLanguage(region.service, language);
  const contact = region.accessibility?.contact ?? null;
  const assessed = region.accessibility?.['assessed-at'] ?? null;
  const query = new URLSearchParams({ region: region.region, lang: language }).toString();
  const write =
    contact === null
      ? `<p>${escaped(words.feedbackMissing)}</p>`
      : `<p>${escaped(words.feedback)} <a href="mailto:${escaped(contact)}">${escaped(contact)}</a></p>`;
  const text = `${pageHead(language, words.title, ['base', 'page'], { found: true })}
<body>
<main>
<p class="region">${escaped(inLanguage(region.name, language))}</p>
<h1>${escaped(words.title)}</h1>
<p>${escaped(say('accessibility.about', { service, owner: inLanguage(region.name, language) }))}</p>
<h2>${escaped(words.status)}</h2>
<p>${escaped(words.statusText)}</p>
<p>${escaped(assessed === null ? words.assessedMissing : say('accessibility.assessed', { day: dateText(assessed, language) }))}</p>
<h2>${escaped(words.lacking)}</h2>
<p>${escaped(words.lackingText)}</p>
<p>${escaped(words.otherwise)} <a href="/keskustelu?${escaped(query)}">/keskustelu</a></p>
<h2>${escaped(say('accessibility.feedback-title'))}</h2>
${write}
<p>${escaped(words.feedbackTime)}</p>
<h2>${escaped(words.supervisor)}</h2>
<p>${escaped(words.supervisorText)}</p>
<p><a href="${supervisorAddress}" rel="noreferrer">${escaped(words.supervisorLink)}</a></p>
<p><a href="/?${escaped(query)}">${escaped(words.back)}</a></p>
</main>
</body>
</html>`;
  return { text, headers: headersWithoutScript(supervisorAddress) };
}
