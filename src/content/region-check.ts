import type { Region } from '../region/region';
import { segmentAt, type SegmentModel } from '../region/segments';
import type { Services } from '../region/services';
import type { StatutoryClock } from '../region/statutory';
import { nearest, type Problem } from './problem';
import type { Needs } from './shape';
import type { Source } from './source';

/** Names in a region that point nowhere: municipalities, areas of lines, needs of links. */
export function checkRegion(
  source: Source,
  region: Region,
  { places, models }: { readonly places: readonly string[]; readonly models: readonly string[] },
  needs: Needs,
  problems: Problem[],
): void {
  if (region.segmentation !== null && !models.includes(region.segmentation))
    problems.push(
      source.at(
        ['segmentation'],
        `there is no segmentation model "${region.segmentation}"`,
        nearest(region.segmentation, models),
      ),
    );
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
  for (const list of ['links', 'lines'] as const)
    region[list].forEach((one, index) =>
      one.needs?.forEach((need, at) => {
        if (!ids.includes(need))
          problems.push(source.at([list, index, 'needs', at], `there is no need "${need}"`, nearest(need, ids)));
      }),
    );
}

/** The languages there are words in, and what each variant still lacks of its guidance set. */
export interface Locales {
  readonly languages: readonly string[];
  readonly unfinished: Readonly<Record<string, readonly string[]>>;
}

/** A region speaks only languages that have words, and among them those the law asks of it. */
export function checkLanguages(
  source: Source,
  region: Region,
  { languages, unfinished }: Locales,
  problems: Problem[],
): void {
  region.languages.forEach((language, index) => {
    const lacking = unfinished[language];
    if (lacking !== undefined && lacking.length > 0)
      problems.push(
        source.at(
          ['languages', index],
          `"${language}" is offered, but its guidance set lacks ${lacking.length} words`,
          `the first is ${lacking[0] ?? ''}; a language is offered when its guidance set is complete`,
        ),
      );
    if (lacking === undefined && !languages.includes(language))
      problems.push(
        source.at(
          ['languages', index],
          `there are no words in "${language}"`,
          nearest(language, languages) ?? `one of: ${languages.join(', ')}`,
        ),
      );
  });
  region['mandatory-languages'].forEach((language, index) => {
    if (!region.languages.includes(language))
      problems.push(source.at(['mandatory-languages', index], `"${language}" is asked by law but not spoken here`));
  });
}

/** Names in a tray of services that point nowhere, and services that stand in it twice. */
export function checkServices(
  source: Source,
  tray: Services,
  region: Region,
  model: SegmentModel | undefined,
  needs: Needs,
  problems: Problem[],
): void {
  const segments = model?.segments.map((segment) => segment.id) ?? [];
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
    service.segments?.forEach((segment, at) => {
      if (!segments.includes(segment))
        problems.push(
          source.at(
            ['services', index, 'segments', at],
            `there is no segment "${segment}" in this region's model`,
            nearest(segment, segments),
          ),
        );
    });
    service.areas?.forEach((area, at) => {
      if (!areas.includes(area))
        problems.push(source.at(['services', index, 'areas', at], `there is no area "${area}"`, nearest(area, areas)));
    });
  });
}

/** A model has each quadrant once, and its profiles mark only its own scales. */
export function checkModels(source: Source, models: readonly SegmentModel[], problems: Problem[]): void {
  models.forEach((model, index) => {
    const scales = model.scales.map((scale) => scale.id);
    model.segments.forEach((segment, at) => {
      if (segmentAt(model, segment) !== segment)
        problems.push(
          source.at(['models', index, 'segments', at], `a second segment stands at the same place of the axes`),
        );
      Object.keys(segment.profile ?? {}).forEach((scale) => {
        if (!scales.includes(scale))
          problems.push(
            source.at(
              ['models', index, 'segments', at, 'profile', scale],
              `there is no scale "${scale}"`,
              nearest(scale, scales),
            ),
          );
      });
    });
  });
}

/** Statutory clocks look at needs that exist, and each id stands once for each day. */
export function checkClocks(
  source: Source,
  clocks: readonly StatutoryClock[],
  needs: Needs,
  problems: Problem[],
): void {
  const ids = needs.needs.map((need) => need.id);
  clocks.forEach((clock, index) => {
    for (const list of ['needs', 'not-needs'] as const)
      clock.when[list]?.forEach((need, at) => {
        if (!ids.includes(need))
          problems.push(
            source.at(['clocks', index, 'when', list, at], `there is no need "${need}"`, nearest(need, ids)),
          );
      });
    const twice = clocks.findIndex(
      (other) => other.id === clock.id && other['valid-from'] === clock['valid-from'] && other !== clock,
    );
    if (twice >= 0 && twice < index)
      problems.push(source.at(['clocks', index, 'id'], `a second clock is called ${clock.id} from the same day`));
  });
}
