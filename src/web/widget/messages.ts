import type { AnswerValue, LuotsiData } from '../../conversation/contract';

/** A message that the server has not taken yet: its id stays the same however often it is sent. */
export interface Unsent {
  readonly clientId: string;
  readonly text: string;
  readonly value?: AnswerValue | undefined;
}

/** One message of the conversation as the window shows it. */
export interface Message {
  readonly id: string;
  readonly from: 'family' | 'luotsi' | 'worker';
  readonly text: string;
  readonly luotsi: LuotsiData | undefined;
  readonly at: string;
  /** The family's own message: its client id, and how far it has come. */
  readonly clientId?: string | undefined;
  readonly state?: 'sending' | 'sent' | 'refused' | undefined;
}

/** An activity of Direct Line as far as the window reads it. */
export interface Activity {
  readonly id?: string;
  readonly type: string;
  readonly name?: string;
  readonly value?: { readonly at?: string };
  readonly text?: string;
  readonly timestamp?: string;
  readonly from?: { readonly id?: string };
  readonly channelData?: { readonly clientActivityID?: string; readonly luotsi?: LuotsiData };
}

/** The messages among activities. */
export function messagesIn(activities: readonly Activity[]): Message[] {
  return activities
    .filter((activity) => activity.type === 'message')
    .map((activity) => ({
      id: activity.id ?? '',
      from: activity.from?.id === 'worker' ? 'worker' : activity.channelData?.luotsi ? 'luotsi' : 'family',
      text: activity.text ?? '',
      luotsi: activity.channelData?.luotsi,
      at: activity.timestamp ?? '',
      clientId: activity.channelData?.clientActivityID,
      state: 'sent',
    }));
}

/**
 * Adds news to the messages, each once and in the order of the conversation's log: what the family said is replaced by what the
 * server kept of it; what the server has not yet taken stands last.
 */
export function joined(messages: readonly Message[], news: readonly Message[]): Message[] {
  const all = [...messages];
  for (const message of news) {
    const at = all.findIndex(
      (one) => one.id === message.id || (message.clientId !== undefined && one.clientId === message.clientId),
    );
    const before = all[at];
    if (!before) all.push(message);
    else if (before.id !== message.id) all[at] = { ...message, text: message.text || before.text };
  }
  let last = 0;
  return all
    .map((message, index) => {
      const place = placeOf(message);
      if (place !== undefined) last = place;
      // Words that were not stored stay where they were said; what is still on its way stands last.
      return { message, place: place ?? (message.state === 'sent' ? last + 0.5 : Number.MAX_SAFE_INTEGER), index };
    })
    .sort((one, other) => one.place - other.place || one.index - other.index)
    .map(({ message }) => message);
}

/** The place in the log stands at the end of the id that the server gave. */
function placeOf(message: Message): number | undefined {
  const place = /\|(\d{7,})$/.exec(message.id)?.[1];
  return place === undefined ? undefined : Number(place);
}

/** What the family said, before the server has it. */
export function pending({ clientId, text }: Unsent): Message {
  return { id: clientId, from: 'family', text, luotsi: undefined, at: '', clientId, state: 'sending' };
}

/** What the family said, as it is sent. */
export function activityOf({ clientId, text, value }: Unsent): object {
  return {
    type: 'message',
    from: { id: 'family' },
    ...(value === undefined ? { text } : { value }),
    channelData: { clientActivityID: clientId },
  };
}

/** What was written and never heard is not lost: it stands in the field of a new conversation. A tap cannot be written again. */
export function unheardIn({ draft, unsent }: { readonly draft: string; readonly unsent: readonly Unsent[] }): string {
  const written = unsent.flatMap((one) => (one.value === undefined ? [one.text] : []));
  return [...written, draft].filter((text) => text !== '').join('\n');
}

/** A name that nobody else has. */
export function random(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Where the last message of a kind stands; -1 when there is none. (Old phones know no `findLast`.) */
export function lastWhere(messages: readonly Message[], is: (message: Message) => boolean): number {
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message && is(message)) return index;
  }
  return -1;
}

/** The question asked last, answered or not. */
export function lastQuestion(messages: readonly Message[]): Message | undefined {
  return messages[lastWhere(messages, (message) => message.luotsi?.kind !== undefined)];
}

/** What Luotsi said last. */
export function lastSaid(messages: readonly Message[]): LuotsiData | undefined {
  return messages[lastWhere(messages, (message) => message.luotsi !== undefined)]?.luotsi;
}
