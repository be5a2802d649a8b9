import { z } from 'zod';
import type { Content } from '../../content/content';
import { ServiceError } from '../../errors';
import { workerRoles, type Worker } from '../../queue/ports';
import { commonQueue } from '../../region/region';

/**
 * What an organisation tells of a person in the ID token. With more groups than fit, Entra ID leaves `groups` out and points to
 * where they could be read instead.
 */
export const claimsSchema = z.object({
  oid: z.string().min(1),
  name: z.string().optional(),
  roles: z.array(z.string()).optional(),
  groups: z.array(z.string()).optional(),
  hasgroups: z.union([z.boolean(), z.string()]).optional(),
  _claim_names: z.looseObject({ groups: z.string().optional() }).optional(),
});

export type Claims = z.output<typeof claimsSchema>;

const purposes = { supervisor: 'guidance of families', worker: 'guidance of families', auditor: 'oversight of use' };

/**
 * Roles and groups of the sign-in as a worker. The first role of supervisor, worker and auditor holds: nobody audits beside doing
 * the work. A supervisor sees all areas, a worker the areas of their groups and those regions' common queue, an auditor none.
 * Refused with `not-permitted` without a role or an area, with `groups-untold` when the organisation could not tell the groups.
 */
export function workerFrom(claims: Claims, content: Pick<Content, 'regions'>): Worker {
  const role = workerRoles.find((one) => claims.roles?.includes(one) === true);
  if (role === undefined) throw new ServiceError('not-permitted');
  const named = { id: claims.oid, name: claims.name ?? claims.oid, purpose: purposes[role], role };
  if (role === 'supervisor') return { ...named, areas: 'all' };
  if (role === 'auditor') return { ...named, areas: [] };
  const areas = areasOf(claims.groups ?? [], content);
  if (areas.length > 0) return { ...named, areas };
  throw new ServiceError(groupsUntold(claims) ? 'groups-untold' : 'not-permitted');
}

function areasOf(groups: readonly string[], content: Pick<Content, 'regions'>): string[] {
  return Object.values(content.regions).flatMap((region) => {
    const own = region.areas
      .filter((area) => area.groups?.some((group) => groups.includes(group)) === true)
      .map((area) => `${region.region}/${area.id}`);
    return own.length === 0 ? [] : [...own, `${region.region}/${commonQueue}`];
  });
}

function groupsUntold(claims: Claims): boolean {
  return (
    claims.groups === undefined &&
    (claims._claim_names?.groups !== undefined || claims.hasgroups === true || claims.hasgroups === 'true')
  );
}
