import { Fragment } from 'react';
import { said, usePlace, type Place } from './place';
import type { Option } from './kit/fields';

type Known = Pick<Place, 'me' | 'words' | 'language'>;

/** What an area (`region/area`) is called in the worker's language; in Finnish where nobody has named it in that language. */
export function areaNamed(area: string, { me, words, language }: Known): string {
  const name = said(me.areaNames[area] ?? area.replace(/^.*\//, ''), language);
  return area.endsWith('/common') ? `${name} (${words.queue.common})` : name;
}

/** The language that a name had to be borrowed from, so that it is read aloud as what it is. */
function borrowed(area: string, { me, language }: Known): 'fi' | undefined {
  const names = me.areaNames[area];
  return names !== undefined && names[language] === undefined ? 'fi' : undefined;
}

/** Areas to choose from. */
export function areaOptions(areas: readonly string[], place: Known): readonly Option[] {
  return areas.map((area) => [area, areaNamed(area, place), borrowed(area, place)] as const);
}

/** The name of one area in running text. */
export function AreaName({ area }: { area: string }) {
  const place = usePlace();
  return <span lang={borrowed(area, place)}>{areaNamed(area, place)}</span>;
}

/** Several areas, one after another. */
export function AreaNames({ areas }: { areas: readonly string[] }) {
  return areas.map((area, index) => (
    <Fragment key={area}>
      {index > 0 && ', '}
      <AreaName area={area} />
    </Fragment>
  ));
}
