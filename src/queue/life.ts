import { handoffStates, type HandoffState } from './contract';

/** What a worker may do, in the order of a handoff's life. */
export const moves = [
  'claim',
  'take-over',
  'return',
  'note',
  'evaluate',
  'contacted',
  'tried',
  'consult',
  'answer',
  'offer',
  'accept',
  'refuse',
  'say',
  'duty',
  'triggers',
  'close',
  'fill',
  'reopen',
  'transferred',
] as const;
export type Move = (typeof moves)[number];

/** What is done by others than workers: the family, the house's own rounds, a connected desk. */
export const otherMoves = ['withdraw', 'give-back', 'desk-accepted', 'desk-completed', 'desk-failed'] as const;
export type OtherMove = (typeof otherMoves)[number];
export type AnyMove = Move | OtherMove;

const owned: readonly HandoffState[] = ['claimed', 'contacted', 'tried', 'consulting', 'offered'];

/** Whether somebody has taken the handoff into their care and not finished it: that worker has the voice. */
export function isOwned(state: HandoffState): boolean {
  return owned.includes(state);
}

/** Whether the handoff still asks something of somebody. */
export function isOpen(state: HandoffState): boolean {
  return state !== 'closed' && state !== 'withdrawn';
}

/** Where a handoff is moved on to: another area of the queue, as `region/area`, or a named party outside it. */
export type Target = { readonly area: string } | { readonly party: string };

/** All of a handoff that a move looks at or changes. Instants are ISO 8601 in UTC. */
export interface Standing {
  readonly state: HandoffState;
  readonly owner: string | null;
  readonly ownerName: string | null;
  readonly region: string;
  readonly area: string;
  readonly dueAt: string;
  /** When the owner last did anything with it. */
  readonly touchedAt: string | null;
  /** When the promise was kept: the first attempt to reach the family, in vain or not, since it was received or reopened. */
  readonly attemptedAt: string | null;
  /** When the family was first reached. */
  readonly contactedAt: string | null;
  /** How often the family was tried in vain. */
  readonly tries: number;
  /** How often it has been moved on; a second time is an alert (F-151). */
  readonly moves: number;
  readonly offeredTo: Target | null;
  readonly closedAt: string | null;
  readonly transferredAt: string | null;
  /** Whom it came back to would be best: the worker who knew it before it was reopened. */
  readonly preferred: string | null;
  /** Closed with its statistics still to be filled in. */
  readonly fillLater: boolean;
}

/** Who makes a move, as far as the rules ask. */
export interface Mover {
  readonly id: string;
  readonly name: string;
  /** Whether this mover works in an area, as `region/area`. */
  readonly worksIn: (area: string) => boolean;
}

/** `resting`: where it stood before the consultation or the offer: contacted, tried or only claimed. */
type To = HandoffState | 'resting' | 'same';

interface Rule {
  /** `receiver`: whoever it is offered to; for a party outside the queue the owner writes down the answer. */
  readonly by: 'anyone' | 'owner' | 'receiver' | 'owner-or-receiver' | 'nobody';
  readonly to: Readonly<Partial<Record<HandoffState, To>>>;
}

const inEvery = (states: readonly HandoffState[], to: To): Rule['to'] =>
  Object.fromEntries(states.map((state) => [state, to]));
/** Owned, and in nobody else's hands just now. */
const inHand: readonly HandoffState[] = ['claimed', 'contacted', 'tried', 'consulting'];
const open = handoffStates.filter(isOpen);

/**
 * The whole life of a handoff as a table: which move is allowed from where, to where, and to whom (F-125, F-151). Nothing in it
 * happens by itself: silence closes nothing.
 */
export const table: Readonly<Record<AnyMove, Rule>> = {
  claim: { by: 'anyone', to: { waiting: 'claimed' } },
  'take-over': { by: 'anyone', to: inEvery(owned, 'same') },
  return: { by: 'owner', to: inEvery(inHand, 'waiting') },
  note: { by: 'anyone', to: inEvery(handoffStates, 'same') },
  evaluate: { by: 'owner', to: inEvery(owned, 'same') },
  contacted: {
    by: 'owner',
    to: { ...inEvery(owned, 'same'), claimed: 'contacted', tried: 'contacted' },
  },
  tried: { by: 'owner', to: { ...inEvery(owned, 'same'), claimed: 'tried' } },
  consult: { by: 'owner', to: inEvery(inHand, 'consulting') },
  answer: { by: 'anyone', to: { ...inEvery(owned, 'same'), consulting: 'resting' } },
  offer: { by: 'owner', to: inEvery(inHand, 'offered') },
  accept: { by: 'receiver', to: { offered: 'resting' } },
  refuse: { by: 'owner-or-receiver', to: { offered: 'resting' } },
  say: { by: 'owner', to: inEvery(owned, 'same') },
  duty: { by: 'anyone', to: inEvery(handoffStates, 'same') },
  triggers: { by: 'owner', to: inEvery(owned, 'same') },
  close: { by: 'owner', to: inEvery(inHand, 'closed') },
  fill: { by: 'anyone', to: { closed: 'same' } },
  reopen: { by: 'anyone', to: { closed: 'waiting' } },
  transferred: { by: 'anyone', to: { closed: 'same', withdrawn: 'same' } },
  withdraw: { by: 'nobody', to: inEvery(open, 'withdrawn') },
  'give-back': { by: 'nobody', to: { claimed: 'waiting' } },
  'desk-accepted': { by: 'nobody', to: { waiting: 'claimed' } },
  'desk-completed': { by: 'nobody', to: inEvery(inHand, 'closed') },
  'desk-failed': { by: 'nobody', to: { waiting: 'same', ...inEvery(inHand, 'waiting') } },
};

export type RefusedMove = 'handoff-taken' | 'handoff-not-yours' | 'move-not-now';
export type Allowed = { readonly to: HandoffState } | { readonly refused: RefusedMove };

/** Whether a move may be made now, and the state it leads to. Pure. Moves of others than workers ask for no owner. */
export function allowed(move: AnyMove, standing: Standing, mover: Mover): Allowed {
  const rule = table[move];
  const to = rule.to[standing.state];
  if (to === undefined) return { refused: whyNot(move, standing, mover) };
  const refused = notFor(rule.by, standing, mover);
  if (refused) return { refused };
  if (move === 'fill' && !standing.fillLater) return { refused: 'move-not-now' };
  if (move === 'reopen') return { to: standing.preferred === mover.id ? 'claimed' : 'waiting' };
  // The receiver has not been in touch yet, whatever the giver had done.
  if (move === 'accept' && standing.owner !== mover.id) return { to: 'claimed' };
  return { to: to === 'same' ? standing.state : to === 'resting' ? resting(standing) : to };
}

function resting({ contactedAt, attemptedAt }: Standing): HandoffState {
  return contactedAt !== null ? 'contacted' : attemptedAt !== null ? 'tried' : 'claimed';
}

/** The move does not go from this state at all: told by what the worker can do about it. */
function whyNot(move: AnyMove, { state, owner }: Standing, mover: Mover): RefusedMove {
  if (move === 'claim' || !isOpen(state)) return 'handoff-taken';
  if (state === 'waiting' || (table[move].by === 'owner' && owner !== mover.id)) return 'handoff-not-yours';
  return 'move-not-now';
}

function notFor(by: Rule['by'], { owner, offeredTo }: Standing, mover: Mover): RefusedMove | undefined {
  if (by === 'anyone' || by === 'nobody') return undefined;
  const owns = owner === mover.id;
  if (by === 'owner') return owns ? undefined : 'handoff-not-yours';
  // Nobody accepts in another's name what they have offered themselves.
  const receives = offeredTo !== null && ('area' in offeredTo ? !owns && mover.worksIn(offeredTo.area) : owns);
  return receives || (by === 'owner-or-receiver' && owns) ? undefined : 'handoff-not-yours';
}

/** What a move tells besides its name, as far as it changes the handoff. */
export interface Told {
  readonly target?: Target;
  readonly fillLater?: boolean;
  /** When the family must be reached after a reopening. */
  readonly dueAt?: string;
}

/** The handoff after an allowed move. Pure: what storage writes, and what the properties of a life are proved of. */
export function moved(
  move: AnyMove,
  standing: Standing,
  to: HandoffState,
  mover: Mover,
  at: string,
  told: Told = {},
): Standing {
  const next = { ...standing, state: to, ...changes(move, standing, to, mover, at, told) };
  // Only what its owner does is care taken of it.
  return next.owner === mover.id ? { ...next, touchedAt: at } : next;
}

function changes(
  move: AnyMove,
  standing: Standing,
  to: HandoffState,
  mover: Mover,
  at: string,
  told: Told,
): Partial<Standing> {
  const mine = { owner: mover.id, ownerName: mover.name };
  const nobodys = { owner: null, ownerName: null, offeredTo: null };
  switch (move) {
    case 'claim':
    case 'take-over':
    case 'desk-accepted':
      return mine;
    case 'return':
    case 'give-back':
    case 'desk-failed':
      return nobodys;
    case 'contacted':
      return { contactedAt: standing.contactedAt ?? at, attemptedAt: standing.attemptedAt ?? at };
    case 'tried':
      return { tries: standing.tries + 1, attemptedAt: standing.attemptedAt ?? at };
    case 'offer':
      return { offeredTo: told.target ?? null };
    case 'refuse':
      return { offeredTo: null };
    case 'accept':
      return { offeredTo: null, moves: standing.moves + 1, ...received(standing, mine) };
    case 'close':
    case 'desk-completed':
      return { closedAt: at, preferred: standing.owner, fillLater: told.fillLater === true };
    case 'fill':
      return { fillLater: false };
    case 'transferred':
      return { transferredAt: at };
    case 'withdraw':
      return { closedAt: at, offeredTo: null };
    case 'reopen':
      return {
        ...(to === 'claimed' ? mine : nobodys),
        closedAt: null,
        transferredAt: null,
        fillLater: false,
        contactedAt: null,
        attemptedAt: null,
        dueAt: told.dueAt ?? standing.dueAt,
      };
    default:
      return {};
  }
}

/** Whether a family still waits for what it was promised, and the time is over. */
export function isOverdue(one: Pick<Standing, 'state' | 'dueAt' | 'attemptedAt'>, now: Date): boolean {
  return isOpen(one.state) && one.attemptedAt === null && Date.parse(one.dueAt) < now.getTime();
}

function received({ offeredTo }: Standing, mine: Partial<Standing>): Partial<Standing> {
  if (offeredTo === null || !('area' in offeredTo)) return {};
  const [region = '', area = ''] = offeredTo.area.split('/');
  return { ...mine, region, area };
}
