import { dayOf } from './calendar';
import type { Region } from './region';
import { fitOf, type Service, type Wanted } from './services';

/** A need that nobody answers at some ages in some areas: not even general guidance counts as an answer. */
export interface Gap {
  readonly need: string;
  /** Areas that lack it; `all` when every area does. */
  readonly areas: readonly string[] | 'all';
  /** Ages that lack it, in whole years; `adult` for a parent's own matter. */
  readonly ages: readonly (number | 'adult')[];
}

const childAges: readonly number[] = Array.from({ length: 18 }, (_, age) => age);

/** Every need and age for which the tray of a region has no service of its own; areas with the same gap stand together. */
export function gapsOf(
  region: Region,
  services: readonly Service[],
  needs: readonly { readonly id: string; readonly adult?: boolean | undefined }[],
): Gap[] {
  return needs.flatMap((need) => {
    const byAges = new Map<string, { ages: Gap['ages']; areas: string[] }>();
    for (const area of region.areas) {
      const ages = missingAges(services, need, area.id);
      if (ages.length === 0) continue;
      const key = ages.join();
      byAges.set(key, { ages, areas: [...(byAges.get(key)?.areas ?? []), area.id] });
    }
    return [...byAges.values()].map(({ ages, areas }): Gap => ({
      need: need.id,
      ages,
      areas: areas.length === region.areas.length ? 'all' : areas,
    }));
  });
}

function missingAges(
  services: readonly Service[],
  need: { readonly id: string; readonly adult?: boolean | undefined },
  area: string,
): Gap['ages'] {
  const lacks = (more: Pick<Wanted, 'age' | 'adult'>): boolean =>
    !services.some(
      (service) => service.general !== true && fitOf(service, { need: need.id, area, floor: undefined, ...more }).fits,
    );
  // Somebody expecting a child has services of the unborn child.
  if (need.adult === true)
    return lacks({ age: undefined, adult: true }) && lacks({ age: 'unborn', adult: true }) ? ['adult'] : [];
  return childAges.filter((age) => lacks({ age, adult: false }));
}

/** What a region's people have left open or let grow old: warnings, never errors. */
export interface Overdue {
  readonly what: 'no-contact' | 'no-owner' | 'no-review-day' | 'review-overdue' | 'line-checked-long-ago' | 'inferred';
  readonly ids: readonly string[];
}

/** Days after which a line's number should be checked again (law.md 6.3). */
export const lineIsOldAfter = 90;

export function overdueIn(region: Region, services: readonly Service[], now: Date): Overdue[] {
  const today = dayOf(now);
  const old = dayOf(new Date(now.getTime() - lineIsOldAfter * 86_400_000));
  const idsOf = (list: readonly { readonly id: string }[]): string[] => list.map((one) => one.id);
  const found: Overdue[] = [
    { what: 'no-contact', ids: idsOf(services.filter((one) => one.contact === undefined)) },
    { what: 'no-owner', ids: idsOf(services.filter((one) => one.owner === null)) },
    { what: 'no-review-day', ids: idsOf(services.filter((one) => one['review-by'] === null)) },
    { what: 'review-overdue', ids: idsOf(services.filter((one) => (one['review-by'] ?? '9999') < today)) },
    {
      what: 'line-checked-long-ago',
      ids: [
        ...idsOf(region.lines.filter((line) => (line.versions.at(-1)?.['checked-at'] ?? '') < old)),
        ...idsOf(region.emergency.filter((line) => line['checked-at'] < old)),
      ],
    },
    { what: 'inferred', ids: idsOf(services.filter((one) => (one.inferred ?? []).length > 0)) },
  ];
  return found.filter((one) => one.ids.length > 0);
}
