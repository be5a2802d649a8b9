import type { z } from 'zod';
import { municipalitiesSchema, nationalSchema, regionSchema, type Region } from '../region/region';
import { modelsSchema, type SegmentModel } from '../region/segments';
import { servicesSchema, type Services } from '../region/services';
import { statutorySchema } from '../region/statutory';
import { workbookSchema } from '../region/workbook';
import type { Content } from './content';
import { folders } from './files';
import type { Problem } from './problem';
import { checkClocks, checkLanguages, checkModels, checkRegion, checkServices, type Locales } from './region-check';
import type { Needs } from './shape';
import type { Source } from './source';
import { checkWorkbook } from './workbook-check';
import { checkWorkbookNames, type AroundWorkbook } from './workbook-references';

/** How the loader reads one file: checked by its shape, counted into the content's version, its approval noted. */
export interface Reading {
  readonly root: string;
  readonly read: <T>(file: string, schema: z.ZodType<T>) => { source: Source; data: T } | undefined;
  readonly approval: (file: string, data: { 'approved-by': string | null; 'approved-at': string | null }) => void;
  readonly problems: Problem[];
}

type Around = Pick<
  Content,
  'regions' | 'services' | 'segmentModels' | 'statutory' | 'workbook' | 'municipalities' | 'nationalLines'
>;

/** Reads everything below `regions/`: what all regions share, then each region's folder. Nothing when a shared file is unreadable. */
export function readRegions(
  { root, read, approval, problems }: Reading,
  needs: Needs | undefined,
  locales: Locales,
  flows: Pick<AroundWorkbook, 'flows' | 'known'>,
): Around | undefined {
  const places = read('regions/municipalities.yaml', municipalitiesSchema);
  const national = read('regions/national.yaml', nationalSchema);
  const models = read('regions/segments.yaml', modelsSchema);
  const statutory = read('regions/statutory.yaml', statutorySchema);
  const workbook = read('regions/workbook.yaml', workbookSchema);
  if (national) approval('regions/national.yaml', national.data);
  if (models) {
    approval('regions/segments.yaml', models.data);
    checkModels(models.source, models.data.models, problems);
  }
  if (statutory) {
    approval('regions/statutory.yaml', statutory.data);
    if (needs) checkClocks(statutory.source, statutory.data.clocks, needs, problems);
  }
  if (workbook) {
    approval('regions/workbook.yaml', workbook.data);
    if (needs) checkWorkbook(workbook.source, workbook.data, needs, problems);
    const names = folders(root, 'regions').map((folder) => folder.slice('regions/'.length));
    checkWorkbookNames(workbook.source, workbook.data, { regions: names, ...flows }, problems);
  }
  const regions: Record<string, Region> = {};
  const services: Record<string, Services> = {};
  for (const folder of folders(root, 'regions')) {
    const region = read(`${folder}/region.yaml`, regionSchema);
    const tray = read(`${folder}/services.yaml`, servicesSchema);
    if (region) {
      regions[region.data.region] = region.data;
      checkLanguages(region.source, region.data, locales, problems);
      if (region.data.open) approval(`${folder}/region.yaml`, region.data);
    }
    if (tray) {
      services[tray.data.region] = tray.data;
      if (region?.data.open === true) approval(`${folder}/services.yaml`, tray.data);
    }
    if (!region || !needs || !places || !models) continue;
    const known: readonly SegmentModel[] = models.data.models;
    checkRegion(
      region.source,
      region.data,
      { places: idsOf(places.data.municipalities), models: idsOf(known) },
      needs,
      problems,
    );
    const model = known.find((one) => one.id === region.data.segmentation);
    if (tray) checkServices(tray.source, tray.data, region.data, model, needs, problems);
  }
  if (!places || !national || !models || !statutory || !workbook) return undefined;
  return {
    regions,
    services,
    segmentModels: models.data.models,
    statutory: statutory.data.clocks,
    workbook: workbook.data,
    municipalities: places.data,
    nationalLines: national.data.lines,
  };
}

function idsOf(list: readonly { readonly id: string }[]): string[] {
  return list.map((one) => one.id);
}
