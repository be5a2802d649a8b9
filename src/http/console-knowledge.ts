import type { Content } from '../content/content';
import { commonQueue, inLanguage, type Words } from '../region/region';
import type { SegmentModel } from '../region/segments';
import type { Workbook } from '../region/workbook';

/** What a worker's screen needs to say ids in words and to offer what is at hand; nothing of it is about anybody. */
export interface ConsoleKnowledge {
  /** What workers call the areas of the open regions, by `region/area`. */
  readonly areaNames: Readonly<Record<string, Words>>;
  /** The segmentation model of each region that has one. */
  readonly models: Readonly<Record<string, SegmentModel>>;
  readonly clocks: Readonly<Record<string, { readonly name: Words; readonly source: string }>>;
  readonly parties: Workbook['parties'];
  readonly roles: Workbook['roles'];
  /** The common triggers of each region. */
  readonly triggers: Readonly<Record<string, readonly Pick<Workbook['triggers'][number], 'id' | 'name' | 'source'>[]>>;
  readonly readyTexts: Workbook['ready-texts'];
  readonly checklists: Workbook['checklists'];
  /** The register rules of each region. */
  readonly duty: Words;
  readonly safeTimes: Readonly<Record<string, { readonly name: Words; readonly from: string; readonly to: string }>>;
  /** What the municipalities of the regions are called. */
  readonly municipalities: Readonly<Record<string, Words>>;
  /** What workers call the needs. */
  readonly needs: Readonly<Record<string, Words>>;
}

export function knowledgeOf(content: Content): ConsoleKnowledge {
  const { workbook } = content;
  const regions = Object.values(content.regions);
  const perRegion = <T>(of: (region: (typeof regions)[number]) => T): Record<string, T> =>
    Object.fromEntries(regions.map((region) => [region.region, of(region)]));
  return {
    areaNames: areaNames(content),
    models: modelsOf(content),
    clocks: Object.fromEntries(content.statutory.map(({ id, name, source }) => [id, { name, source }])),
    parties: workbook.parties,
    roles: workbook.roles,
    triggers: perRegion((region) =>
      workbook.triggers
        .filter((one) => one.regions.includes(region.region))
        .map(({ id, name, source }) => ({ id, name, source })),
    ),
    readyTexts: workbook['ready-texts'],
    checklists: workbook.checklists,
    duty: workbook.duty.text,
    safeTimes: Object.fromEntries(workbook['safe-times'].map(({ id, ...rest }) => [id, rest])),
    municipalities: Object.fromEntries(
      regions
        .flatMap((region) => region.areas.flatMap((area) => area.municipalities))
        .flatMap((id) => {
          const place = content.municipality(id);
          return place ? [[id, { fi: place.fi, sv: place.sv ?? place.fi }]] : [];
        }),
    ),
    needs: Object.fromEntries(
      content.needs.needs.map(({ id }) => [id, { fi: needName(content, id, 'fi'), sv: needName(content, id, 'sv') }]),
    ),
  };
}

/** A need as workers call it, or its id where it has no name. */
export function needName(content: Content, id: string, language: string): string {
  return content.words[language]?.[`needs.needs.${id}.name`] ?? id;
}

/** What workers call an area given as `region/area`, or its id where it has no name. */
export function areaName(content: Content, id: string, language: string): string {
  const names = areaNames(content)[id];
  return names ? inLanguage(names, language) : id;
}

/** The segmentation model of each region that has one. */
export function modelsOf(content: Content): Readonly<Record<string, SegmentModel>> {
  return Object.fromEntries(
    Object.values(content.regions).flatMap((region) => {
      const model = content.segmentModels.find((one) => one.id === region.segmentation);
      return model ? [[region.region, model]] : [];
    }),
  );
}

/** A region that is a catalogue only has no queue. */
function areaNames(content: Content): Record<string, Words> {
  return Object.fromEntries(
    Object.values(content.regions)
      .filter(({ open }) => open)
      .flatMap((region): [string, Words][] => [
        [`${region.region}/${commonQueue}`, region.name],
        ...region.areas.map((area): [string, Words] => [`${region.region}/${area.id}`, area.name]),
      ]),
  );
}
