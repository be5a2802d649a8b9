import { lastWhere, type Activity, type Message } from './messages';

/** A sign of the worker that is no message: that they type, or up to when they have read. */
export type Sign = 'typing' | { readonly readTo: string };

/** The sign that an activity is, if it is one. */
export function signOf(activity: Activity): Sign | undefined {
  if (activity.type === 'typing') return 'typing';
  const { at } = (activity.name === 'luotsi.read' ? activity.value : undefined) ?? {};
  return at === undefined ? undefined : { readTo: at };
}

/** The family's newest message, when the worker has read it and not answered yet. */
export function readMessage(messages: readonly Message[], readTo: string): Message | undefined {
  const at = lastWhere(messages, (message) => message.from === 'family');
  const last = messages[at];
  if (!last || last.at === '' || !(Date.parse(last.at) <= Date.parse(readTo))) return undefined;
  return messages.slice(at).some((message) => message.from === 'worker') ? undefined : last;
}

/** Whether a worker has the voice. */
export function isWithWorker(messages: readonly Message[]): boolean {
  const voice = lastWhere(messages, (message) => message.luotsi?.voice !== undefined);
  return messages[voice]?.luotsi?.voice === 'worker';
}

/** Does something at most so often; what comes in between is left out. */
export function paced(milliseconds: number, act: () => void): () => void {
  let last = -milliseconds;
  return () => {
    const now = performance.now();
    if (now - last < milliseconds) return;
    last = now;
    act();
  };
}
