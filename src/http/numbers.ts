import type { Content } from '../content/content';
import { linesFor, type LineHours } from '../region/calendar';
import { dayText, emergencyWhen } from '../region/day-words';
import { inLanguage, type Region } from '../region/region';
import { escaped, phone } from './html';
import { fileWords } from './file-words';

const names = ['now', 'call', 'today', 'clock', 'and'] as const;

/** The numbers for danger and the phone hours, as they stand in every page of a family: they need no script and no chat. */
export function numbersSection(content: Content, region: Region, language: string, now: Date): string {
  const words = fileWords(content, language, 'pages.numbers', names);
  const emergency = region.emergency.filter((line) => line.verified);
  const lines = linesFor(region, undefined, now);
  return `<section class="numbers" aria-labelledby="now">
<h2 id="now">${escaped(words.now)}</h2>
<ul>${emergency.map((line) => `<li>${phone(line.phone)} ${escaped(inLanguage(line.name, language))}<span class="when">${escaped(emergencyWhen(line, language))}</span></li>`).join('')}</ul>
<details><summary>${escaped(words.call)}</summary><ul>${lines.map((line) => lineItem(line, region, language, words)).join('')}</ul></details>
</section>`;
}

type Words = Readonly<Record<(typeof names)[number], string>>;

function lineItem(hours: LineHours, region: Region, language: string, words: Words): string {
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
