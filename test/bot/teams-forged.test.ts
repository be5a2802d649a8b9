import type { Activity, TurnContext } from 'botbuilder';
import { makeBot } from '../../src/bot/bot';
import { openBotDoor, type BotDoor } from '../../src/bot/cloud-adapter';
import { openTeams, type OpenedTeams } from '../../src/bot/teams/open';
import { hearing } from '../../src/conversation/hear';
import type { Entry } from '../../src/conversation/outgoing';
import { deskRules } from '../../src/http/desk-rules';
import { workDesk } from '../../src/queue/desk';
import type { Worker } from '../../src/queue/ports';
import type { KnownWorkers } from '../../src/queue/team-channels';
import { farChatStore } from '../../src/storage/far-chats';
import { knownWorkerStore } from '../../src/storage/known-workers';
import { teamChannelStore } from '../../src/storage/team-channels';
import { appId, openChannel, serviceUrl, type Channel } from '../support/channel';
import type { Called, Connector } from '../support/connector';
import { until } from '../support/family-window';
import { greetFamily, openHouse, testSealer, theContent, type House } from '../support/house';
import { anna, berit, cardText, dataOf, teamChannel, type TeamChannelWindow } from '../support/team-channel';
import type { Part } from '../support/teams-window';
import { walk, wantsContact } from '../support/walk';

const tenant = '00000000-0000-4000-8000-000000000001';
const area = 'etela-pohjanmaa/seinajoki';

let channel: Channel;
let house: House;
let door: BotDoor;
let teams: OpenedTeams;
let known: KnownWorkers;
let calls: Called[];
let quiet: jest.SpyInstance;

const workerOf = (member: typeof anna, more: Partial<Worker> = {}): Worker => ({
  id: member.oid,
  name: member.name,
  purpose: 'guidance of families',
  role: 'worker',
  areas: [area],
  ...more,
});

beforeAll(async () => {
  // The SDK writes its refusals to the console itself.
  quiet = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  channel = await openChannel();
});
afterAll(async () => {
  await channel.close();
  quiet.mockRestore();
});

beforeEach(async () => {
  house = await openHouse();
  calls = [];
  const { world, database, desk: queue, clock } = house;
  const settings = { region: 'etela-pohjanmaa', opaque: (text: string) => testSealer.mac('conversation', text) };
  const hear = hearing(world, {
    reference: () => 'R',
    admits: () => Promise.resolve(true),
    measured: () => undefined,
  });
  const { env } = channel;
  door = openBotDoor({
    appId,
    type: 'SingleTenant',
    password: 'not used offline',
    tenant,
    metadata: env['BOT_OPENID_METADATA'],
    issuer: 'https://api.botframework.com',
  });
  known = knownWorkerStore(database, testSealer);
  const desk = workDesk<Entry>(queue, clock, deskRules(theContent()));
  teams = openTeams<Entry>({
    world,
    hear,
    bot: makeBot(world, hear, settings),
    settings,
    door: { reach: recording() },
    chats: farChatStore(database, testSealer),
    channels: teamChannelStore(database, testSealer),
    workers: known,
    desk,
    queue,
    account: { id: appId, tenant },
    consolePage: 'https://luotsi.example.test/console',
    moved: () => undefined,
  });
});
afterEach(async () => {
  await teams.stop();
  await house.close();
});

/** What would be called is recorded: outside a tenant no call of the bot's own can be signed. */
function recording(): BotDoor['reach'] {
  return async (reference, logic) => {
    const conversation = reference.conversation?.id ?? '';
    const call = (how: Called['how'], activity: Partial<Activity>): { id: string } => {
      const id = how === 'edit' ? (activity.id ?? '') : `message-${calls.length + 1}`;
      calls.push({ how, conversation, id, activity, authorization: undefined });
      return { id };
    };
    await logic({
      sendActivities: (all: Partial<Activity>[]) => Promise.resolve(all.map((one) => call('post', one))),
      updateActivity: (one: Partial<Activity>) => Promise.resolve(call('edit', one)),
    } as unknown as TurnContext);
  };
}

/** A channel whose activities come with the channel service's own signature, unless a test wants another. */
function window(token = (): string => channel.token()): TeamChannelWindow {
  const connector = {
    get called() {
      return calls;
    },
    serviceUrl,
  } as unknown as Connector;
  return teamChannel(async (activity) => {
    const { conversation, channelData } = activity as { conversation: Part; channelData: Part };
    const own = {
      ...activity,
      ...(activity['type'] === 'message' ? { deliveryMode: 'expectReplies' } : {}),
      conversation: { ...conversation, tenantId: tenant },
      channelData: { ...channelData, tenant: channelData['tenant'] === undefined ? undefined : { id: tenant } },
      recipient: { id: `28:${appId}` },
      ...(activity['as'] as Part | undefined),
    };
    const answer = await door.take(`Bearer ${token()}`, own, teams.bot);
    return { status: answer?.status ?? 200, body: (answer?.body ?? {}) as Part };
  }, connector);
}

const textIn = ({ body }: { body: Part }): string => {
  const { activities = [] } = body as { activities?: readonly Partial<Activity>[] };
  return activities.map((one) => one.text ?? '').join('\n');
};

/** A connected channel with the card of one waiting handoff, as Anna sees it. */
async function withCard(): Promise<{ at: TeamChannelWindow; claim: Part; id: string }> {
  await known.remember(workerOf(anna), house.clock.now());
  const at = window();
  await at.mention(anna, 'yhdistä Seinäjoki');
  const family = await greetFamily(house);
  await walk(family, wantsContact);
  teams.nudge();
  await until('the card is there', () => at.cards().length === 1);
  const [row] = await house.database.rows('select id from handoffs');
  return { at, claim: dataOf(at.cards()[0], 'claim') ?? {}, id: String(row?.['id']) };
}

const ownerOf = async (): Promise<unknown> => (await house.database.rows('select owner, state from handoffs'))[0];

it('a worker known from the console claims by the channel’s word for who they are', async () => {
  const { at, claim } = await withCard();
  const { status, body } = await at.press(anna, 'claim', claim);
  expect(status).toBe(200);
  expect(cardText(body['value'])).toMatch(/Anna on ottanut/);
  expect(await ownerOf()).toEqual({ owner: anna.oid, state: 'claimed' });
});

it('a card leads to the console in the app’s own tab', async () => {
  const { at } = await withCard();
  expect(JSON.stringify(at.cards()[0])).toContain(`https://teams.microsoft.com/l/entity/${appId}/console?webUrl=`);
});

describe('a claim is refused, and nothing changes, when it comes', () => {
  const untouched = { owner: null, state: 'waiting' };
  const refusals: Readonly<Record<string, (of: Awaited<ReturnType<typeof withCard>>) => Promise<string>>> = {
    'from another organisation': async ({ at, claim }) => {
      const foreign = { conversation: { id: `${at.id};messageid=1`, conversationType: 'channel', tenantId: 'other' } };
      return messageOf(
        await at.press(anna, 'claim', claim, { as: { ...foreign, channelData: { tenant: { id: 'other' } } } }),
      );
    },
    'from no organisation': async ({ at, claim }) => {
      const nowhere = { conversation: { id: `${at.id};messageid=1`, conversationType: 'channel' }, channelData: {} };
      return messageOf(await at.press(anna, 'claim', claim, { as: nowhere }));
    },
    'from somebody who never signed in': async ({ at, claim }) => messageOf(await at.press(berit, 'claim', claim)),
    'without an account': async ({ at, claim }) =>
      messageOf(await at.press(anna, 'claim', claim, { as: { from: { id: '29:anna', name: 'Anna' } } })),
    'long after the sign-in': async ({ at, claim }) => {
      house.clock.move('2026-11-23T18:30:00Z');
      return messageOf(await at.press(anna, 'claim', claim));
    },
    'from an auditor': async ({ at, claim }) => {
      await known.remember(workerOf(berit, { role: 'auditor', areas: [] }), house.clock.now());
      return messageOf(await at.press(berit, 'claim', claim));
    },
    'from a worker of another area': async ({ at, claim }) => {
      await known.remember(workerOf(berit, { areas: ['etela-pohjanmaa/lapua'] }), house.clock.now());
      return messageOf(await at.press(berit, 'claim', claim));
    },
    'from a channel that has no card of it': async ({ claim }) => messageOf(await window().press(anna, 'claim', claim)),
    'for a handoff of the presser’s own making': async ({ at, claim }) => {
      const { luotsi } = claim as { luotsi: Part };
      return messageOf(await at.press(anna, 'claim', { luotsi: { ...luotsi, handoff: 'another' } }));
    },
    'with a verb that is none': async ({ at, claim }) => messageOf(await at.press(anna, 'erase', claim)),
    'without anything in it': async ({ at }) => messageOf(await at.press(anna, 'claim', {})),
    'with words in the place of data': async ({ at }) => messageOf(await at.press(anna, 'claim', 'claim it')),
  };

  const messageOf = ({ body }: { body: Part }): string => {
    expect(body['type']).toBe('application/vnd.microsoft.activity.message');
    return String(body['value']);
  };

  it.each(Object.keys(refusals))('%s', async (name) => {
    const of = await withCard();
    expect(await refusals[name]?.(of)).not.toBe('');
    expect(await ownerOf()).toEqual(untouched);
  });

  const unsigned: Readonly<Record<string, () => string>> = {
    'the signature of another key': () => {
      const parts = channel.token().split('.');
      return [parts[0], parts[1], Buffer.alloc(256, 1).toString('base64url')].join('.');
    },
    'another audience': () => channel.token({ aud: 'another-app' }),
    'a token that ran out': () => channel.token({ exp: Math.floor(Date.now() / 1000) - 330 }),
    'a service address of another': () => channel.token({ serviceurl: 'https://elsewhere.example.test/' }),
  };
  it.each(Object.keys(unsigned))('with %s', async (name) => {
    const { claim } = await withCard();
    await expect(window(unsigned[name]).press(anna, 'claim', claim)).rejects.toMatchObject({
      code: 'bot-token-refused',
    });
    expect(await ownerOf()).toEqual(untouched);
  });

  it('without a service address', async () => {
    const { at, claim } = await withCard();
    await expect(at.press(anna, 'claim', claim, { serviceUrl: undefined })).rejects.toMatchObject({
      code: 'bot-token-refused',
    });
    expect(await ownerOf()).toEqual(untouched);
  });
});

it('an old card moves nothing: it is answered with how the handoff stands', async () => {
  const { at, claim } = await withCard();
  await at.press(anna, 'claim', claim);
  await known.remember(workerOf(berit), house.clock.now());
  const old = { ...claim, ending: 'guided' };
  expect(cardText((await at.press(anna, 'close', old)).body['value'])).toMatch(/Anna on ottanut/);
  expect(cardText((await at.press(berit, 'take-over', claim)).body['value'])).toMatch(/Anna on ottanut/);
  expect(await ownerOf()).toEqual({ owner: anna.oid, state: 'claimed' });
});

it('the same claim pressed again is no second claim', async () => {
  const { at, claim } = await withCard();
  await at.press(anna, 'claim', claim);
  expect(cardText((await at.press(anna, 'claim', claim)).body['value'])).toMatch(/Anna on ottanut/);
  expect(await house.database.rows("select id from handoff_events where kind = 'claim'")).toHaveLength(1);
});

describe('a channel is connected', () => {
  it('by nobody who has not signed in', async () => {
    expect(textIn(await window().mention(anna, 'yhdistä Seinäjoki'))).toMatch(/Kirjaudu ensin/);
    expect(await teams.channels()).toEqual([]);
  });

  it('by nobody of another area', async () => {
    await known.remember(workerOf(anna), house.clock.now());
    expect(textIn(await window().mention(anna, 'yhdistä Lapua'))).toMatch(/ei kuulu alueisiisi/);
    expect(await teams.channels()).toEqual([]);
  });

  it('by nobody of another organisation', async () => {
    await known.remember(workerOf(anna), house.clock.now());
    const answer = await window().mention(anna, 'yhdistä Seinäjoki', {
      as: { channelData: { tenant: { id: 'other' } } },
    });
    expect(textIn(answer)).toMatch(/oman organisaation/);
    expect(await teams.channels()).toEqual([]);
  });

  it('by a worker of the area, and it is ended by nobody else', async () => {
    await known.remember(workerOf(anna), house.clock.now());
    await known.remember(workerOf(berit, { areas: ['etela-pohjanmaa/lapua'] }), house.clock.now());
    const at = window();
    await at.mention(anna, 'yhdistä Seinäjoki');
    expect(textIn(await at.mention(berit, 'irrota'))).toMatch(/ei kuulu alueisiisi/);
    expect(await teams.channels()).toHaveLength(1);
  });
});
