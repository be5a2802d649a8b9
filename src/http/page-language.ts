import type { Region } from '../region/region';

/** The languages in which the house has words for its pages. */
export const pageLanguages = ['fi', 'sv', 'en'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

/** The language of a page: the one that is asked for, when the region offers it. */
export function pageLanguage(asked: string | undefined, region: Region): PageLanguage {
  const wanted = asked?.toLowerCase().slice(0, 2);
  return languagesOf(region).find((language) => language === wanted) ?? 'fi';
}

/** The languages that a region offers on its pages. */
export function languagesOf(region: Region): readonly PageLanguage[] {
  return pageLanguages.filter((language) => region.languages.includes(language));
}
