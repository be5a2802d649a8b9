import type { Content } from './content';

/** A line, a number or a service that nobody has checked for a year may no longer be true. */
const longestDays = 365;

/** How many lines, numbers and services of a region were checked too long ago, by the days written beside them. */
export function overdueIn(content: Pick<Content, 'regions' | 'services'>, region: string, now: Date): number {
  const limit = new Date(now.getTime() - longestDays * 86_400_000).toISOString().slice(0, 10);
  const known = content.regions[region];
  if (!known) return 0;
  const today = now.toISOString().slice(0, 10);
  const lines = known.lines
    .flatMap((line) => line.versions)
    .filter((version) => (version['valid-to'] ?? today) >= today);
  const services = content.services[region]?.services ?? [];
  return [...lines, ...known.emergency, ...services].filter((one) => one['checked-at'] < limit).length;
}
