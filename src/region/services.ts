import { z } from 'zod';
import { idSchema, type Facts } from '../flow/fact';
import { wordsSchema } from './region';

export const ageClasses = ['unborn', 'baby', 'under-school', 'school-age', 'young-person', 'adult', 'anyone'] as const;
export type AgeClass = (typeof ageClasses)[number];

/** One entry of the palvelutarjotin. What the document does not tell is absent; what was read from the name alone is listed in `inferred`. */
export const serviceSchema = z.strictObject({
  id: idSchema,
  name: wordsSchema,
  sector: z.enum(['region-social', 'region-health', 'specialised', 'municipality', 'state', 'third']),
  floor: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  segments: z.array(idSchema).optional(),
  /** Printed age limits, whole years, both included. */
  ages: z.tuple([z.number().int(), z.number().int()]).optional(),
  /** The printed limit is pre-primary education: a five-year-old fits when the family says so. */
  'from-pre-primary': z.literal(true).optional(),
  /** Whom the name itself speaks of, where no age is printed. */
  for: z.array(z.enum(ageClasses)).min(1).optional(),
  /** Areas where it is offered; everywhere in the region when absent. */
  areas: z.array(idSchema).optional(),
  needs: z.array(idSchema),
  general: z.boolean().optional(),
  delivery: z.array(z.enum(['near', 'home', 'remote', 'phone', 'online', 'group'])).optional(),
  /** Who provides it, in which languages, and how it is reached; absent where the document does not tell. */
  provider: wordsSchema.optional(),
  languages: z.array(z.string()).optional(),
  contact: z.strictObject({ phone: z.string().optional(), url: z.url().optional() }).optional(),
  owner: z.string().nullable(),
  source: z.string(),
  'checked-at': z.iso.date(),
  'review-by': z.iso.date().nullable(),
  inferred: z.array(z.string()).optional(),
});
export type Service = z.output<typeof serviceSchema>;

export const servicesSchema = z.strictObject({
  region: idSchema,
  owner: z.string().min(1),
  'approved-by': z.string().nullable(),
  'approved-at': z.iso.date().nullable(),
  services: z.array(serviceSchema),
});
export type Services = z.output<typeof servicesSchema>;

/** Whom a service is looked for: the need, the person's age, the area, and how big the worry is. */
export interface Wanted {
  readonly need: string;
  /** Whole years, `unborn`, or nothing when it is not known. */
  readonly age: number | 'unborn' | undefined;
  /** The family has said that the child is in pre-primary education. */
  readonly prePrimary?: boolean | undefined;
  readonly area: string | undefined;
  readonly floor: 1 | 2 | 3 | undefined;
  /** The service is for the parent themself, whose age is never asked. */
  readonly adult: boolean;
  /** The segment proposed from the answers: its services come before others on the same floor. */
  readonly segment?: string | undefined;
  /** Services the family already has. */
  readonly inUse?: readonly string[] | undefined;
}

export type Fit =
  | { readonly fits: true; readonly why: readonly string[] }
  | { readonly fits: false; readonly why: 'other-need' | 'other-age' | 'other-area' | 'heavier-than-worry' | 'in-use' };

/** Whether a service fits, and why or why not. Nothing outside its age or area ever fits; an unknown age fits no limit. */
export function fitOf(service: Service, wanted: Wanted): Fit {
  if (!service.needs.includes(wanted.need)) return { fits: false, why: 'other-need' };
  if (!ageFits(service, wanted)) return { fits: false, why: 'other-age' };
  if (service.areas && (wanted.area === undefined || !service.areas.includes(wanted.area)))
    return { fits: false, why: 'other-area' };
  if (wanted.floor !== undefined && service.floor !== null && service.floor > wanted.floor)
    return { fits: false, why: 'heavier-than-worry' };
  if (wanted.inUse?.includes(service.id) === true) return { fits: false, why: 'in-use' };
  return { fits: true, why: [`need=${wanted.need}`, ...(wanted.age === undefined ? [] : [`age=${wanted.age}`])] };
}

/** Pre-primary education is the year before school: usually six, five for a child who begins early. */
const prePrimaryFrom = 5;

function ageFits(service: Service, wanted: Wanted): boolean {
  if (service.ages) {
    const [least, most] = service.ages;
    const youngest = service['from-pre-primary'] === true && wanted.prePrimary === true ? prePrimaryFrom : least;
    return typeof wanted.age === 'number' && wanted.age >= youngest && wanted.age <= most;
  }
  const whom = service.for ?? ['anyone'];
  if (whom.includes('anyone')) return true;
  return [...classesOf(wanted.age), ...(wanted.adult ? (['adult'] as const) : [])].some((one) => whom.includes(one));
}

/** The classes an age belongs to; school begins the year a child turns seven, a young person is 13 to 17. */
export function classesOf(age: Wanted['age']): readonly AgeClass[] {
  if (age === undefined) return [];
  if (age === 'unborn') return ['unborn'];
  if (age < 1) return ['baby', 'under-school'];
  if (age < 7) return ['under-school'];
  if (age < 13) return ['school-age'];
  return age < 18 ? ['school-age', 'young-person'] : ['adult'];
}

/** The floor of the house of families that a worry reaches (domain 2.4, 4c). */
export function floorOf(worry: Facts[string] | undefined): 1 | 2 | 3 | undefined {
  return worry === 'none' ? 1 : worry === 'small' ? 2 : worry === 'big' ? 3 : undefined;
}

export interface Fitting {
  readonly service: Service;
  readonly why: readonly string[];
}

/** The services that fit, the nearest floor to the worry first, then those of the proposed segment, general guidance last; in the region's own order otherwise. */
export function servicesFor(services: readonly Service[], wanted: Wanted): Fitting[] {
  const fitting = services.flatMap((service) => {
    const found = fitOf(service, wanted);
    return found.fits ? [{ service, why: found.why }] : [];
  });
  const distance = ({ service }: Fitting): number =>
    (service.general ? 100 : 0) +
    (service.floor === null || wanted.floor === undefined ? 0 : 10 * (wanted.floor - service.floor)) +
    (wanted.segment === undefined || service.segments?.includes(wanted.segment) === true ? 0 : 1);
  return fitting.sort((one, other) => distance(one) - distance(other));
}
