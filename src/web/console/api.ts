/** What the console asks of the server, and the shapes of the answers. */
export interface Listed {
  readonly id: string;
  readonly case: string;
  readonly region: string;
  readonly area: string;
  readonly state: 'waiting' | 'claimed' | 'closed';
  readonly owner: string | null;
  readonly dangerRank: number;
  readonly childSelf: boolean;
  readonly receivedAt: string;
  readonly dueAt: string;
}

/** The worker's own view: the two axes, the segment they give, and marks on the model's scales from 0 to 4. */
export interface Evaluation {
  readonly coping: 'easy' | 'hard';
  readonly 'needs-many': 'few' | 'many';
  readonly segment: string | null;
  readonly scales: Readonly<Record<string, number>>;
}

export type Words = Readonly<Record<string, string>>;

export interface SegmentModel {
  readonly scales: readonly { readonly id: string; readonly left: Words; readonly right: Words }[];
  readonly segments: readonly {
    readonly id: string;
    readonly name: Words;
    readonly meaning: Words;
    readonly 'works-by': Words;
    readonly worker: Words | null;
    readonly plan: Words | null;
    readonly 'follow-up': Words | null;
  }[];
}

export interface MoveBody {
  readonly text?: string;
  readonly ending?: string;
  readonly axes?: Omit<Evaluation, 'segment'>;
}

export interface Detail extends Listed {
  readonly record: {
    readonly need: string | null;
    readonly ownWords: string | null;
    readonly language: string;
    readonly interpreter: boolean;
    readonly municipality: string | null;
    readonly contact: {
      readonly name: string | null;
      readonly reach: string | null;
      readonly times: readonly string[];
      readonly allowed: readonly string[];
    };
    readonly wantsPending: boolean;
    readonly wish: string | null;
    readonly rows: readonly { readonly fact: string; readonly label: string; readonly value: string }[];
    readonly danger: readonly { readonly kind: string; readonly level: string; readonly pattern: string }[];
    readonly outcome: string;
    readonly reasons: readonly string[];
    readonly services: readonly string[];
    readonly segment: { readonly id: string; readonly reasons: readonly string[] } | null;
    readonly statutory: readonly { readonly id: string; readonly dueAt: string | null }[];
    readonly promisedDay: string | null;
    readonly permission: { readonly words: string; readonly at: string };
    readonly transcript: readonly {
      readonly by: 'family' | 'bot' | 'worker';
      readonly at: string;
      readonly text: string;
    }[];
  };
  readonly events: readonly {
    readonly at: string;
    readonly kind: string;
    readonly by: string | null;
    readonly text: string;
    readonly ending: string | null;
    readonly evaluation: Evaluation | null;
  }[];
}

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly role: 'supervisor' | 'worker' | 'auditor';
  /** Whether this worker signed in, and so can sign out. */
  readonly signIn: boolean;
  /** What the areas are called, by `region/area`. */
  readonly areaNames: Readonly<Record<string, string>>;
  readonly models: Readonly<Record<string, SegmentModel>>;
  readonly clocks: Readonly<Record<string, { readonly name: Words; readonly source: string }>>;
}

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`/console/api${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-luotsi': 'console' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const told: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok)
    throw new Refused(answer.status, (told as { error?: { code?: string } } | undefined)?.error?.code ?? 'fault');
  return told as T;
}

export const api = {
  me: () => ask<Me>('GET', '/me'),
  list: async () => (await ask<{ handoffs: readonly Listed[] }>('GET', '/handoffs')).handoffs,
  open: (id: string) => ask<Detail>('GET', `/handoffs/${encodeURIComponent(id)}`),
  byCode: (code: string) => ask<Detail>('POST', '/code', { code }),
  move: (id: string, move: string, body: MoveBody = {}) =>
    ask<{ moved: true }>('POST', `/handoffs/${encodeURIComponent(id)}/${move}`, body),
  /** The worker did something themselves. */
  present: () => ask<undefined>('POST', '/session'),
  /** How many seconds the session lasts without the worker, and at the most. */
  session: () => ask<{ endsIn: number; lastsFor: number }>('GET', '/session'),
  signOut: () => ask<undefined>('POST', '/sign-out'),
  /** Calls back at every change of the queue, and when the news are refused, as at the end of a session; they are asked for again. */
  news(heard: () => void): () => void {
    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    const listen = (): void => {
      source = new EventSource('/console/api/news');
      source.onmessage = heard;
      source.onerror = () => {
        if (source.readyState !== EventSource.CLOSED) return;
        heard();
        again = setTimeout(listen, 10_000);
      };
    };
    listen();
    return () => {
      clearTimeout(again);
      source.close();
    };
  },
};
