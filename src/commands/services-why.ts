import { join } from 'node:path';
import { nearest } from '../content/problem';
import { loadContent } from '../content/load';
import { areaOf } from '../region/region';
import { fitOf, floorOf, type Fit, type Service, type Wanted } from '../region/services';
import { argumentsOf, run, UsageError } from './arguments';

const use =
  'npm run services:why -- ID [--region etela-pohjanmaa] [--need separation] [--age 13 | unborn | adult] [--stage pre-primary] [--municipality lapua] [--worry none|small|big] [--in-use ID,ID]';

/** "Why isn't my service shown?": says for each need of a service whether it fits, and what stands against it. */
function main(): void {
  const { words, options } = argumentsOf(use, ['region', 'need', 'age', 'stage', 'municipality', 'worry', 'in-use']);
  const content = loadContent(join(__dirname, '..', '..'));
  const [id] = words;
  if (id === undefined) throw new UsageError(use);
  const where = Object.values(content.services).filter(
    (tray) =>
      (options['region'] === undefined || tray.region === options['region']) &&
      tray.services.some((service) => service.id === id),
  );
  if (where.length === 0) {
    const known = Object.values(content.services).flatMap((tray) => tray.services.map((service) => service.id));
    throw new UsageError(
      `there is no service "${id}"${options['region'] === undefined ? '' : ` in ${options['region']}`}; ${nearest(id, known) ?? 'see regions/*/services.yaml'}`,
    );
  }
  const age = options['age'];
  if (age !== undefined && !/^(\d{1,2}|unborn|adult)$/.test(age))
    throw new UsageError(`--age is whole years, unborn or adult\n${use}`);
  for (const tray of where) {
    const region = content.regions[tray.region];
    const service = tray.services.find((one) => one.id === id);
    if (!region || !service) continue;
    const place = options['municipality'];
    if (place !== undefined && content.municipality(place) === undefined)
      throw new UsageError(
        `there is no municipality "${place}"; ${
          nearest(
            place,
            content.municipalities.municipalities.map((one) => one.id),
          ) ?? ''
        }`,
      );
    process.stdout.write(`${tray.region}: ${service.id} (${service.name.fi})\n`);
    if (!region.open) process.stdout.write('  the region is not open: nothing of it is shown to families\n');
    const needs = options['need'] === undefined ? service.needs : [options['need']];
    if (needs.length === 0)
      process.stdout.write('  it answers no need yet: `needs` is empty, so no family is led to it\n');
    for (const need of needs) {
      const wanted: Wanted = {
        need,
        age: age === undefined || age === 'adult' ? undefined : age === 'unborn' ? 'unborn' : Number(age),
        prePrimary: options['stage'] === 'pre-primary',
        area: areaOf(region, place)?.id,
        floor: floorOf(options['worry']),
        adult: age === 'adult' || content.needs.needs.find((one) => one.id === need)?.adult === true,
        inUse: options['in-use']?.split(','),
      };
      process.stdout.write(`  ${need}: ${reason(fitOf(service, wanted), service, wanted)}\n`);
    }
  }
}

function reason(fit: Fit, service: Service, wanted: Wanted): string {
  if (fit.fits) return `shown, because ${fit.why.join(', ')}`;
  switch (fit.why) {
    case 'other-need':
      return `not shown: it answers ${service.needs.join(', ') || 'no need'}`;
    case 'other-age':
      return service.ages
        ? `not shown: its age limits are ${service.ages.join('–')}, and the age is ${wanted.age ?? 'not known'}`
        : `not shown: it is for ${(service.for ?? ['anyone']).join(', ')}, and the age is ${wanted.age ?? 'not known'}`;
    case 'other-area':
      return `not shown: it is in ${(service.areas ?? []).join(', ')}, and the area is ${wanted.area ?? 'not known'}`;
    case 'heavier-than-worry':
      return `not shown: it stands on floor ${service.floor}, and the worry reaches floor ${wanted.floor}`;
    case 'in-use':
      return 'not shown: the family already has it';
  }
}

run(main);
