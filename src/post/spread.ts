import type { Clock } from '../clock';
import { faultOf, type Log } from '../log';
import { noticeKinds, noticeSchema } from '../queue/notice';
import { patientMinutes, receiversFor, receiversOf } from '../queue/pipe';
import type { Outbox, WrittenNotice } from '../storage/outbox';
import type { Address } from './addresses';
import { parcelsOf, type KnownNotice, type ParcelSources } from './parcels';

const atOnce = 50;

/** Divides written notices among the addresses of their area, and tells the urgent ones what nobody has taken in time. */
export function makeSpread(
  outbox: Outbox,
  addresses: readonly Address[],
  sources: ParcelSources,
  log: Log,
  clock: Clock,
): () => Promise<void> {
  const forArea = ({ payload }: KnownNotice): readonly Address[] => {
    const ids = receiversFor(addresses, payload.region, payload.area).map(({ id }) => id);
    return addresses.filter(({ id }) => ids.includes(id));
  };
  const divide = async (written: WrittenNotice): Promise<void> => {
    const notice = known(written);
    const takers = receiversOf(forArea(notice), notice.kind).map(({ id }) => id);
    const parcels = await parcelsOf(
      notice,
      addresses.filter(({ id }) => takers.includes(id)),
      sources,
    );
    await outbox.spread(notice.id, parcels, clock.now());
  };
  const urge = async (written: WrittenNotice): Promise<void> => {
    const notice = known(written);
    const parcels = await parcelsOf(
      notice,
      forArea(notice).filter(({ takes }) => takes === 'urgent'),
      sources,
    );
    await outbox.urge(notice.id, parcels, clock.now());
    log.error('nobody has taken a notice in time', { region: notice.payload.region, count: parcels.length });
  };
  return async () => {
    for (const written of await outbox.written(clock.now(), atOnce)) {
      try {
        await divide(written);
      } catch (error) {
        // Nothing is lost: it waits, is seen by the watch, and is tried again.
        log.error('a notice cannot be read', { code: written.kind, ...faultOf(error) });
        await outbox.putOff(written.id, clock.now());
      }
    }
    for (const written of await outbox.untaken(new Date(clock.now().getTime() - patientMinutes * 60_000)))
      await urge(written);
  };
}

function known(written: WrittenNotice): KnownNotice {
  const kind = noticeKinds.find((one) => one === written.kind);
  if (kind === undefined) throw new Error('no such kind of notice');
  return { id: written.id, kind, payload: noticeSchema.parse(written.payload) };
}
