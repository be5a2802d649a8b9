import type { LuotsiData } from '../../src/conversation/contract';
import type { Outgoing } from '../../src/conversation/outgoing';
import type { Family, Said } from './house';

/** An activity as a client reads it. */
export interface Activity {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  readonly text?: string;
  readonly value?: unknown;
  readonly timestamp?: string;
  readonly replyToId?: string;
  readonly from: { readonly id: string; readonly name?: string };
  readonly channelData?: { readonly clientActivityID?: string; readonly luotsi?: LuotsiData };
}

export interface News {
  readonly activities: readonly Activity[];
  readonly watermark: string;
}

export interface Granted {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
  readonly expires_in: number;
}

export type Headers = Readonly<Record<string, string>>;

/** A family at the Direct Line door with nothing but fetch: every request as a test wants it. */
export interface FamilyWindow extends Family {
  readonly granted: Granted;
  /** Posts an activity to the conversation as it is. */
  post(activity: unknown, headers?: Headers): Promise<Response>;
  /** All activities from a watermark on, as polling gives them. */
  poll(watermark?: string): Promise<News>;
}

export async function openWindow(
  address: string,
  options: { locale?: string; properties?: Headers; headers?: Headers } = {},
): Promise<FamilyWindow> {
  const { locale = 'fi', properties, headers = {} } = options;
  const began = await call(address, 'POST', '/directline/conversations', { locale, properties }, headers);
  if (began.status !== 201) throw new Error(`the conversation did not begin: ${began.status} ${await began.text()}`);
  const granted = (await began.json()) as Granted;
  const path = `/directline/conversations/${granted.conversationId}/activities`;
  const authorized = { authorization: `Bearer ${granted.token}`, ...headers };
  const words: Outgoing[] = [];
  let watermark = '';
  let messages = 0;
  const post = (activity: unknown, more: Headers = {}): Promise<Response> =>
    call(address, 'POST', path, activity, { ...authorized, ...more });
  const poll = async (from = ''): Promise<News> => {
    const ask = (): Promise<Response> => call(address, 'GET', `${path}?watermark=${from}`, undefined, authorized);
    let answer = await ask();
    // A busy house asks to come again, and a client does.
    for (let times = 0; answer.status === 503 && times < 20; times += 1) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      answer = await ask();
    }
    if (answer.status !== 200) throw new Error(`polling was answered ${answer.status}`);
    return (await answer.json()) as News;
  };
  const hear = async (): Promise<readonly Outgoing[]> => {
    const news = await poll(watermark);
    watermark = news.watermark;
    const heard = wordsIn(news.activities);
    words.push(...heard);
    return heard;
  };
  await hear();
  return {
    conversation: granted.conversationId,
    granted,
    words,
    post,
    poll,
    async say(said, messageId) {
      messages += 1;
      const posted = await post(messageOf(said, messageId ?? `m${messages}`));
      if (posted.status !== 200) throw new Error(`the message was answered ${posted.status}: ${await posted.text()}`);
      return hear();
    },
    async leave() {
      await post({ type: 'endOfConversation' });
      return [];
    },
  };
}

/** A request to a service; a body that is not text goes as JSON. */
export function call(
  address: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Headers = {},
): Promise<Response> {
  return fetch(`${address}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** What a family says as the widget sends it. */
export function messageOf(said: Said, clientActivityID: string): Record<string, unknown> {
  return {
    type: 'message',
    from: { id: 'family' },
    ...(typeof said === 'string' ? { text: said } : { value: said }),
    channelData: { clientActivityID },
  };
}

/** The bot's own words among activities, as the centre gave them. */
export function wordsIn(activities: readonly Activity[]): Outgoing[] {
  return activities.flatMap(({ text, channelData }) =>
    channelData?.luotsi === undefined ? [] : [{ text: text ?? '', luotsi: channelData.luotsi }],
  );
}

/** Waits until something is so, looking often; gives up with a name of what was waited for. */
export async function until(what: string, so: () => boolean | Promise<boolean>, most = 30_000): Promise<void> {
  const end = Date.now() + most;
  while (!(await so())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
