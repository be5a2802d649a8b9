import { handoffEvent } from '../bot/handoff-event';
import type { Content } from '../content/content';
import type { NoticeKind, NoticePayload } from '../queue/notice';
import type { Desk } from '../queue/ports';
import type { Part } from '../storage/outbox';
import type { Address } from './addresses';
import { cardOf, letterOf } from './forms';
import { noticeWords } from './words';

/** What is known of a notice when its parts are made. */
export interface KnownNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly payload: NoticePayload;
}

/** What parts are made from besides the notice. */
export interface PartSources {
  readonly content: Content;
  readonly desk: Pick<Desk, 'read'>;
  /** Where workers open the console, without a slash at the end. */
  readonly address: () => string;
}

/** Makes a notice into what each address takes, once: the bytes that are made here are the bytes of every try. */
export async function partsOf(
  notice: KnownNotice,
  addresses: readonly Address[],
  sources: PartSources,
): Promise<readonly Part[]> {
  const parts = await Promise.all(addresses.map((address) => partFor(notice, address, sources)));
  return parts.filter((part) => part !== undefined);
}

async function partFor(notice: KnownNotice, address: Address, sources: PartSources): Promise<Part | undefined> {
  const { kind, payload } = notice;
  if (address.form === 'event') return kind === 'notice.new' ? deskPart(payload, address, sources) : undefined;
  const words = noticeWords(sources.content, kind, payload);
  const link = `${sources.address()}/console#${encodeURIComponent(payload.case)}`;
  const body = address.form === 'letter' ? letterOf(words, link) : { json: JSON.stringify(cardOf(words, link)) };
  return { id: `${notice.id}/${address.id}`, receiver: address.id, body };
}

/** The connected desk gets the handoff itself, and opens a case for it: an exercise would be a case of nobody. */
async function deskPart(
  { handoff, kind }: NoticePayload,
  address: Address,
  { desk }: PartSources,
): Promise<Part | undefined> {
  const found = kind === 'synthetic' ? undefined : await desk.read(handoff);
  return (
    found && {
      id: `handoff.initiate/${handoff}`,
      receiver: address.id,
      body: { json: JSON.stringify(handoffEvent(found)) },
    }
  );
}
