import type { Activity } from 'botbuilder';
import type { Called, Connector } from './connector';
import { call } from './family-window';
import { partsOf, type Part } from './teams-window';

/** Somebody of a team: an account, and what the team calls them. */
export interface Member {
  readonly oid: string;
  readonly name: string;
}

export const anna: Member = { oid: 'oid-anna', name: 'Anna' };
export const berit: Member = { oid: 'oid-berit', name: 'Berit' };

/** What comes from a channel to the bot: by which way, the test decides. */
export type ToBot = (activity: Part) => Promise<{ readonly status: number; readonly body: Part }>;

/** A channel of a team in Teams, with everything that was shown there. */
export interface TeamChannelWindow {
  readonly id: string;
  /** What was called for this channel and its threads, oldest first. */
  readonly called: () => readonly Called[];
  /** What was written there, without cards. */
  readonly texts: () => readonly string[];
  /** The cards as they show now, oldest first. */
  readonly cards: () => readonly Part[];
  mention(member: Member, text: string, more?: Part): Promise<{ readonly status: number; readonly body: Part }>;
  press(
    member: Member,
    verb: string,
    data: unknown,
    more?: Part,
  ): Promise<{ readonly status: number; readonly body: Part }>;
  /** Something that happens to the bot in the team. */
  happens(more: Part): Promise<{ readonly status: number; readonly body: Part }>;
}

let channels = 0;

export function teamChannel(
  toBot: ToBot,
  connector: Connector,
  conversationType = 'channel',
  known?: string,
): TeamChannelWindow {
  channels += 1;
  const id = known ?? `19:channel-${channels}@thread.tacv2`;
  let messages = 0;
  const called = (): readonly Called[] => connector.called.filter((one) => one.conversation.split(';')[0] === id);
  const base = (member: Member): Part => {
    messages += 1;
    return {
      type: 'message',
      id: `${id}-${channels}-${messages}`,
      channelId: 'msteams',
      serviceUrl: connector.serviceUrl,
      conversation: { id: `${id};messageid=1`, conversationType, tenantId: 'tenant', isGroup: true },
      from: { id: `29:${member.oid}`, aadObjectId: member.oid, name: member.name },
      recipient: { id: '28:luotsi', name: 'Luotsi' },
      locale: 'fi-FI',
      channelData: { tenant: { id: 'tenant' }, team: { id: `team-of-${id}` } },
    };
  };
  return {
    id,
    called,
    texts: () => called().flatMap(({ activity }) => (activity.text === undefined ? [] : [activity.text])),
    cards: () => {
      const shown = new Map<string, Part>();
      for (const { id: message, activity } of called()) {
        const card = contentOf(activity);
        if (card) shown.set(message, card);
      }
      return [...shown.values()];
    },
    mention: (member, text, more = {}) => toBot({ ...base(member), text: `<at>Luotsi</at> ${text}`, ...more }),
    press: (member, verb, data, more = {}) =>
      toBot({
        ...base(member),
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', verb, data } },
        ...more,
      }),
    happens: (more) => toBot({ ...base(anna), text: undefined, ...more }),
  };
}

/** By the service's own door. */
export function byHttp(service: string): ToBot {
  return async (activity) => {
    const answer = await call(service, 'POST', '/api/messages', activity);
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Part) };
  };
}

function contentOf(activity: Partial<Activity>): Part | undefined {
  return activity.attachments?.[0]?.content as Part | undefined;
}

/** The texts of a card, joined. */
export function cardText(card: unknown): string {
  return partsOf(card)
    .flatMap((part) => (part['type'] === 'TextRun' ? [String(part['text'])] : []))
    .join(' ');
}

/** The data of the button with this verb, at whatever depth. */
export function dataOf(card: unknown, verb: string): Part | undefined {
  const found = partsOf(card).find((part) => part['type'] === 'Action.Execute' && part['verb'] === verb);
  return found?.['data'] as Part | undefined;
}
