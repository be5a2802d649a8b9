import type { Sign } from '../bot/translate';
import type { Streams } from './streams';

/** How often typing is told, in milliseconds: a sign that somebody is there, and not a measure of how they write. */
const between = 3000;
const mostLookedAt = 10_000;

/** What is seen of a worker, or that the family types. */
export type Seen = Sign | 'family';

/** What a family and its worker see of each other beside their words. It is kept nowhere, and what comes too often is left out. */
export interface Signs {
  /** The worker who takes care of a matter has its screen open: that worker hears when the family types. */
  looksAt(conversation: string, handoff: string, worker: string): void;
  /** A worker types or has read. `whose` finds the family's conversation, and is asked only for what is told. */
  fromWorker(worker: string, handoff: string, sign: Sign, whose: () => Promise<string>): Promise<void>;
  fromFamily(conversation: string): void;
  /** What was seen at another replica, which has kept the pace. */
  fromElsewhere(conversation: string, seen: Seen): void;
  /** Calls back with the handoff whose family types, until the returned function is called. */
  listen(worker: string, heard: (handoff: string) => void): () => void;
}

/** `tell` lets other replicas know, where there are any: the window may listen at one and the worker's screen at another. */
export function makeSigns(streams: Pick<Streams, 'sign'>, tell?: (conversation: string, seen: Seen) => void): Signs {
  const isDue = makePace();
  const looked = new Map<string, { readonly handoff: string; readonly worker: string }>();
  const listeners = new Map<string, Set<(handoff: string) => void>>();
  const toWorker = (conversation: string): void => {
    const at = looked.get(conversation);
    if (at) for (const heard of listeners.get(at.worker) ?? []) heard(at.handoff);
  };
  return {
    looksAt(conversation, handoff, worker) {
      looked.delete(conversation);
      looked.set(conversation, { handoff, worker });
      for (const oldest of looked.keys()) if (looked.size > mostLookedAt) looked.delete(oldest);
    },
    async fromWorker(worker, handoff, sign, whose) {
      const what = sign.sign === 'read' ? `read ${sign.at}` : 'typing';
      if (!isDue(`worker ${worker} ${handoff} ${what}`)) return;
      const conversation = await whose();
      streams.sign(conversation, sign);
      tell?.(conversation, sign);
    },
    fromFamily(conversation) {
      if (!looked.has(conversation) && !tell) return;
      if (!isDue(`family ${conversation}`)) return;
      toWorker(conversation);
      tell?.(conversation, 'family');
    },
    fromElsewhere(conversation, seen) {
      if (seen === 'family') toWorker(conversation);
      else streams.sign(conversation, seen);
    },
    listen(worker, heard) {
      const all = listeners.get(worker) ?? new Set();
      listeners.set(worker, all.add(heard));
      return () => {
        all.delete(heard);
        if (all.size === 0 && listeners.get(worker) === all) listeners.delete(worker);
      };
    },
  };
}

/** Whether a sign is told now: each only when the same has not been told just before. Forgets what is past. */
function makePace(): (sign: string) => boolean {
  const told = new Map<string, number>();
  return (sign) => {
    const now = performance.now();
    // The oldest stand first.
    for (const [one, at] of told) {
      if (now - at < between) break;
      told.delete(one);
    }
    if (told.has(sign)) return false;
    told.set(sign, now);
    return true;
  };
}
