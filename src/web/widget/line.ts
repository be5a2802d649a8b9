import type { AnswerValue } from '../../conversation/contract';
import { makeDoor, passes, type Door, type Granted } from './door';
import { forget, keep, readKept, type Kept } from './kept';
import { activityOf, joined, messagesIn, pending, random, unheardIn, type Message, type Unsent } from './messages';
import { beginningOf, type Heard, type Start } from './heard';
import { backoff, lookedAt, makePause } from './pause';
import { isWithWorker, paced, signOf } from './signs';
import { openStream, type Ended, type News, type Stream } from './stream';
import { languageName } from './words';

const polled = 2000;
const pollsBetweenSockets = 30;
const echoDue = 1500;
const renewed = 20 * 60_000;
/** Somewhat longer than the server lets pass, so that none is lost on the way. */
const betweenTyping = 3200;

/**
 * The family's end of the Direct Line door: a socket, or asking every two seconds where sockets do not pass. A message keeps one
 * client id however often it is sent, also over a reload, so that it is heard once. Everything it knows is this tab's alone.
 */
export class Line {
  private kept: Kept;
  private readonly door: Door;
  private next = 0;
  private messages: Message[] = [];
  private stream: Stream | undefined;
  private state: 'starting' | 'open' | 'waiting' | 'over' = 'starting';
  private failures = 0;
  private deafSockets = 0;
  private sending = false;
  private readonly pause = makePause();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(
    private readonly base: string,
    private readonly start: Start,
    private readonly heard: Heard,
  ) {
    const empty = { region: start.region, page: start.language, token: '', conversation: '', draft: '', unsent: [] };
    this.kept = readKept(start.region) ?? empty;
    this.door = makeDoor(
      base,
      () => this.kept.token,
      (token) => this.remember({ token }),
    );
    addEventListener('online', this.wake);
    document.addEventListener('visibilitychange', this.wake);
  }

  /** What was being written when the page was left. */
  get draft(): string {
    return this.kept.draft;
  }

  set draft(draft: string) {
    this.remember({ draft });
  }

  async open(): Promise<void> {
    this.put(this.kept.unsent.map(pending));
    for (let failures = 0; !this.over; failures += 1) {
      const known = this.kept.conversation !== '';
      const answer = known
        ? await this.door.ask<Granted>('GET', `/conversations/${this.kept.conversation}`)
        : await this.door.ask<Granted>('POST', '/conversations', beginningOf(this.start));
      if (answer.ok) return this.granted(answer.body);
      // The conversation of an earlier hour has ended: what was being written is kept for a new one.
      if (known && (answer.status === 404 || answer.status === 403)) {
        this.remember({ token: '', conversation: '', unsent: [], draft: unheardIn(this.kept) });
        this.messages = [];
        this.put([]);
        this.heard.draft();
      } else {
        this.show('waiting');
        await this.pause.for(backoff(failures));
      }
    }
  }

  /** Sends words or a tapped answer, and goes on trying until it is heard. Messages leave in the order they were said. */
  say(text: string, value?: AnswerValue): void {
    if (this.over) return;
    const one: Unsent = { clientId: random(), text, value };
    this.remember({ unsent: [...this.kept.unsent, one], draft: value === undefined ? '' : this.kept.draft });
    this.put([pending(one)]);
    void this.send();
  }

  /** Tells a worker who is there that the family writes; what has not arrived is not told again. */
  readonly typing = paced(betweenTyping, () => {
    if (this.state !== 'open' || !isWithWorker(this.messages)) return;
    void this.door.ask('POST', `/conversations/${this.kept.conversation}/activities`, { type: 'typing' });
  });

  /** Forgets everything here at once, and tells the server to erase its side. */
  leave(): void {
    const { token } = this.kept;
    this.stop();
    this.messages = [];
    if (token === '') return;
    const address = `${this.base}/leave`;
    const carried = typeof navigator.sendBeacon === 'function' && navigator.sendBeacon(address, token);
    if (!carried) void fetch(address, { method: 'POST', body: token, keepalive: true }).catch(() => undefined);
  }

  /** Lets the conversation be, here and on the server; the tab remembers it. */
  close(): void {
    this.state = 'over';
    this.stream?.close();
    removeEventListener('online', this.wake);
    document.removeEventListener('visibilitychange', this.wake);
    for (const timer of this.timers) clearTimeout(timer);
    this.pause.wake();
  }

  private get over(): boolean {
    return this.state === 'over';
  }

  private readonly wake = (): void => {
    if (document.visibilityState === 'hidden') return;
    this.pause.wake();
    if (this.state === 'open') void this.catchUp();
  };

  private async granted(granted: Granted): Promise<void> {
    const resumed = this.kept.conversation === granted.conversationId;
    const changed = resumed && this.kept.page !== this.start.language;
    this.remember({ token: granted.token, conversation: granted.conversationId, page: this.start.language });
    if (granted.languages) this.heard.languages(granted.languages);
    const { activities, watermark } = granted;
    if (activities) this.take({ activities, ...(watermark === undefined ? {} : { watermark }) });
    // What was said before comes at once and not in the stream's parts: a screen reader is to hear only the last of it.
    else await this.catchUp();
    if (this.over) return;
    this.listen(granted.streamUrl);
    this.renewLater();
    // The page was opened in another language while the conversation was on: it goes on in the page's.
    if (changed) this.say(languageName(this.start.language), { command: 'language', language: this.start.language });
    void this.send();
  }

  private async send(): Promise<void> {
    if (this.sending || this.kept.conversation === '') return;
    this.sending = true;
    for (let failures = 0; !this.over;) {
      const [one] = this.kept.unsent;
      if (!one) break;
      const sent = await this.door.ask('POST', `/conversations/${this.kept.conversation}/activities`, activityOf(one));
      if (!sent.ok && passes(sent.status)) {
        this.show('waiting');
        await this.pause.for(backoff(failures));
        failures += 1;
        continue;
      }
      failures = 0;
      if (sent.status === 403 || sent.status === 404) return this.end();
      this.remember({ unsent: this.kept.unsent.filter(({ clientId }) => clientId !== one.clientId) });
      this.mark(one, sent.ok);
    }
    this.sending = false;
  }

  private listen(address: string): void {
    this.stream?.close();
    this.stream = openStream(address, this.next, {
      open: () => {
        this.failures = 0;
        this.deafSockets = 0;
        this.show('open');
      },
      news: (news) => this.take(news),
      ended: (how) => void this.lost(how),
    });
  }

  private async lost(how: Ended): Promise<void> {
    if (this.over) return;
    if (how === 'never-opened') this.deafSockets += 1;
    // Another tab shows this conversation now: two that fight for it would both be lost.
    if (how === 'replaced') await lookedAt();
    else {
      if (how === 'broke') this.show('waiting');
      await this.pause.for(backoff(this.failures));
      this.failures += 1;
    }
    if (this.deafSockets >= 2) await this.poll();
    await this.reconnect();
  }

  private async reconnect(): Promise<void> {
    while (!this.over) {
      const known = await this.door.ask<Granted>(
        'GET',
        `/conversations/${this.kept.conversation}?watermark=${this.next}`,
      );
      if (known.ok) return this.listen(known.body.streamUrl);
      if (!passes(known.status)) return this.end();
      this.show('waiting');
      await this.pause.for(backoff(this.failures));
      this.failures += 1;
    }
  }

  /** Asks for news in place of a socket; now and then a socket is tried again. */
  private async poll(): Promise<void> {
    for (let asked = 0; asked < pollsBetweenSockets && !this.over; asked += 1) {
      this.show((await this.catchUp()) ? 'open' : 'waiting');
      await this.pause.for(polled);
    }
  }

  private async catchUp(): Promise<boolean> {
    const path = `/conversations/${this.kept.conversation}/activities?watermark=${this.next}`;
    const news = await this.door.ask<News>('GET', path);
    if (this.over) return false;
    if (news.ok) this.take(news.body);
    else if (!passes(news.status)) this.end();
    return news.ok;
  }

  private take({ activities, watermark }: News): void {
    if (this.over) return;
    if (watermark !== undefined) this.next = Math.max(this.next, Number(watermark));
    this.put(messagesIn(activities));
    activities.map(signOf).forEach((sign) => sign && this.heard.sign(sign));
    const goodbye = this.messages.filter((message) => message.luotsi?.notice === 'left');
    if (goodbye.length === 0) return;
    // The family has ended and deleted: only the goodbye stays on the screen.
    this.messages = goodbye;
    this.put([]);
    this.end();
  }

  private put(news: readonly Message[]): void {
    this.messages = joined(this.messages, news);
    this.heard.messages(this.messages);
  }

  private mark(one: Unsent, taken: boolean): void {
    this.messages = this.messages.map((message) =>
      message.clientId === one.clientId && message.state === 'sending'
        ? { ...message, state: taken ? 'sent' : 'refused' }
        : message,
    );
    this.put([]);
    if (!taken) return;
    if (this.state === 'waiting') this.show('open');
    // A line that looks open may be dead: what was taken must also be heard.
    this.after(echoDue, () => {
      const heard = this.messages.some(({ id, clientId }) => clientId === one.clientId && id !== clientId);
      if (!heard) void this.catchUp();
    });
  }

  private show(state: 'open' | 'waiting'): void {
    if (this.over || this.state === state) return;
    this.state = state;
    this.heard.state(state);
    if (state === 'open') this.pause.wake();
  }

  private end(): void {
    if (this.over) return;
    const draft = unheardIn(this.kept);
    this.stop();
    this.kept = { ...this.kept, draft };
    this.heard.state('over');
  }

  private stop(): void {
    this.close();
    forget();
    this.kept = { ...this.kept, token: '', conversation: '', unsent: [], draft: '' };
  }

  private renewLater(): void {
    this.after(renewed, () => {
      void this.door.renew();
      this.renewLater();
    });
  }

  private remember(change: Partial<Kept>): void {
    this.kept = { ...this.kept, ...change };
    if (!this.over) keep(this.kept);
  }

  private after(milliseconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.over) act();
    }, milliseconds);
    this.timers.add(timer);
  }
}
