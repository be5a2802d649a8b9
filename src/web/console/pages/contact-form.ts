import type { TakenContact } from '../shapes';

/** The form of a contact that a worker writes down, as it stands while it is being filled in. */
export interface ContactForm {
  readonly origin: TakenContact['origin'] | undefined;
  /** As `region/area`. */
  readonly area: string | undefined;
  readonly who: string | undefined;
  readonly ownWords: string;
  readonly danger: 'none' | 'urgent' | 'emergency';
  readonly name: string;
  readonly reach: string;
  readonly times: readonly string[];
  readonly allowed: readonly string[];
  readonly language: 'fi' | 'sv' | 'en' | 'other';
  readonly otherLanguage: string;
  readonly interpreter: boolean;
  readonly municipality: string;
  readonly age: string;
  readonly wish: string;
  readonly wantsPending: boolean;
  readonly permission: boolean;
}

/** A form before anything is told; most cautious where a choice has a side of caution. */
export function emptyForm(area: string | undefined): ContactForm {
  return {
    origin: undefined,
    area,
    who: undefined,
    ownWords: '',
    danger: 'none',
    name: '',
    reach: '',
    times: [],
    allowed: [],
    language: 'fi',
    otherLanguage: '',
    interpreter: false,
    municipality: '',
    age: '',
    wish: '',
    wantsPending: false,
    permission: false,
  };
}

/** What the form still needs. Without permission nothing of anybody is written into the queue. */
export function missingOf(form: ContactForm): readonly ('origin' | 'area' | 'who' | 'ownWords' | 'permission')[] {
  return [
    ...(form.origin === undefined ? (['origin'] as const) : []),
    ...(form.area === undefined ? (['area'] as const) : []),
    ...(form.who === undefined ? (['who'] as const) : []),
    ...(form.ownWords.trim() === '' ? (['ownWords'] as const) : []),
    ...(form.permission ? [] : (['permission'] as const)),
  ];
}

const ranks = { none: 0, urgent: 1, emergency: 2 } as const;

/** The contact as the server takes it, from a form that misses nothing. */
export function takenOf(form: ContactForm): TakenContact {
  const [region = '', area = ''] = (form.area ?? '').split('/');
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    region,
    area,
    origin: form.origin ?? 'phone',
    record: {
      name: orNull(form.name),
      reach: orNull(form.reach),
      times: form.times,
      allowed: form.allowed,
      language: form.language === 'other' ? form.otherLanguage.trim() : form.language,
      interpreter: form.interpreter,
      municipality: orNull(form.municipality),
      age: orNull(form.age),
      who: form.who ?? 'parent',
      ownWords: form.ownWords.trim(),
      wish: orNull(form.wish),
      wantsPending: form.wantsPending,
      danger: ranks[form.danger],
      permission: form.permission,
    },
  };
}
