import type { AnswerValue, LuotsiData } from '../../conversation/contract';

/** One message of the conversation as the window shows it. */
export interface Message {
  readonly id: string;
  readonly from: 'family' | 'luotsi';
  readonly text: string;
  readonly luotsi: LuotsiData | undefined;
  /** The family's own message: its client id, and how far it has come. */
  readonly clientId?: string | undefined;
  readonly state?: 'sending' | 'sent' | undefined;
}

export interface Heard {
  messages(messages: readonly Message[]): void;
  state(state: 'open' | 'waiting' | 'over'): void;
}

interface Activity {
  readonly id?: string;
  readonly type: string;
  readonly text?: string;
  readonly from?: { readonly id?: string };
  readonly channelData?: { readonly clientActivityID?: string; readonly luotsi?: LuotsiData };
}

interface Granted {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
}

const again = 800;
const polled = 2000;
const renewed = 20 * 60_000;
const place = 'luotsi';

/**
 * The family's end of the Direct Line door: a socket, or asking every two seconds where sockets do not pass. A message has one
 * client id however often it is sent, so that it is heard once. The token lives in this tab only.
 */
export class Line {
  private token = '';
  private conversation = '';
  private next = 0;
  private messages: Message[] = [];
  private socket: WebSocket | undefined;
  private failures = 0;
  private over = false;
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly base: string,
    private readonly start: { readonly region: string; readonly language: string; readonly about: string | null },
    private readonly heard: Heard,
  ) {}

  async open(): Promise<void> {
    const kept = this.kept();
    if (kept) {
      this.token = kept.token;
      this.conversation = kept.conversation;
      const known = await this.ask<Granted>('GET', `/conversations/${kept.conversation}`);
      if (known.ok) return this.granted(known.body);
    }
    this.token = '';
    const { region, language, about } = this.start;
    const made = await this.ask<Granted>('POST', '/conversations', {
      locale: language,
      properties: { region, ...(about === null ? {} : { about }) },
    });
    if (made.ok) return this.granted(made.body);
    this.heard.state('waiting');
    await wait(3000);
    if (!this.over) return this.open();
  }

  /** Sends words or a tapped answer; tries until it is heard. Messages leave in the order they were said. */
  say(text: string, value?: AnswerValue): void {
    const clientId = random();
    this.put([{ id: clientId, from: 'family', text, luotsi: undefined, clientId, state: 'sending' }]);
    const body = {
      type: 'message',
      from: { id: 'family' },
      ...(value === undefined ? { text } : { value }),
      channelData: { clientActivityID: clientId },
    };
    this.queue = this.queue.then(async () => {
      while (!this.over) {
        const sent = await this.ask('POST', `/conversations/${this.conversation}/activities`, body);
        if (sent.ok) return this.mark(clientId);
        if (sent.status === 404 || sent.status === 403) return this.end();
        if (sent.status >= 400 && sent.status < 500 && sent.status !== 429) return this.mark(clientId);
        this.heard.state('waiting');
        await wait(2000);
      }
    });
  }

  /** Forgets everything here at once, and tells the server to erase its side. */
  leave(): void {
    this.over = true;
    sessionStorage.removeItem(place);
    if (this.token !== '') navigator.sendBeacon(`${this.base}/leave`, this.token);
    this.socket?.close();
    this.messages = [];
    this.heard.messages([]);
  }

  private granted(granted: Granted): void {
    this.token = granted.token;
    this.conversation = granted.conversationId;
    sessionStorage.setItem(place, JSON.stringify({ token: this.token, conversation: this.conversation }));
    this.listen(granted.streamUrl);
    setTimeout(() => void this.renew(), renewed);
  }

  private async renew(): Promise<void> {
    if (this.over) return;
    const fresh = await this.ask<Granted>('POST', '/tokens/refresh');
    if (fresh.ok) {
      this.token = fresh.body.token;
      sessionStorage.setItem(place, JSON.stringify({ token: this.token, conversation: this.conversation }));
    }
    setTimeout(() => void this.renew(), renewed);
  }

  private listen(address: string): void {
    if (this.failures >= 3 || typeof WebSocket === 'undefined') return void this.poll();
    const url = new URL(address, location.href);
    url.searchParams.set('watermark', String(this.next));
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.onopen = () => {
      this.failures = 0;
      this.heard.state('open');
    };
    socket.onmessage = (event: MessageEvent<string>) => {
      if (event.data !== '') this.take(JSON.parse(event.data) as { activities: Activity[]; watermark?: string });
    };
    socket.onclose = () => {
      if (this.over || this.socket !== socket) return;
      this.failures += 1;
      this.heard.state('waiting');
      setTimeout(() => void this.reconnect(), again);
    };
  }

  private async reconnect(): Promise<void> {
    if (this.over) return;
    const known = await this.ask<Granted>('GET', `/conversations/${this.conversation}?watermark=${this.next}`);
    if (known.ok) return this.listen(known.body.streamUrl);
    if (known.status === 404 || known.status === 403) return this.end();
    setTimeout(() => void this.reconnect(), again);
  }

  private async poll(): Promise<void> {
    while (!this.over) {
      const news = await this.ask<{ activities: Activity[]; watermark: string }>(
        'GET',
        `/conversations/${this.conversation}/activities?watermark=${this.next}`,
      );
      if (news.ok) {
        this.heard.state('open');
        this.take(news.body);
      } else if (news.status === 404 || news.status === 403) return this.end();
      await wait(polled);
    }
  }

  private take(news: { activities: Activity[]; watermark?: string }): void {
    if (news.watermark !== undefined) this.next = Math.max(this.next, Number(news.watermark));
    this.put(
      news.activities
        .filter((activity) => activity.type === 'message')
        .map((activity) => ({
          id: activity.id ?? random(),
          from: activity.channelData?.luotsi ? ('luotsi' as const) : ('family' as const),
          text: activity.text ?? '',
          luotsi: activity.channelData?.luotsi,
          clientId: activity.channelData?.clientActivityID,
          state: 'sent' as const,
        })),
    );
  }

  /** Adds messages, each once: what the family said is replaced by what the server kept of it, in its place. */
  private put(news: readonly Message[]): void {
    for (const message of news) {
      const own =
        message.clientId === undefined ? -1 : this.messages.findIndex((one) => one.clientId === message.clientId);
      if (own >= 0) this.messages[own] = { ...message, text: message.text || (this.messages[own]?.text ?? '') };
      else if (!this.messages.some((one) => one.id === message.id)) this.messages.push(message);
    }
    this.heard.messages([...this.messages]);
    if (this.messages.at(-1)?.luotsi?.notice === 'left') this.end();
  }

  private mark(clientId: string): void {
    this.messages = this.messages.map((message) =>
      message.clientId === clientId ? { ...message, state: 'sent' } : message,
    );
    this.heard.state('open');
    this.heard.messages([...this.messages]);
  }

  private end(): void {
    this.over = true;
    sessionStorage.removeItem(place);
    this.heard.state('over');
  }

  private kept(): { token: string; conversation: string } | undefined {
    try {
      return JSON.parse(sessionStorage.getItem(place) ?? '') as { token: string; conversation: string };
    } catch {
      return undefined;
    }
  }

  private async ask<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ ok: true; body: T; status: number } | { ok: false; status: number }> {
    try {
      const answer = await fetch(`${this.base}${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        referrerPolicy: 'no-referrer',
      });
      return answer.ok
        ? { ok: true, body: (await answer.json()) as T, status: answer.status }
        : { ok: false, status: answer.status };
    } catch {
      return { ok: false, status: 0 };
    }
  }
}

function random(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
