import type { PipeTrouble } from './pipe-troubles';
import type { KnownChannel } from './team-channels';

/** So many tries in vain take about five minutes: as long as any other receiver may be silent (`patientMinutes`). */
const patientTries = 6;

/**
 * What is wrong with the channels of Teams that show a worker's areas: the bot was removed and no other channel shows the area, or
 * cards have not come through for some minutes. Pure.
 */
export function channelTroubles(
  channels: readonly KnownChannel[],
  areas: readonly string[] | 'all',
): readonly PipeTrouble[] {
  const own = channels.filter((one) => areas === 'all' || areas.includes(areaOf(one)));
  const shown = new Set(own.filter(({ state }) => state !== 'removed').map(areaOf));
  const removed = own.filter((one) => one.state === 'removed' && !shown.has(areaOf(one)));
  const waiting = own.filter(({ state, tries }) => state === 'waiting' && tries >= patientTries);
  return [
    ...troubleOf('team-removed', removed, removed.map(({ tryAfter }) => tryAfter).sort()[0] ?? null),
    ...troubleOf('team-waiting', waiting, null),
  ];
}

function troubleOf(
  what: 'team-removed' | 'team-waiting',
  channels: readonly KnownChannel[],
  since: string | null,
): PipeTrouble[] {
  return channels.length === 0 ? [] : [{ what, since, areas: [...new Set(channels.map(areaOf))], receivers: [] }];
}

function areaOf({ region, area }: KnownChannel): string {
  return `${region}/${area}`;
}
