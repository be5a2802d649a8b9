import type { Activity } from 'botbuilder';
import type { AnswerValue, LuotsiData } from '../../src/conversation/contract';
import type { Outgoing } from '../../src/conversation/outgoing';
import type { Connector } from './connector';
import { call } from './family-window';
import type { Family, Said } from './house';

export type Part = Readonly<Record<string, unknown>>;

/** One person's chat with the bot in Teams: taps are presses of the buttons of the card that was shown last. */
export interface TeamsWindow extends Family {
  /** Everything Teams was given for this chat, oldest first. */
  readonly shown: () => readonly Partial<Activity>[];
  /** What the last pressed card was replaced with. */
  readonly replaced: () => Part | undefined;
  send(more: Readonly<Record<string, unknown>>): Promise<Response>;
  press(data: unknown, id?: string): Promise<{ status: number; body: Part }>;
}

export interface TeamsPerson {
  readonly id?: string;
  readonly locale?: string;
  readonly conversation?: Part;
  readonly channelData?: Part;
}

let chats = 0;

export async function openTeamsChat(
  service: string,
  connector: Connector,
  { id, locale = 'fi-FI', conversation, channelData }: TeamsPerson = {},
): Promise<TeamsWindow> {
  chats += 1;
  const chat = { id: `a:chat-${chats}`, conversationType: 'personal', tenantId: 'tenant', ...conversation };
  const person = id ?? `29:person-${chats}`;
  const words: Outgoing[] = [];
  let messages = 0;
  let lastReplaced: Part | undefined;
  const shown = (): readonly Partial<Activity>[] =>
    connector.called.filter((one) => one.conversation === chat.id).map((one) => one.activity);
  const send = (more: Readonly<Record<string, unknown>>): Promise<Response> => {
    messages += 1;
    return call(service, 'POST', '/api/messages', {
      type: 'message',
      id: `m${messages}`,
      channelId: 'msteams',
      serviceUrl: connector.serviceUrl,
      conversation: chat,
      from: { id: person, aadObjectId: `oid-${person}`, name: 'Maija Malli' },
      recipient: { id: '28:luotsi', name: 'Luotsi' },
      locale,
      channelData: { tenant: { id: 'tenant' }, ...channelData },
      ...more,
    });
  };
  const take = async (asked: () => Promise<unknown>): Promise<readonly Outgoing[]> => {
    const before = shown().length;
    await asked();
    const heard = wordsIn(shown().slice(before));
    words.push(...heard);
    return heard;
  };
  const press = async (data: unknown, own?: string): Promise<{ status: number; body: Part }> => {
    const answer = await send({
      type: 'invoke',
      name: 'adaptiveCard/action',
      ...(own === undefined ? {} : { id: own }),
      value: { action: { type: 'Action.Execute', verb: 'answer', data } },
    });
    const text = await answer.text();
    const body = text === '' ? {} : (JSON.parse(text) as Part);
    lastReplaced = body['value'] as Part | undefined;
    return { status: answer.status, body };
  };
  const tap = async (value: AnswerValue, own?: string): Promise<unknown> => {
    const button = buttonFor(shown(), value);
    return button ? press(button, own) : send({ text: undefined, value, ...(own === undefined ? {} : { id: own }) });
  };
  await take(() =>
    send({ type: 'conversationUpdate', id: 'join', membersAdded: [{ id: person }, { id: '28:luotsi' }] }),
  );
  return {
    conversation: chat.id,
    words,
    shown,
    replaced: () => lastReplaced,
    send,
    press,
    say: (said: Said, messageId?: string) =>
      take(() =>
        typeof said === 'string'
          ? send({ text: said, ...(messageId === undefined ? {} : { id: messageId }) })
          : tap(said, messageId),
      ),
    leave: () => take(() => send({ type: 'endOfConversation', id: 'end' })),
  };
}

/** What machines read of what was shown; a message in several parts is read once. */
export function wordsIn(shown: readonly Partial<Activity>[]): Outgoing[] {
  return shown.flatMap((activity) => {
    if (activity.type !== 'message') return [];
    const { luotsi } = activity.channelData as { luotsi: LuotsiData };
    return [{ text: activity.speak ?? activity.text ?? '', luotsi }];
  });
}

/** Every part of a card, at whatever depth. */
export function partsOf(card: unknown): Part[] {
  if (Array.isArray(card)) return card.flatMap(partsOf);
  if (card === null || typeof card !== 'object') return [];
  return [card as Part, ...Object.values(card).flatMap(partsOf)];
}

export function cardOf(activity: Partial<Activity> | undefined): Part | undefined {
  return activity?.attachments?.[0]?.content as Part | undefined;
}

/** The data of the button that gives this answer, with what a person would have ticked; of the last card that has any. */
function buttonFor(shown: readonly Partial<Activity>[], value: AnswerValue): Part | undefined {
  const card = shown.map(cardOf).findLast((one) => partsOf(one).some((part) => part['type'] === 'Action.Execute'));
  const actions = partsOf(card).filter((part) => part['type'] === 'Action.Execute');
  if (value.options !== undefined) {
    const [ready] = actions;
    const inputs = partsOf(card).some((part) => part['type'] === 'Input.ChoiceSet');
    return ready && inputs ? { ...(ready['data'] as Part), options: value.options.join(',') } : undefined;
  }
  const found = actions.find((action) => {
    const { luotsi } = action['data'] as { luotsi: { value: AnswerValue } };
    return value.option !== undefined && luotsi.value.option === value.option;
  });
  return found?.['data'] as Part | undefined;
}
