import { channelTroubles } from '../../src/queue/channel-troubles';
import type { KnownChannel } from '../../src/queue/team-channels';

const at = '2026-11-23T08:00:00.000Z';
const channel = (area: string, more: Partial<KnownChannel> = {}): KnownChannel => ({
  id: `${area} ${more.place ?? ''}`,
  place: 'place',
  team: 'team',
  region: 'r',
  area,
  language: 'fi',
  reference: {},
  state: 'working',
  tries: 0,
  tryAfter: at,
  ...more,
});
const removed = (area: string, tryAfter = at): KnownChannel => channel(area, { state: 'removed', tryAfter });
const waiting = (area: string, tries: number): KnownChannel => channel(area, { state: 'waiting', tries });

describe('workers are told of the channels that show their areas', () => {
  it('nothing while cards come through, or are tried again in the first minutes', () => {
    expect(channelTroubles([channel('a'), waiting('b', 5)], 'all')).toEqual([]);
    expect(channelTroubles([], 'all')).toEqual([]);
  });

  it('that the bot was removed, since the first time, in all areas where it is', () => {
    const earlier = '2026-11-22T08:00:00.000Z';
    expect(channelTroubles([removed('a'), removed('b', earlier)], 'all')).toEqual([
      { what: 'team-removed', since: earlier, areas: ['r/a', 'r/b'], receivers: [] },
    ]);
  });

  it('nothing of a removed channel when another shows the same area', () => {
    expect(channelTroubles([removed('a'), channel('a', { place: 'other' })], 'all')).toEqual([]);
  });

  it('that cards have not come through for minutes', () => {
    expect(channelTroubles([waiting('a', 6), channel('a', { place: 'other' })], 'all')).toEqual([
      { what: 'team-waiting', since: null, areas: ['r/a'], receivers: [] },
    ]);
  });

  it('nothing of an area that is not theirs', () => {
    expect(channelTroubles([removed('a'), waiting('b', 9)], ['r/c'])).toEqual([]);
    expect(channelTroubles([removed('a'), waiting('b', 9)], ['r/b'])).toHaveLength(1);
  });
});
