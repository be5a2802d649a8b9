import type { Request, Response } from 'restify';
import { z } from 'zod';
import {
  activitiesFrom,
  activityId,
  activitySchema,
  incomingFrom,
  mentionFrom,
  wordActivity,
  type Standing,
} from '../../bot/translate';
import type { Clock } from '../../clock';
import type { Config } from '../../config';
import { needCalled, type Content } from '../../content/content';
import type { Hear } from '../../conversation/hear';
import type { Conversations } from '../../conversation/ports';
import { sizeOf, type Outgoing } from '../../conversation/outgoing';
import { busy } from '../../conversation/trouble';
import { ServiceError } from '../../errors';
import { jsonBody, optionalJsonBody, textBody } from '../body';
import { isAtHome } from '../home';
import { addressOf, type Limits, type Over } from '../limits';
import { json, pathPart, plain, publicAddress, type Handler } from '../reply';
import type { Signs } from '../signs';
import type { Spoken } from '../spoken';
import type { Streams } from '../streams';
import { tokenSeconds, type TokenOf, type Tokens } from '../tokens';

const startSchema = z
  .object({
    locale: z.string().max(50).optional(),
    user: z.object({ locale: z.string().max(50).optional() }).optional(),
    properties: z
      .object({
        region: z.string().max(100).optional(),
        about: z.string().max(100).optional(),
        from: z.string().max(100).optional(),
      })
      .optional(),
  })
  .optional();

export interface DirectLineParts {
  readonly config: Config;
  readonly content: Content;
  readonly conversations: Conversations;
  readonly tokens: Tokens;
  readonly streams: Streams;
  readonly spoken: Spoken;
  readonly signs: Signs;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly hear: Hear;
}

/** Direct Line 3.0, served by ourselves: no cloud stands between a family and its region. */
export function directLineRoutes(parts: DirectLineParts): Readonly<Record<string, Handler>> {
  const { tokens, config, spoken } = parts;

  const bearer = (request: Request, late = false): TokenOf | undefined => {
    const header = request.headers.authorization;
    if (header === undefined) return undefined;
    const token = /^Bearer (\S{1,2000})$/.exec(header)?.[1];
    if (token === undefined) throw new ServiceError('token-missing');
    return late ? tokens.readLate(token) : tokens.read(token);
  };
  const owner = (request: Request): TokenOf => {
    const of = bearer(request);
    if (!of) throw new ServiceError('token-missing');
    if (pathPart(request, 'conversation') !== of.conversation) throw new ServiceError('token-refused');
    return of;
  };
  /** Says kindly that it is too much, in the answer and, to whoever said something, in the open window. */
  const tooMany = (response: Response, of: TokenOf, over: Over, said?: string): void => {
    const language = spoken.of(of.conversation) ?? of.language;
    const word = busy(parts.content, of.region, language, parts.clock.now());
    if (said !== undefined)
      parts.streams.mention(of.conversation, mentionFrom(of.conversation, said, [wordActivity(word)]));
    response.setHeader('retry-after', String(over.seconds));
    json(response, 429, { error: { code: 'too-many', message: word.text } });
  };
  /** A handler of one conversation, within what its token may ask in a minute. */
  const owned =
    (handle: (request: Request, response: Response, of: TokenOf) => Promise<void>): Handler =>
    async (request, response) => {
      const of = owner(request);
      const over = await parts.limits.request(request.headers.authorization ?? '');
      if (over) return tooMany(response, of, over);
      return handle(request, response, of);
    };
  const fresh = async (request: Request): Promise<Asked> => {
    const read = startSchema.safeParse(await optionalJsonBody(request));
    if (!read.success) throw new ServiceError('body-unreadable', { cause: read.error });
    const region = read.data?.properties?.region ?? config.REGION;
    if (parts.content.regions[region]?.open !== true) throw new ServiceError('body-unreadable');
    const language = read.data?.locale ?? read.data?.user?.locale;
    const { about, from } = read.data?.properties ?? {};
    return {
      conversation: tokens.newConversation(),
      region,
      language,
      about: needCalled(parts.content, about),
      from: entryOf(parts.content, region, from),
    };
  };
  const granted = (of: TokenOf): { conversationId: string; token: string; expires_in: number } => ({
    conversationId: of.conversation,
    // A renewed token tells the language that the family has chosen since.
    token: tokens.issue({ ...of, language: spoken.of(of.conversation) ?? of.language }),
    expires_in: tokenSeconds,
  });
  const withStream = (request: Request, of: TokenOf, watermark: string): object => ({
    ...granted(of),
    languages: parts.content.regions[of.region]?.languages ?? [],
    streamUrl: `${publicAddress(request, config).replace(/^http/, 'ws')}/directline/conversations/${of.conversation}/stream?watermark=${encodeURIComponent(watermark)}&t=${tokens.ticket(of.conversation)}`,
  });
  const standing = (request: Request, of: TokenOf): Standing => ({
    ...of,
    language: spoken.of(of.conversation) ?? of.language,
    channel: 'web',
    atHome: isAtHome(request, config),
  });

  return {
    'POST /directline/tokens/generate': async (request, response) => json(response, 200, granted(await fresh(request))),

    // A device that slept for hours comes back to its conversation as long as that lives.
    'POST /directline/tokens/refresh': async (request, response) => {
      const of = bearer(request, true);
      if (!of) throw new ServiceError('token-missing');
      const over = await parts.limits.request(request.headers.authorization ?? '');
      if (over) return tooMany(response, of, over);
      json(response, 200, granted(of));
    },

    'POST /directline/conversations': async (request, response) => {
      const asked = await fresh(request);
      const known = bearer(request);
      const of = known
        ? { ...asked, ...known, language: asked.language ?? known.language, about: asked.about ?? known.about }
        : asked;
      const over = await parts.limits.start(addressOf(request, config));
      if (over) return tooMany(response, of, over);
      const begun = { ...standing(request, of), from: asked.from };
      const { entry, words } = await parts.hear(incomingFrom({}, 'start', begun));
      if (!entry) return unavailable(response, words);
      // The first words go along: on a slow line each further question is waited for.
      const first = { activities: activitiesFrom(entry), watermark: String(entry.first + sizeOf(entry)) };
      json(response, 201, { ...withStream(request, of, ''), ...first });
    },

    'GET /directline/conversations/:conversation': owned(async (request, response, of) => {
      if (!(await parts.conversations.open(of.conversation, ''))) throw new ServiceError('conversation-unknown');
      json(response, 200, withStream(request, of, queryOf(request, 'watermark') ?? ''));
    }),

    'GET /directline/conversations/:conversation/activities': owned(async (request, response, of) => {
      const from = watermarkOf(queryOf(request, 'watermark'));
      if (!(await parts.conversations.open(of.conversation, ''))) throw new ServiceError('conversation-unknown');
      const entries = await parts.conversations.log(of.conversation, from);
      const activities = entries.flatMap((entry) => activitiesFrom(entry).slice(Math.max(0, from - entry.first)));
      const last = entries.at(-1);
      const seen = parts.streams.polled(of.conversation);
      json(response, 200, {
        activities: [...activities, ...seen],
        watermark: String(last ? last.first + sizeOf(last) : from),
      });
    }),

    'POST /directline/conversations/:conversation/activities': owned(async (request, response, of) => {
      const read = activitySchema.safeParse(await jsonBody(request));
      if (!read.success) throw new ServiceError('body-unreadable', { cause: read.error });
      const { type } = read.data;
      // Typing is no message: it takes no turn, and nothing of it is kept.
      if (type === 'typing') parts.signs.fromFamily(of.conversation);
      if (type !== 'message' && type !== 'endOfConversation') return json(response, 200, { id: '' });
      const said = read.data.channelData?.clientActivityID ?? read.data.id ?? 'message';
      const over = type === 'message' ? await parts.limits.message(of.conversation) : undefined;
      if (over) return tooMany(response, of, over, said);
      const kind = type === 'message' ? 'message' : 'leave';
      const { entry, words } = await parts.hear(incomingFrom(read.data, kind, standing(request, of)));
      if (!entry) {
        parts.streams.mention(of.conversation, mentionFrom(of.conversation, said, words.map(wordActivity)));
        return unavailable(response, words);
      }
      json(response, 200, { id: activityId(of.conversation, entry.first) });
    }),

    // A window that closes cannot set headers: the token comes in the body.
    'POST /directline/leave': async (request, response) => {
      const of = tokens.readLate((await textBody(request)).trim());
      const { entry, words } = await parts.hear(incomingFrom({}, 'leave', standing(request, of)));
      if (!entry) return unavailable(response, words);
      plain(response, 204, '');
    },

    'GET /directline/session/getsessionid': (_request, response) => {
      json(response, 200, { sessionId: '' });
      return Promise.resolve();
    },
  };
}

/** A conversation as it is asked to begin: with the entry by which the family came. */
interface Asked extends TokenOf {
  readonly from: string | undefined;
}

/** An entry that the region knows; any other is only another. Free words are never counted. */
function entryOf(content: Content, region: string, from: string | undefined): string | undefined {
  if (from === undefined) return undefined;
  return content.regions[region]?.entries?.find((entry) => entry === from) ?? 'other';
}

/** The house could not store: the family's client keeps the message and shows the apology with its numbers. */
function unavailable(response: Response, words: readonly Outgoing[]): void {
  json(response, 503, {
    error: { code: 'service-unavailable', message: words.map((word) => word.text).join('\n') },
  });
}

function queryOf(request: Request, name: string): string | undefined {
  return new URL(request.url ?? '/', 'http://localhost').searchParams.get(name) ?? undefined;
}

/** A watermark counts messages; anything else begins from the beginning. */
export function watermarkOf(text: string | null | undefined): number {
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : 0;
}
