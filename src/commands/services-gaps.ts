import { join } from 'node:path';
import { loadContent } from '../content/load';
import { gapsOf, overdueIn, type Gap } from '../region/gaps';
import { argumentsOf, run, UsageError } from './arguments';

const use = 'npm run services:gaps -- [--region etela-pohjanmaa]';

const overdueWords = {
  'no-contact': 'services without a contact of their own (guidance tells it)',
  'no-owner': 'services without an owner',
  'no-review-day': 'services without a day of review',
  'review-overdue': 'services whose review is overdue',
  'line-checked-long-ago': 'numbers checked over 90 days ago',
  inferred: 'services with inferred fields that await approval',
} as const;

/** `npm run services:gaps`: needs that no service answers, by age and area; and what has no owner or has grown old. */
function main(): void {
  const { options } = argumentsOf(use, ['region']);
  const content = loadContent(join(__dirname, '..', '..'));
  const wanted = options['region'];
  if (wanted !== undefined && content.regions[wanted] === undefined)
    throw new UsageError(`there is no region "${wanted}": ${Object.keys(content.regions).join(', ')}`);
  // What is dealt with in guidance itself needs no service of its own.
  const asked = content.needs.needs.filter((need) => need.topic !== null && need.topic !== 'dealing');
  for (const region of Object.values(content.regions)) {
    if (wanted === undefined ? !region.open : region.region !== wanted) continue;
    const services = content.services[region.region]?.services ?? [];
    const gaps = gapsOf(region, services, asked);
    process.stdout.write(`${region.region}: ${services.length} services, ${gaps.length} gaps\n`);
    for (const gap of gaps)
      process.stdout.write(
        `  ${gap.need.padEnd(36)} ${agesText(gap.ages)}${gap.areas === 'all' ? '' : ` in ${gap.areas.join(', ')}`}\n`,
      );
    for (const one of overdueIn(region, services, new Date()))
      process.stdout.write(
        `  ${String(one.ids.length).padStart(4)} ${overdueWords[one.what]}: ${one.ids.slice(0, 6).join(', ')}${one.ids.length > 6 ? ' …' : ''}\n`,
      );
  }
}

/** "unborn, 0–5, 13": runs of years together. */
function agesText(ages: Gap['ages']): string {
  const parts: string[] = ages.filter((age) => typeof age === 'string');
  const years = ages.filter((age) => typeof age === 'number');
  let from: number | undefined;
  years.forEach((year, index) => {
    from ??= year;
    if (years[index + 1] === year + 1) return;
    parts.push(from === year ? `${year}` : `${from}–${year}`);
    from = undefined;
  });
  return ages.length === 18 ? 'at any age' : parts.join(', ');
}

run(main);
