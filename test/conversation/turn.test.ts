import type { Conversations, Held, TurnWrite, World } from '../../src/conversation/ports';
import { takeTurn } from '../../src/conversation/turn';
import { sizeOf } from '../../src/conversation/outgoing';
import { RevisionConflict } from '../../src/errors';
import { greetFamily, openHouse, type Family, type House } from '../support/house';
import { outcomeIn, questionIn, stepIn, walk, wantsContact } from '../support/walk';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const handoffsOf = (family: Family): Promise<readonly unknown[]> =>
  house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);

/** The log of a conversation has no gap, no overlap, and every message once. */
async function expectLinear(world: World, conversation: string): Promise<number> {
  const log = await world.conversations.log(conversation, 0);
  let place = 0;
  for (const entry of log) {
    expect(entry.first).toBe(place);
    place += sizeOf(entry);
  }
  expect(new Set(log.map((entry) => entry.messageId)).size).toBe(log.length);
  return log.length;
}

describe('a message that comes again', () => {
  it('gives a repeated message the same answer', async () => {
    const family = await greetFamily(house);
    const once = await family.say({ option: 'parent' }, 'same');
    const again = await family.say({ option: 'parent' }, 'same');
    expect(again).toEqual(once);
    expect(await expectLinear(house.world, family.conversation)).toBe(2);
  });

  it('gives it even long after, and whatever it then holds', async () => {
    const family = await greetFamily(house);
    const once = await family.say('Haluan kertoa jotain', 'early');
    await walk(family);
    expect(await family.say('aivan muita sanoja', 'early')).toEqual(once);
  });

  it('gives a repeated start the same greeting', async () => {
    const family = await greetFamily(house);
    const greeting = [...family.words];
    expect(await family.say('mitä vain', 'start')).toEqual(greeting);
  });

  it('never makes a second handoff of a repeated send', async () => {
    const family = await greetFamily(house);
    await walk(family, wantsContact, 'sent');
    const once = await family.say({ option: 'send' }, 'send');
    const again = await family.say({ option: 'send' }, 'send');
    expect(once.some((word) => word.luotsi.handoff !== undefined)).toBe(true);
    expect(again).toEqual(once);
    expect(await handoffsOf(family)).toHaveLength(1);
  });

  it('never makes a second handoff of a send that is tapped five times at once', async () => {
    const family = await greetFamily(house);
    await walk(family, wantsContact, 'sent');
    await Promise.all([1, 2, 3, 4, 5].map(() => family.say({ option: 'send' })));
    expect(await handoffsOf(family)).toHaveLength(1);
    expect(family.words.filter((word) => word.luotsi.handoff !== undefined)).toHaveLength(1);
  });

  it('never makes a second handoff by going back and sending again', async () => {
    const family = await greetFamily(house);
    await walk(family, wantsContact, 'heard');
    await family.say({ command: 'back' });
    await walk(family, wantsContact);
    await family.say({ option: 'send' });
    expect(await handoffsOf(family)).toHaveLength(1);
  });

  it('gives the outcome of a conversation once', async () => {
    const family = await greetFamily(house);
    await walk(family, {}, 'heard');
    await family.say({ command: 'back' });
    await walk(family);
    expect(family.words.filter((word) => word.luotsi.outcome !== undefined)).toHaveLength(1);
  });
});

describe('messages at the same time', () => {
  it('of one family become one line of talk', async () => {
    const family = await greetFamily(house);
    await Promise.all(Array.from({ length: 20 }, (_, index) => family.say(`viesti numero ${index}, kiitos`)));
    expect(await expectLinear(house.world, family.conversation)).toBe(21);
    const log = await house.world.conversations.log(family.conversation, 0);
    expect(log.slice(1).map((entry) => entry.told?.text)).toEqual(
      Array.from({ length: 20 }, (_, index) => `viesti numero ${index}, kiitos`),
    );
  });

  it('with the same id are answered once', async () => {
    const family = await greetFamily(house);
    const answers = await Promise.all(Array.from({ length: 10 }, () => family.say({ option: 'parent' }, 'double')));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await expectLinear(house.world, family.conversation)).toBe(2);
  });

  it('of many families do not meet', async () => {
    const families = await Promise.all(Array.from({ length: 15 }, () => greetFamily(house)));
    await Promise.all(families.map((family) => walk(family)));
    for (const family of families) {
      expect(outcomeIn(family.words)?.outcome).toBe('clear-need');
      await expectLinear(house.world, family.conversation);
    }
  });
});

describe('another replica that writes first', () => {
  /** A store whose turns write in another way. */
  const settlingBy = (
    conversations: Conversations,
    settle: (write: TurnWrite, held: Held) => Promise<void>,
  ): Conversations => ({
    ...conversations,
    hold: (conversation, turn) =>
      conversations.hold(conversation, (held) => turn({ ...held, settle: (write) => settle(write, held) })),
  });
  /** A store in which somebody else is faster a number of times. */
  const contested = (conversations: Conversations, times: number): Conversations & { tried: TurnWrite[] } => {
    const tried: TurnWrite[] = [];
    const slower = settlingBy(conversations, async (write, held) => {
      tried.push(write);
      if (tried.length <= times) throw new RevisionConflict(write.conversation);
      await held.settle(write);
    });
    return { ...slower, tried };
  };
  const message = (conversation: string) =>
    ({
      kind: 'message',
      conversation,
      messageId: 'contested',
      region: 'etela-pohjanmaa',
      channel: 'web',
      language: 'fi',
      text: 'äiti',
      value: undefined,
      atHome: true,
    }) as const;

  it('makes the turn be thought again, and the family notices nothing', async () => {
    const family = await greetFamily(house);
    const conversations = contested(house.world.conversations, 2);
    const announced: string[] = [];
    const { words } = await takeTurn(message(family.conversation), {
      ...house.world,
      conversations,
      announce: (entry) => announced.push(entry.messageId),
    });
    expect(conversations.tried).toHaveLength(3);
    expect(stepIn(words)).toBe('own-words');
    expect(announced).toEqual(['contested']);
    expect(await expectLinear(house.world, family.conversation)).toBe(2);
  });

  it('is heard: the turn is thought from what that one wrote', async () => {
    const family = await greetFamily(house);
    let first: TurnWrite | undefined;
    const slower = settlingBy(house.world.conversations, async (write, held) => {
      if (first) return held.settle(write);
      first = write;
      throw new RevisionConflict(write.conversation);
    });
    const conversations: Conversations = {
      ...slower,
      async hold(conversation, turn) {
        const before = first;
        try {
          return await slower.hold(conversation, turn);
        } catch (error) {
          if (first && !before)
            await house.world.conversations.settle({ ...first, entry: { ...first.entry, messageId: 'other' } });
          throw error;
        }
      },
    };
    const { words } = await takeTurn(
      { ...message(family.conversation), text: 'Vauva valvoo yöt eikä nuku' },
      { ...house.world, conversations },
    );
    expect(questionIn(words)?.step).toBeDefined();
    expect(await expectLinear(house.world, family.conversation)).toBe(3);
  });

  it('that never stops is told to the caller, and nothing is said', async () => {
    const family = await greetFamily(house);
    const announced: string[] = [];
    const world: World = {
      ...house.world,
      conversations: contested(house.world.conversations, Number.POSITIVE_INFINITY),
      announce: (entry) => announced.push(entry.messageId),
    };
    await expect(takeTurn(message(family.conversation), world)).rejects.toThrow(RevisionConflict);
    expect(announced).toEqual([]);
    expect(await expectLinear(house.world, family.conversation)).toBe(1);
  });

  it('is no other fault: a store that fails is not tried again', async () => {
    const family = await greetFamily(house);
    let tried = 0;
    const conversations = settlingBy(house.world.conversations, async () => {
      tried += 1;
      throw new Error('the disk is full');
    });
    await expect(takeTurn(message(family.conversation), { ...house.world, conversations })).rejects.toThrow(
      'the disk is full',
    );
    expect(tried).toBe(1);
    expect(stepIn(await family.say('äiti'))).toBe('own-words');
  });
});

const first = (channel: 'web' | 'teams' | 'other', conversation: string) =>
  ({
    kind: 'message',
    conversation,
    messageId: 'm1',
    region: 'etela-pohjanmaa',
    channel,
    language: 'fi',
    text: 'Vauva valvoo yöt eikä nuku ja olen väsynyt',
    value: undefined,
    atHome: true,
  }) as const;

it('hears a family that speaks before it was greeted', async () => {
  const { words } = await takeTurn(first('other', 'speaks-first'), house.world);
  expect(words[0]?.luotsi.notice).toBe('greeting');
  expect(stepIn(words)).toBe('who');
  expect(await expectLinear(house.world, 'speaks-first')).toBe(1);
});

it('does not bring back a conversation of the web that has ended', async () => {
  await expect(takeTurn(first('web', 'long-gone'), house.world)).rejects.toMatchObject({
    code: 'conversation-unknown',
  });
  expect(await house.world.conversations.log('long-gone', 0)).toEqual([]);
});
