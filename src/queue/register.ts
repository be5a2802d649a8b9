import type { Region, Register } from '../region/region';
import type { HandoffRecord } from './handoff';

/** Why a register is proposed; a worker reads each in words. */
export const registerReasons = [
  'anonymous',
  'pending',
  'advice',
  'assessment',
  'social-service',
  'health-care',
] as const;
export type RegisterReason = (typeof registerReasons)[number];

export interface RegisterProposal {
  readonly proposed: Register;
  readonly why: readonly RegisterReason[];
}

type Matter = Pick<HandoffRecord, 'contact' | 'wantsPending' | 'outcome' | 'fits'>;

/**
 * The register that a matter is proposed to (domain 7.3; ): the matter decides, not who advises. It is shown to be
 * confirmed and decides nothing. Pure.
 */
export function proposeRegister(matter: Matter, rules: Region['registers']): RegisterProposal {
  const why = reasonsOf(matter);
  const found = new Set(why.map((reason) => registerOf(reason, rules)).filter((register) => register !== 'none'));
  if (found.has('both') || (found.has('patient') && found.has('social'))) return { proposed: 'both', why };
  return { proposed: [...found][0] ?? 'none', why };
}

function reasonsOf({ contact, wantsPending, outcome, fits = [] }: Matter): RegisterReason[] {
  const pending: RegisterReason[] = wantsPending ? ['pending'] : [];
  if (contact.name === null && (contact.reach === null || contact.reach === 'i-call') && !wantsPending)
    return ['anonymous'];
  if (outcome === 'unclear-or-many') return [...pending, 'assessment'];
  if (outcome !== 'clear-need' && outcome !== 'emergency') return pending.length > 0 ? pending : ['advice'];
  // Only the nearest service of each child counts: the others are there to choose from.
  const nearest = fits.filter((one, index) => fits.findIndex((other) => other.child === one.child) === index);
  const sectors = nearest.map((one) => one.sector);
  const services: RegisterReason[] = [
    ...(sectors.includes('region-social') ? (['social-service'] as const) : []),
    ...(sectors.some((sector) => sector === 'region-health' || sector === 'specialised')
      ? (['health-care'] as const)
      : []),
  ];
  const all = [...pending, ...services];
  return all.length > 0 ? all : ['advice'];
}

function registerOf(reason: RegisterReason, rules: Region['registers']): Register {
  // Starting an assessment is starting a social matter.
  return rules[reason === 'assessment' ? 'social-service' : reason];
}
