import { sign } from 'jsonwebtoken';
import { appId, openChannel, serviceUrl, type Channel } from '../support/channel';
import { call, wordsIn, type Activity } from '../support/family-window';
import type { Family, Said } from '../support/house';
import { startTestService, type TestService } from '../support/service';
import type { Outgoing } from '../../src/conversation/outgoing';
import { outcomeIn, stepIn, walk, wantsContact } from '../support/walk';

let channel: Channel;
let service: TestService;
let quiet: jest.SpyInstance;
beforeAll(async () => {
  // The SDK writes its refusals to the console itself.
  quiet = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  channel = await openChannel();
  service = await startTestService({ env: channel.env });
});
afterAll(async () => {
  await service.close();
  await channel.close();
  quiet.mockRestore();
});

let conversations = 0;

/** An activity as Teams sends it, asking for its replies in the answer. */
function activity(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    type: 'message',
    id: 'a1',
    channelId: 'msteams',
    serviceUrl,
    deliveryMode: 'expectReplies',
    conversation: { id: `conversation-${conversations}` },
    from: { id: '29:family' },
    recipient: { id: `28:${appId}` },
    locale: 'fi-FI',
    text: 'Hei',
    ...more,
  };
}

const post = (body: unknown, token: string | undefined = channel.token(), to = service): Promise<Response> =>
  call(to.address, 'POST', '/api/messages', body, token === '' ? {} : { authorization: `Bearer ${token}` });

async function repliesOf(answer: Response): Promise<readonly Activity[]> {
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { activities: Activity[] }).activities;
}

const joins = (): Record<string, unknown> =>
  activity({ type: 'conversationUpdate', id: 'join', membersAdded: [{ id: '29:family' }], text: undefined });

/** A family in Teams: each turn is one request, its words come in the answer. */
async function greetInTeams(to = service): Promise<Family> {
  conversations += 1;
  const conversation = { id: `conversation-${conversations}` };
  let messages = 0;
  const words: Outgoing[] = [];
  const take = async (more: Record<string, unknown>): Promise<readonly Outgoing[]> => {
    const heard = wordsIn(await repliesOf(await post(activity({ conversation, ...more }), channel.token(), to)));
    words.push(...heard);
    return heard;
  };
  await take({ type: 'conversationUpdate', id: 'join', membersAdded: [{ id: '29:family' }], text: undefined });
  return {
    conversation: conversation.id,
    words,
    say(said: Said, messageId?: string) {
      messages += 1;
      return take({
        id: messageId ?? `m${messages}`,
        ...(typeof said === 'string' ? { text: said } : { text: undefined, value: said }),
      });
    },
    leave: () => take({ type: 'endOfConversation', id: 'end', text: undefined }),
  };
}

beforeEach(() => {
  conversations += 1;
});

describe('the Bot Framework door', () => {
  it('answers a right token with the replies and what machines read of them', async () => {
    const replies = await repliesOf(await post(activity()));
    expect(replies.length).toBeGreaterThan(1);
    for (const reply of replies) {
      expect(reply).toMatchObject({ type: 'message', replyToId: 'a1' });
      expect(reply.channelData?.luotsi?.language).toBe('fi');
    }
    expect(stepIn(wordsIn(replies))).toBeDefined();
  });

  it('takes a token that ran out less than five minutes ago', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect((await post(activity(), channel.token({ exp: now - 240 }))).status).toBe(200);
  });

  const now = (): number => Math.floor(Date.now() / 1000);
  const publicPem = (): string => String(channel.publicKey.export({ format: 'pem', type: 'spki' }));
  const refused: Readonly<Record<string, () => { token?: string; body?: unknown }>> = {
    'no token': () => ({ token: '' }),
    'a token that is none': () => ({ token: 'abc' }),
    'the signature of another key': () => {
      const parts = channel.token().split('.');
      return { token: [parts[0], parts[1], Buffer.alloc(256, 1).toString('base64url')].join('.') };
    },
    'claims that were changed after signing': () => {
      const [head, , mac] = channel.token({ aud: 'another' }).split('.');
      const [, claims] = channel.token().split('.');
      return { token: [head, claims, mac].join('.') };
    },
    'HS256 signed with the public key': () => ({
      token: sign(
        { iss: 'https://api.botframework.com', aud: appId, serviceurl: serviceUrl, exp: now() + 600 },
        // The library refuses a PEM as a shared secret, so the attack is made with its bytes.
        Buffer.from(publicPem()).toString('base64'),
        { algorithm: 'HS256', keyid: 'channel-key' },
      ),
    }),
    'alg none': () => {
      const [, claims = ''] = channel.token().split('.');
      const head = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT', kid: 'channel-key' })).toString('base64url');
      return { token: `${head}.${claims}.` };
    },
    'a key that the channel does not tell': () => ({ token: channel.token({}, { keyid: 'another' }) }),
    'a token that ran out more than five minutes ago': () => ({ token: channel.token({ exp: now() - 330 }) }),
    'a token of tomorrow': () => ({ token: channel.token({ nbf: now() + 86_400, exp: now() + 90_000 }) }),
    'another audience': () => ({ token: channel.token({ aud: 'another-app' }) }),
    'no audience': () => ({ token: channel.token({ aud: undefined }) }),
    'another issuer': () => ({ token: channel.token({ iss: 'https://issuer.example.test' }) }),
    'the issuer of the emulator': () => ({
      token: channel.token({
        iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
        ver: '1.0',
        appid: appId,
      }),
    }),
    'a service address of another': () => ({ token: channel.token({ serviceurl: 'https://elsewhere.example.test/' }) }),
    'a service address that only the activity has': () => ({ token: channel.token({ serviceurl: undefined }) }),
    'an activity without a service address': () => ({ body: activity({ serviceUrl: undefined }) }),
    'an activity with an empty service address': () => ({ body: activity({ serviceUrl: '' }) }),
    'an activity whose service address is no text': () => ({ body: activity({ serviceUrl: [serviceUrl] }) }),
    'a channel that the key is not endorsed for': () => ({ body: activity({ channelId: 'slack' }) }),
  };

  it.each(Object.keys(refused))('refuses without a word: %s', async (name) => {
    const { token, body } = refused[name]?.() ?? {};
    const before = service.rows('select id from conversations').length;
    const answer = await post(body ?? activity(), token);
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    expect(answer.headers.get('www-authenticate')).toBeNull();
    expect(service.rows('select id from conversations')).toHaveLength(before);
  });

  it('refuses without a word: the signature of a stranger under the channel’s key id', async () => {
    const stranger = await openChannel();
    try {
      const answer = await post(activity(), stranger.token());
      expect([answer.status, await answer.text()]).toEqual([401, '']);
    } finally {
      await stranger.close();
    }
  });

  it.each(['', '{', 'hei', '[]', '{}', '{"type":5}', 'null'])(
    'answers 400 to what is no activity: %s',
    async (body) => {
      expect((await post(body)).status).toBe(400);
    },
  );

  it('tells nothing of a refusal in its log but that there was one', async () => {
    await post(activity(), channel.token({ aud: 'secret-audience' }));
    expect(JSON.stringify(service.lines)).not.toMatch(/secret-audience|Bearer|eyJ/);
  });

  it('takes a conversation from the greeting to an outcome', async () => {
    const family = await greetInTeams();
    expect(family.words.some((word) => word.luotsi.notice === 'greeting')).toBe(true);
    await walk(family, { worry: { option: 'none' } });
    const outcome = outcomeIn(family.words);
    expect(outcome).toMatchObject({ outcome: 'advice', need: 'child_sleep' });
    // Teams is never at home: no labels, and no address of a person is stored.
    for (const name of ['segment', 'floor', 'reasons']) expect(outcome).not.toHaveProperty(name);
    expect(service.rows('select id from conversations where id like ?', '%conversation-%')).toEqual([]);
  });

  it('takes a conversation to a handoff, and a worker’s voice silences the bot there too', async () => {
    const family = await greetInTeams();
    await walk(family, wantsContact);
    const number = outcomeIn(family.words)?.handoff;
    const [row] = service.rows('select id from handoffs where case_number = ?', String(number));
    const claimed = await call(
      service.address,
      'POST',
      `/console/api/handoffs/${String(row?.['id'])}/claim`,
      undefined,
      { 'x-luotsi': 'console' },
    );
    expect(claimed.status).toBe(200);
    expect(await family.say('Oletteko siellä?')).toEqual([]);
  });

  it('gives a retry of the channel the same words and no second turn', async () => {
    const family = await greetInTeams();
    const first = await family.say({ option: 'parent' }, 'same');
    expect(await family.say({ option: 'parent' }, 'same')).toEqual(first);
  });

  it('hears each of two messages that carry no id', async () => {
    const conversation = { id: 'without-ids' };
    await repliesOf(await post({ ...joins(), conversation }));
    const one = wordsIn(
      await repliesOf(
        await post(activity({ conversation, id: undefined, text: undefined, value: { option: 'parent' } })),
      ),
    );
    const other = wordsIn(
      await repliesOf(await post(activity({ conversation, id: undefined, text: 'Vauva valvoo yöt' }))),
    );
    expect(other).not.toEqual(one);
  });

  it('erases a conversation that the family ends', async () => {
    const before = service.rows('select id from conversations').length;
    const family = await greetInTeams();
    expect(service.rows('select id from conversations')).toHaveLength(before + 1);
    await family.leave();
    expect(service.rows('select id from conversations')).toHaveLength(before);
  });

  it('takes an unknown region for the service’s own, and an unknown language for the region’s first', async () => {
    const replies = await repliesOf(
      await post(activity({ channelData: { region: 'nowhere', about: '../x' }, locale: 'tlh' })),
    );
    expect(wordsIn(replies).length).toBeGreaterThan(1);
    expect(replies[0]?.channelData?.luotsi?.language).toBe('fi');
  });

  it('takes strange but possible activities without a fault', async () => {
    for (const more of [
      { type: 'typing' },
      { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
      {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', verb: 'x', data: {} } },
      },
      { type: 'event', name: 'handoff.status', value: { state: 'accepted' } },
      { channelData: 'text' },
      { channelData: null },
      { value: { option: 5 } },
      { text: '' },
      { from: undefined },
    ]) {
      const answer = await post(activity(more));
      // 501 is the SDK's own word for an invoke that nobody handles.
      expect([more, answer.status < 500 || answer.status === 501]).toEqual([more, true]);
    }
  });
});

describe('two services one after another', () => {
  it('each trust their own channel only', async () => {
    const other = await openChannel();
    const second = await startTestService({ env: other.env });
    try {
      expect((await post(activity(), other.token(), second)).status).toBe(200);
      expect((await post(activity(), channel.token(), second)).status).toBe(401);
      expect((await post(activity(), other.token())).status).toBe(401);
      expect((await post(activity())).status).toBe(200);
      expect([channel.asked(), other.asked()]).toEqual([1, 1]);
    } finally {
      await second.close();
      await other.close();
    }
  });

  it('are refused without a word when the channel’s keys cannot be had', async () => {
    const gone = await openChannel();
    const third = await startTestService({ env: gone.env });
    try {
      await gone.close();
      const answer = await post(activity(), gone.token(), third);
      expect([answer.status, await answer.text()]).toEqual([401, '']);
    } finally {
      await third.close();
    }
  });
});

describe('a service at home without an app id', () => {
  it('lets a local channel speak without a token', async () => {
    const home = await startTestService();
    try {
      const replies = await repliesOf(await post(activity({ channelId: 'emulator' }), '', home));
      expect(wordsIn(replies).length).toBeGreaterThan(1);
    } finally {
      await home.close();
    }
  });
});
