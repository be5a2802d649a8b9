import type { Region } from '../region/region';
import type { Services } from '../region/services';
import { nearest, type Problem } from './problem';
import type { Needs } from './shape';
import type { Source } from './source';

/** Names in a region that point nowhere: municipalities, areas of lines, needs of links. */
export function checkRegion(
  source: Source,
  region: Region,
  places: readonly string[],
  needs: Needs,
  problems: Problem[],
): void {
  const areas = region.areas.map((area) => area.id);
  region.areas.forEach((area, index) =>
    area.municipalities.forEach((place, at) => {
      if (!places.includes(place))
        problems.push(
          source.at(
            ['areas', index, 'municipalities', at],
            `there is no municipality "${place}"`,
            nearest(place, places),
          ),
        );
    }),
  );
  region.lines.forEach((line, index) =>
    line.versions.forEach((version, number) =>
      version.areas.forEach((area, at) => {
        if (!areas.includes(area))
          problems.push(
            source.at(
              ['lines', index, 'versions', number, 'areas', at],
              `there is no area "${area}"`,
              nearest(area, areas),
            ),
          );
      }),
    ),
  );
  const ids = needs.needs.map((need) => need.id);
  region.links.forEach((link, index) =>
    link.needs.forEach((need, at) => {
      if (!ids.includes(need))
        problems.push(source.at(['links', index, 'needs', at], `there is no need "${need}"`, nearest(need, ids)));
    }),
  );
}

/** A region speaks only languages that have words, and among them those the law asks of it. */
export function checkLanguages(
  source: Source,
  region: Region,
  languages: readonly string[],
  problems: Problem[],
): void {
  region.languages.forEach((language, index) => {
    if (!languages.includes(language))
      problems.push(
        source.at(['languages', index], `there are no words in "${language}"`, nearest(language, languages)),
      );
  });
  region['mandatory-languages'].forEach((language, index) => {
    if (!region.languages.includes(language))
      problems.push(source.at(['mandatory-languages', index], `"${language}" is asked by law but not spoken here`));
  });
}

/** Names in a tray of services that point nowhere, and services that stand in it twice. */
export function checkServices(source: Source, tray: Services, region: Region, needs: Needs, problems: Problem[]): void {
  const ids = needs.needs.map((need) => need.id);
  const areas = region.areas.map((area) => area.id);
  const seen = new Set<string>();
  if (tray.region !== region.region)
    problems.push(source.at(['region'], `these services say ${tray.region}, the region is ${region.region}`));
  tray.services.forEach((service, index) => {
    if (seen.has(service.id))
      problems.push(source.at(['services', index, 'id'], `a second service is called ${service.id}`));
    seen.add(service.id);
    service.needs.forEach((need, at) => {
      if (!ids.includes(need))
        problems.push(source.at(['services', index, 'needs', at], `there is no need "${need}"`, nearest(need, ids)));
    });
    service.areas?.forEach((area, at) => {
      if (!areas.includes(area))
        problems.push(source.at(['services', index, 'areas', at], `there is no area "${area}"`, nearest(area, areas)));
    });
  });
}
