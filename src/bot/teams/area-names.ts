import type { Content } from '../../content/content';
import { commonQueue, inLanguage } from '../../region/region';

/** What workers call an area (`region/area`) in a language: the common queue by its region's name. */
export function areaName(content: Pick<Content, 'regions'>, place: string, language: string): string {
  const [regionId = '', areaId = ''] = place.split('/');
  const region = content.regions[regionId];
  if (!region) return place;
  const area = region.areas.find((one) => one.id === areaId);
  return area ? inLanguage(area.name, language) : areaId === commonQueue ? inLanguage(region.name, language) : place;
}

/** Every area there is, as `region/area`. */
export function allAreas(content: Pick<Content, 'regions'>): string[] {
  return Object.values(content.regions).flatMap((region) =>
    [...region.areas.map((area) => area.id), commonQueue].map((area) => `${region.region}/${area}`),
  );
}

/** The areas a name means, whole or by one of its words: "Seinäjoki" is a part of "Seinäjoki ja Isokyrö". */
export function areasNamed(content: Pick<Content, 'regions' | 'languages'>, name: string): string[] {
  const wanted = folded(name);
  if (wanted === '') return [];
  const places = allAreas(content);
  const namesOf = (place: string): string[] => [
    folded(place),
    folded(place.split('/')[1] ?? ''),
    ...content.languages.map((language) => folded(areaName(content, place, language))),
  ];
  const exact = places.filter((place) => namesOf(place).includes(wanted));
  if (exact.length > 0) return exact;
  return places.filter((place) => namesOf(place).some((one) => ` ${one} `.includes(` ${wanted} `)));
}

function folded(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
