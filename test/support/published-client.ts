import { DirectLine } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { XMLHttpRequest } from 'xmlhttprequest-ssl';
import type { Outgoing } from '../../src/conversation/outgoing';
import { call, messageOf, until, wordsIn, type Activity, type Granted, type News } from './family-window';
import type { Family, Said } from './house';

/** A family whose window is Microsoft's published Direct Line client, on a socket. */
export interface PublishedClient extends Family {
  readonly token: string;
  /** All that the client has given its window, in the order it came. */
  readonly activities: readonly Activity[];
  /** Posts and gives the id that the server answered with. */
  post(activity: object): Promise<string>;
  /** Waits until the window shows a word that is so. */
  hears(what: string, so: (word: Outgoing) => boolean): Promise<void>;
  close(): void;
}

export async function openPublishedClient(address: string, locale = 'fi'): Promise<PublishedClient> {
  // The client is made for browsers: in Node it finds these two where a browser has them.
  Object.assign(globalThis, { XMLHttpRequest, WebSocket });
  const given = await call(address, 'POST', '/directline/tokens/generate', { locale });
  const granted = (await given.json()) as Granted;
  const line = new DirectLine({
    domain: `${address}/directline`,
    token: granted.token,
    webSocket: true,
    conversationStartProperties: { locale },
  });
  const activities: Activity[] = [];
  const words: Outgoing[] = [];
  const shown = line.activity$.subscribe((activity) => {
    const one = activity as unknown as Activity;
    activities.push(one);
    words.push(...wordsIn([one]));
  });
  const post = (activity: object): Promise<string> =>
    new Promise((resolve, reject) => {
      line.postActivity(activity as Parameters<DirectLine['postActivity']>[0]).subscribe(resolve, reject);
    });
  await until('the bot greets', () => words.some((word) => word.luotsi.step !== undefined));
  let messages = 0;
  const say = async (said: Said, messageId?: string): Promise<readonly Outgoing[]> => {
    messages += 1;
    const before = words.length;
    const id = await post({ ...messageOf(said, messageId ?? `m${messages}`), from: { id: 'somebody', name: 'Else' } });
    const all = await call(
      address,
      'GET',
      `/directline/conversations/${granted.conversationId}/activities`,
      undefined,
      {
        authorization: `Bearer ${granted.token}`,
      },
    );
    const last = ((await all.json()) as News).activities.at(-1)?.id;
    await until(`the window shows ${id} and its answers`, () => activities.some((activity) => activity.id === last));
    return words.slice(before);
  };
  return {
    conversation: granted.conversationId,
    token: granted.token,
    words,
    activities,
    post,
    say,
    hears: (what, so) => until(what, () => words.some(so)),
    async leave() {
      await post({ type: 'endOfConversation', from: { id: 'somebody' } });
      return [];
    },
    close() {
      shown.unsubscribe();
      line.end();
    },
  };
}
