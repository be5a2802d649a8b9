import { farChatStore } from '../../src/storage/far-chats';
import { conversationStore } from '../../src/storage/conversations';
import { knownWorkerStore } from '../../src/storage/known-workers';
import type { Database } from '../../src/storage/sql';
import { teamChannelStore } from '../../src/storage/team-channels';
import type { TeamCard, TeamChannel } from '../../src/queue/team-channels';
import type { Worker } from '../../src/queue/ports';
import { contractSealer, unique, writeOf } from './contract';

const now = new Date('2026-11-23T08:00:00Z');
const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

const channelOf = (place: string, more: Partial<TeamChannel> = {}): TeamChannel => ({
  id: unique('channel'),
  place,
  team: `team of ${place}`,
  region: 'r',
  area: 'a',
  language: 'fi',
  reference: { secret: `where ${place} is` },
  ...more,
});

const cardOf = (channel: string, more: Partial<TeamCard> = {}): TeamCard => ({
  channel,
  handoff: 'h',
  activity: 'message',
  shown: 'stamp',
  reminded: [],
  over: false,
  ...more,
});

/** What every database keeps of Teams. */
export function teamsContract(open: () => Promise<Database>): void {
  it('shows an area in a channel once, and ends it with its cards', async () => {
    const store = teamChannelStore(await open(), contractSealer);
    const place = unique('place');
    const channel = channelOf(place);
    expect(await store.connect(channel, now)).toBe(true);
    expect(await store.connect({ ...channelOf(place), language: 'sv' }, now)).toBe(false);
    expect(await store.at(place)).toEqual([
      { ...channel, language: 'sv', state: 'working', tries: 0, tryAfter: now.toISOString() },
    ]);
    await store.put(cardOf(channel.id));
    expect(await store.disconnect(place)).toEqual(['r/a']);
    expect(await store.at(place)).toEqual([]);
    expect(await store.cards(channel.id)).toEqual([]);
  });

  it('keeps where a channel is sealed', async () => {
    const database = await open();
    const channel = channelOf(unique('place'));
    await teamChannelStore(database, contractSealer).connect(channel, now);
    const [row] = await database.rows('select * from team_channels where id = $1', [channel.id]);
    expect(JSON.stringify({ ...row, sealed: String(row?.['sealed']) })).not.toContain('where');
  });

  it('lets one process at a time change a channel’s cards', async () => {
    const store = teamChannelStore(await open(), contractSealer);
    const channel = channelOf(unique('place'));
    await store.connect(channel, now);
    const taken = await Promise.all([1, 2, 3, 4].map(() => store.take(channel.id, now, after(60))));
    expect(taken.filter((one) => one)).toHaveLength(1);
    await store.waits(channel.id, after(30));
    expect((await store.due(after(29))).map(({ id }) => id)).not.toContain(channel.id);
    expect((await store.due(after(30))).find(({ id }) => id === channel.id)).toMatchObject({
      state: 'waiting',
      tries: 1,
    });
    await store.works(channel.id, after(31));
    expect((await store.due(after(31))).find(({ id }) => id === channel.id)).toMatchObject({
      state: 'working',
      tries: 0,
    });
  });

  it('calls no channel that the bot was removed from, until it is connected again', async () => {
    const store = teamChannelStore(await open(), contractSealer);
    const channel = channelOf(unique('place'));
    await store.connect(channel, now);
    expect(await store.removed({ team: channel.team }, now)).toBe(1);
    expect(await store.removed({ team: channel.team }, after(1))).toBe(0);
    expect((await store.due(after(60))).map(({ id }) => id)).not.toContain(channel.id);
    expect(await store.take(channel.id, after(60), after(120))).toBe(false);
    await store.connect(channel, after(60));
    expect((await store.due(after(60))).map(({ id }) => id)).toContain(channel.id);
  });

  it('lets go of a channel that the bot was removed from long ago, with its cards, and of no other', async () => {
    const store = teamChannelStore(await open(), contractSealer);
    const [gone, lately, there] = [channelOf(unique('p')), channelOf(unique('p')), channelOf(unique('p'))];
    for (const channel of [gone, lately, there]) await store.connect(channel, now);
    await store.put(cardOf(gone.id));
    await store.removed({ id: gone.id }, now);
    await store.removed({ id: lately.id }, after(10));
    await store.forgetRemoved(after(10));
    const kept = (await store.all()).map(({ id }) => id);
    expect([gone, lately, there].map(({ id }) => kept.includes(id))).toEqual([false, true, true]);
    expect(await store.cards(gone.id)).toEqual([]);
  });

  it('keeps one card of a handoff in a channel, and finds it from the channel alone', async () => {
    const store = teamChannelStore(await open(), contractSealer);
    const [place, handoff] = [unique('place'), unique('handoff')];
    const channel = channelOf(place);
    await store.connect(channel, now);
    const card = cardOf(channel.id, { handoff });
    await store.put(card);
    await store.put({ ...card, shown: 'newer', reminded: ['one', 'two'], activity: null });
    expect(await store.cardAt(place, handoff)).toMatchObject({
      card: { ...card, shown: 'newer', reminded: ['one', 'two'], activity: null },
      channel: { id: channel.id },
    });
    expect(await store.cardAt(unique('place'), handoff)).toBeUndefined();
  });

  it('hears a press once, however many hear it at the same moment', async () => {
    const store = teamChannelStore(await open(), contractSealer);
    const press = unique('press');
    const heard = await Promise.all([1, 2, 3, 4].map(() => store.hearOnce(press, now)));
    expect(heard.filter((one) => one)).toHaveLength(1);
    await store.forgetPresses(after(1));
    expect(await store.hearOnce(press, after(2))).toBe(true);
  });

  it('knows a worker for as long as a session may last, as they last signed in', async () => {
    const store = knownWorkerStore(await open(), contractSealer);
    const worker: Worker = { id: unique('oid'), name: 'Anna', purpose: 'p', role: 'worker', areas: ['r/a'] };
    await store.remember({ ...worker, areas: ['r/b'] }, now);
    await store.remember(worker, now);
    expect(await store.find(worker.id, after(10 * 3600))).toEqual(worker);
    expect(await store.find(worker.id, after(10 * 3600 + 1))).toBeUndefined();
    await store.forget(worker.id);
    expect(await store.find(worker.id, now)).toBeUndefined();
  });

  it('tells a chat what its log has beyond what was told, and not what a begun turn will tell', async () => {
    const database = await open();
    const chats = farChatStore(database, contractSealer);
    const id = unique('c');
    const behind = async (at: Date): Promise<unknown[]> =>
      (await chats.behind(at, 1000)).filter(({ conversation }) => conversation === id);
    await chats.hold(id, { at: 'there' }, after(60));
    await conversationStore(database, contractSealer).settle(writeOf(id));
    expect(await behind(after(59))).toEqual([]);
    expect(await behind(after(60))).toEqual([{ conversation: id, reference: { at: 'there' }, said: 0, tries: 0 }]);
    expect(await chats.take(id, after(60), after(120))).toBe(true);
    expect(await chats.take(id, after(60), after(120))).toBe(false);
    await chats.told(id, 1000, after(61));
    expect(await behind(after(500))).toEqual([]);
    expect(await chats.said(id)).toBe(1000);
  });

  it('begins a chat anew when its conversation has ended', async () => {
    const database = await open();
    const chats = farChatStore(database, contractSealer);
    const id = unique('c');
    await conversationStore(database, contractSealer).settle(writeOf(id));
    await chats.hold(id, {}, now);
    await chats.told(id, 7, now);
    await chats.hold(id, {}, now);
    expect(await chats.said(id)).toBe(7);
    await conversationStore(database, contractSealer).erase(id, [], now.toISOString());
    await chats.hold(id, {}, now);
    expect(await chats.said(id)).toBe(0);
    await chats.forgetEnded(after(1));
    expect(await chats.said(id)).toBeUndefined();
  });
}
