import type { TakenContact } from '../shapes';

/** What may be told of the situation besides, each with the answers that the chat has for it. */
export const situation = {
  worry: ['none', 'small', 'big'],
  coping: ['easy', 'hard'],
  needsMany: ['few', 'many'],
  servicesInUse: ['none', 'same-matter', 'other-matter'],
  urgency: ['now', 'days', 'can-wait'],
} as const;
export type Question = keyof typeof situation;

export const dangerKinds = ['self_harm', 'violence_now', 'child_in_danger', 'medical_emergency', 'overdose'] as const;

/** The form of a contact that a worker writes down, as it stands while it is being filled in. */
export interface ContactForm {
  readonly origin: TakenContact['origin'] | undefined;
  /** As `region/area`. */
  readonly area: string;
  readonly who: string;
  readonly need: string;
  readonly ownWords: string;
  readonly danger: 'none' | 'urgent' | 'emergency';
  readonly dangerKind: (typeof dangerKinds)[number] | undefined;
  readonly name: string;
  readonly reach: string;
  readonly safeTimes: readonly string[];
  readonly safeContact: readonly string[];
  readonly language: 'fi' | 'sv' | 'en';
  readonly interpreter: boolean;
  readonly municipality: string;
  readonly ages: string;
  readonly unborn: boolean;
  readonly answers: Readonly<Partial<Record<Question, string>>>;
  readonly wish: string;
  readonly wantsPending: boolean;
  readonly permission: string;
}

/** A form before anything is told; most cautious where a choice has a side of caution. */
export function emptyForm(area = ''): ContactForm {
  return {
    origin: undefined,
    area,
    who: '',
    need: '',
    ownWords: '',
    danger: 'none',
    dangerKind: undefined,
    name: '',
    reach: '',
    safeTimes: [],
    safeContact: [],
    language: 'fi',
    interpreter: false,
    municipality: '',
    ages: '',
    unborn: false,
    answers: {},
    wish: '',
    wantsPending: false,
    permission: '',
  };
}

const oldest = 24;
const mostChildren = 6;

/** The ages as they were written, in whole years; nothing when they cannot be read. */
export function agesOf(text: string): readonly number[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const ages = parts.map(Number);
  const sound = parts.every((part) => /^\d{1,2}$/.test(part)) && ages.every((age) => age <= oldest);
  return sound && ages.length <= mostChildren ? ages : undefined;
}

export type Missing = 'origin' | 'area' | 'who' | 'ownWords' | 'permission' | 'ages';

/** What the form still needs. Without permission nothing of anybody is written into the queue. */
export function missingOf(form: ContactForm): readonly Missing[] {
  const lacks: Readonly<Record<Missing, boolean>> = {
    origin: form.origin === undefined,
    area: form.area === '',
    who: form.who === '',
    ownWords: form.ownWords.trim() === '',
    permission: form.permission.trim() === '',
    ages: agesOf(form.ages) === undefined,
  };
  return (Object.keys(lacks) as Missing[]).filter((field) => lacks[field]);
}

/** The contact as the server takes it, from a form that misses nothing. What was not told is left out. */
export function takenOf(form: ContactForm): TakenContact {
  const [region = '', area = ''] = form.area.split('/');
  const ages = [...(agesOf(form.ages) ?? []), ...(form.unborn ? (['unborn'] as const) : [])];
  const told = (field: keyof TakenContact, text: string | undefined): Partial<TakenContact> =>
    text === undefined || text.trim() === '' ? {} : { [field]: text.trim() };
  return {
    region,
    area,
    origin: form.origin ?? 'phone',
    language: form.language,
    permission: form.permission.trim(),
    interpreter: form.interpreter,
    wants: form.wantsPending ? 'pending' : 'contact',
    ...told('who', form.who),
    ...told('need', form.need),
    ...told('ownWords', form.ownWords),
    ...told('municipality', form.municipality),
    ...told('name', form.name),
    ...told('reach', form.reach),
    ...told('wish', form.wish),
    ...form.answers,
    ...(ages.length === 0 ? {} : { ages }),
    ...(form.safeTimes.length === 0 ? {} : { safeTimes: form.safeTimes }),
    ...(form.safeContact.length === 0 ? {} : { safeContact: form.safeContact }),
    ...(form.danger === 'none' ? {} : { danger: form.danger, ...told('dangerKind', form.dangerKind) }),
  };
}
