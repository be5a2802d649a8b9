import { z } from 'zod';
import type { Content } from '../../content/content';
import type { TakenContact } from '../../conversation/taken';
import { ServiceError } from '../../errors';
import { takenOrigins } from '../../queue/contract';
import { commonQueue, type Region } from '../../region/region';

const id = z.string().regex(/^[a-z0-9_-]{1,60}$/);
const words = z.string().trim().min(1).max(8000);
const age = z.union([z.number().int().min(0).max(24), z.literal('unborn')]);

/** The form of a contact that came otherwise than by the chat: the chat's own facts, each as far as it was told. */
const takenSchema = z.strictObject({
  region: id,
  area: id,
  origin: z.enum(takenOrigins),
  language: id.default('fi'),
  /** How the permission to write it down was given, in the worker's words. */
  permission: words,
  who: z.enum(['parent', 'young-person', 'close-person', 'professional', 'authority', 'organisation']).optional(),
  need: id.optional(),
  also: z.array(id).max(10).optional(),
  ownWords: words.optional(),
  municipality: id.optional(),
  ages: z.array(age).max(6).optional(),
  worry: z.enum(['none', 'small', 'big']).optional(),
  coping: z.enum(['easy', 'hard']).optional(),
  needsMany: z.enum(['few', 'many']).optional(),
  servicesInUse: z.enum(['none', 'same-matter', 'other-matter']).optional(),
  wants: z.enum(['advice', 'contact', 'pending']).default('contact'),
  urgency: z.enum(['now', 'days', 'can-wait']).optional(),
  name: words.max(100).optional(),
  reach: words.max(200).optional(),
  safeTimes: z.array(id).max(5).optional(),
  safeContact: z.array(id).max(5).optional(),
  interpreter: z.boolean().optional(),
  wish: words.max(2000).optional(),
  danger: z.enum(['emergency', 'urgent']).optional(),
  dangerKind: z.enum(['self_harm', 'violence_now', 'child_in_danger', 'medical_emergency', 'overdose']).optional(),
});

/** Reads the form; an area, need, municipality, safe time or language that is not there is refused. */
export function takenFrom(body: unknown, content: Content): { readonly taken: TakenContact; readonly region: Region } {
  const read = takenSchema.safeParse(body);
  if (!read.success) throw new ServiceError('body-unreadable', { cause: read.error });
  const form = read.data;
  const region = content.regions[form.region];
  const known = (need: string): boolean => content.needs.needs.some((one) => one.id === need);
  const sound =
    region !== undefined &&
    content.words[form.language] !== undefined &&
    (form.area === commonQueue || region.areas.some((one) => one.id === form.area)) &&
    [form.need ?? [], form.also ?? []].flat().every(known) &&
    (form.safeTimes ?? []).every((time) => content.workbook['safe-times'].some(({ id: one }) => one === time)) &&
    (form.municipality === undefined || content.municipality(form.municipality) !== undefined);
  if (!sound) throw new ServiceError('body-unreadable');
  const { origin, area, language, permission, danger } = form;
  const heard =
    danger === undefined ? [] : [{ kind: form.dangerKind ?? 'violence_now', level: danger, pattern: origin }];
  return { region, taken: { origin, area, language, permission, danger: heard, facts: factsOf(form) } };
}

function factsOf(form: z.output<typeof takenSchema>): TakenContact['facts'] {
  const [first, ...others] = form.ages ?? [];
  const ages =
    first === undefined
      ? {}
      : others.length === 0
        ? { age: first }
        : { age: 'several', ...Object.fromEntries([first, ...others].map((one, index) => [`age-${index + 1}`, one])) };
  const told = {
    who: form.who,
    need: form.need,
    also: form.also,
    'own-words': form.ownWords,
    municipality: form.municipality,
    ...ages,
    worry: form.worry,
    coping: form.coping,
    'needs-many': form.needsMany,
    'services-in-use': form.servicesInUse,
    wants: form.wants,
    urgency: form.urgency,
    name: form.name,
    reach: form.reach,
    'safe-times': form.safeTimes,
    'safe-contact': form.safeContact,
    interpreter: form.interpreter === undefined ? undefined : form.interpreter ? 'yes' : 'no',
    wish: form.wish,
  };
  const known = Object.entries(told).filter(
    (pair): pair is [string, string | number | string[]] => pair[1] !== undefined,
  );
  return Object.fromEntries(known);
}
