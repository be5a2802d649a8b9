import type { Refusal } from '../errors';
import type { Worker } from '../queue/ports';
import type { NewLine } from './audit';

/** Why a worker's session ended. */
export type SessionEnd =
  /** The worker signed out. */
  | 'signed-out'
  /** The same browser signed in once more. */
  | 'signed-in-again'
  /** Half an hour without an act of the worker's own. */
  | 'idle'
  /** Ten hours in all. */
  | 'longest'
  /** The organisation no longer grants the role, or no longer knows the sign-in. */
  | 'role-gone'
  /** The organisation's word is an hour old and it gave nothing to ask it with again: a new sign-in is needed. */
  | 'unconfirmed'
  /** An operator ended it by command. */
  | 'by-operator'
  /** It cannot be read any more, so nobody knows whose it was. */
  | 'unreadable';

/** Somebody whom the organisation knows, whether they may work here or not. */
export type Known = Pick<Worker, 'id' | 'name'>;

const purpose = 'access control';
const house = { actor: 'system:sessions', name: 'sessions' };

/** A worker came in. */
export function signInLine(worker: Worker, at: string): NewLine {
  const { id, name } = worker;
  return { at, actor: id, name, action: 'sign-in', subject: id, purpose: worker.purpose, detail: worker.role };
}

/** Somebody whom the organisation knows was not let in; `code` is the refusal they were told. */
export function refusedLine({ id, name }: Known, code: Refusal, at: string): NewLine {
  return { at, actor: id, name, action: 'sign-in-refused', subject: id, purpose, detail: code };
}

/** A session ended: by the worker, by the house, or by an operator under their own name. It stands in the worker's own log. */
export function endLine(worker: Worker | undefined, why: SessionEnd, at: string, operator?: string): NewLine {
  if (worker !== undefined && (why === 'signed-out' || why === 'signed-in-again')) {
    const { id, name } = worker;
    return { at, actor: id, name, action: 'sign-out', subject: id, purpose: worker.purpose, detail: why };
  }
  const by = operator === undefined ? house : { actor: 'system:sessions-end', name: operator };
  return { at, ...by, action: 'session-end', subject: worker?.id ?? 'unknown', purpose, detail: why };
}
