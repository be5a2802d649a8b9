import { handoffEvent } from '../bot/handoff-event';
import type { Content } from '../content/content';
import type { NoticeKind, NoticePayload } from '../queue/notice';
import type { Desk } from '../queue/ports';
import type { Parcel } from '../storage/outbox';
import type { Address } from './addresses';
import { cardOf, letterOf } from './forms';
import { noticeWords } from './words';

/** What is known of a notice when its parcels are made. */
export interface KnownNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly payload: NoticePayload;
}

/** What parcels are made from besides the notice. */
export interface ParcelSources {
  readonly content: Content;
  readonly desk: Pick<Desk, 'read'>;
  /** Where workers open the console, without a slash at the end. */
  readonly address: string;
}

/** Makes a notice into what each address takes, once: the bytes that are made here are the bytes of every try. */
export async function parcelsOf(
  notice: KnownNotice,
  addresses: readonly Address[],
  sources: ParcelSources,
): Promise<readonly Parcel[]> {
  const parcels = await Promise.all(addresses.map((address) => parcelFor(notice, address, sources)));
  return parcels.filter((parcel) => parcel !== undefined);
}

async function parcelFor(notice: KnownNotice, address: Address, sources: ParcelSources): Promise<Parcel | undefined> {
  const { kind, payload } = notice;
  if (address.form === 'event') return kind === 'notice.new' ? deskParcel(payload, address, sources) : undefined;
  const words = noticeWords(sources.content, kind, payload);
  const link = `${sources.address}/console#${encodeURIComponent(payload.case)}`;
  const body = address.form === 'letter' ? letterOf(words, link) : { json: JSON.stringify(cardOf(words, link)) };
  return { id: `${notice.id}/${address.id}`, receiver: address.id, body };
}

/** The connected desk gets the handoff itself, and opens a case for it: an exercise would be a case of nobody. */
async function deskParcel(
  { handoff, kind }: NoticePayload,
  address: Address,
  { desk }: ParcelSources,
): Promise<Parcel | undefined> {
  const found = kind === 'synthetic' ? undefined : await desk.read(handoff);
  return (
    found && {
      id: `handoff.initiate/${handoff}`,
      receiver: address.id,
      body: { json: JSON.stringify(handoffEvent(found)) },
    }
  );
}
