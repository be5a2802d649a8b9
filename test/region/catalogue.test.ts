import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Hours, Region } from '../../src/region/region';
import type { Service } from '../../src/region/services';
import { theContent } from '../support/house';

interface Section {
  readonly source?: string;
  readonly segment?: string;
  readonly sector?: string;
  readonly floor?: number;
  readonly services: readonly string[];
}

interface Printed {
  readonly source?: string;
  readonly municipalities?: readonly string[];
  readonly same?: Readonly<Record<string, string>>;
  readonly ages?: Readonly<Record<string, readonly [number, number]>>;
  readonly sections: readonly Section[];
  readonly lines: Readonly<Record<string, Hours>>;
  readonly emails?: Readonly<Record<string, string>>;
  readonly emergency: readonly string[];
}

/** One service as the document prints it: gathered from every section that names it. */
interface PrintedService {
  readonly name: string;
  readonly source: string;
  readonly sectors: readonly string[];
  readonly segments: readonly string[];
  readonly floor: number | null;
  readonly ages: readonly [number, number] | undefined;
}

const catalogue = parse(readFileSync(join(__dirname, 'catalogue.yaml'), 'utf8')) as Readonly<Record<string, Printed>>;

function printedServices(printed: Printed): PrintedService[] {
  const all = new Map<string, PrintedService>();
  for (const section of printed.sections) {
    const source = section.source ?? printed.source ?? '';
    for (const words of section.services) {
      const name = printed.same?.[words] ?? words;
      const before = all.get(`${source}: ${name}`);
      all.set(`${source}: ${name}`, {
        name,
        source,
        sectors: [...(before?.sectors ?? []), ...(section.sector === undefined ? [] : [section.sector])],
        segments: [...(before?.segments ?? []), ...(section.segment === undefined ? [] : [section.segment])],
        floor: section.floor ?? null,
        ages: printed.ages?.[name],
      });
    }
  }
  return [...all.values()];
}

const key = (service: Service): string => `${service.source}: ${service.name.fi}`;

function regionOf(id: string): Region {
  const region = theContent().regions[id];
  if (!region) throw new Error(`the region ${id} is missing`);
  return region;
}

const servicesOf = (id: string): readonly Service[] => theContent().services[id]?.services ?? [];

test('every region has its catalogue here, and no other', () => {
  expect(Object.keys(theContent().regions).sort()).toEqual(Object.keys(catalogue).sort());
});

describe.each(Object.entries(catalogue))('%s', (id, printed) => {
  const expected = printedServices(printed);

  test.each(expected.map((one) => [`${one.source}: ${one.name}`, one] as const))('%s', (name, one) => {
    const found = servicesOf(id).filter((service) => key(service) === name);
    expect(found).toHaveLength(1);
    const [service] = found;
    expect({ floor: service?.floor, segments: service?.segments ?? [], ages: service?.ages }).toEqual({
      floor: one.floor,
      segments: one.segments,
      ages: one.ages,
    });
    expect(one.sectors.filter((sector) => sector !== service?.sector)).toEqual([]);
  });

  test('nothing is offered that the document does not print', () => {
    const names = expected.map((one) => `${one.source}: ${one.name}`);
    expect(
      servicesOf(id)
        .map(key)
        .filter((name) => !names.includes(name)),
    ).toEqual([]);
  });

  test('every name told to be the same, and every printed age, belongs to a printed service', () => {
    const names = expected.map((one) => one.name);
    const words = printed.sections.flatMap((section) => section.services);
    expect(Object.keys(printed.same ?? {}).filter((one) => !words.includes(one))).toEqual([]);
    expect(Object.keys(printed.ages ?? {}).filter((one) => !names.includes(one))).toEqual([]);
  });

  test('a service of no printed age tells that whom it is for was inferred', () => {
    const silent = servicesOf(id).filter((service) => !service.ages && service.inferred?.includes('for') !== true);
    expect(silent.map(key)).toEqual([]);
  });

  test('the lines are those printed, with the hours of the newest slide', () => {
    const lines = regionOf(id).lines.map((line) => [line.phone, line.versions.at(-1)?.hours]);
    expect(Object.fromEntries(lines)).toEqual(printed.lines);
    expect(lines).toHaveLength(Object.keys(printed.lines).length);
  });

  test('the addresses are those printed, each at its own number', () => {
    const { lines, emergency } = regionOf(id);
    const found = [...lines, ...emergency].flatMap((line) =>
      line.email === undefined ? [] : [[line.phone, line.email]],
    );
    expect(Object.fromEntries(found)).toEqual(printed.emails ?? {});
  });

  test('the emergency numbers are those printed', () => {
    const phones = regionOf(id).emergency.map((line) => line.phone);
    expect(phones.sort()).toEqual([...printed.emergency].sort());
  });

  if (printed.municipalities)
    test('the municipalities are those named', () => {
      const places = regionOf(id).areas.flatMap((area) => area.municipalities);
      expect(places.sort()).toEqual([...(printed.municipalities ?? [])].sort());
    });
});
