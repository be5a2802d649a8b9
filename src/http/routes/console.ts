import type { Request, Response } from 'restify';
import { z } from 'zod';
import type { Content } from '../../content/content';
import { takenHandoff } from '../../conversation/taken';
import type { Names, World } from '../../conversation/ports';
import { ServiceError } from '../../errors';
import type { Clock } from '../../clock';
import { recordText } from '../../queue/copy';
import type { WorkDesk } from '../../queue/desk';
import { detailView, type DetailView } from '../../queue/detail';
import type { PipeTrouble } from '../../queue/pipe-troubles';
import type { Desk, Detail, Worker } from '../../queue/ports';
import { placeName } from '../../conversation/offers';
import { inLanguage } from '../../region/region';
import { optionalJsonBody } from '../body';
import { areaName, knowledgeOf, needName } from '../console-knowledge';
import { everyAnswer, json, pathPart, type Handler } from '../reply';
import { whoWorksAtTheQueue } from '../sign-in/who-works';
import type { WrongCodes } from '../wrong-codes';
import type { Signs } from '../signs';
import { moveNamed, moveTold } from './console-moves';
import { takenFrom } from './console-taken';

/** The family's own code as it was heard on the phone. */
const codeSchema = z.object({ code: z.string().max(40) });
const draftSchema = z.object({ text: z.string().max(10_000) });
const answerSchema = z.object({ text: z.string().trim().min(1).max(10_000) });
const signSchema = z.discriminatedUnion('sign', [
  z.strictObject({ sign: z.literal('typing') }),
  z.strictObject({ sign: z.literal('read'), at: z.iso.datetime() }),
]);
const awaySchema = z.object({ away: z.boolean() });
const listSchema = z.object({
  state: z.enum(['open', 'closed', 'all']).default('open'),
  area: z.string().max(130).optional(),
  case: z.string().max(40).optional(),
});

/** Who the request's worker is; throws a refusal when nobody is signed in, or when the request is not of the console's own page. */
export type WhoWorks = (request: Request) => Promise<Worker>;

export interface QueueNews {
  /** Calls back at every change of the queue until the returned function is called. */
  listen(heard: () => void): () => void;
}

export interface ConsoleParts<Announced> {
  readonly content: Content;
  readonly clock: Clock;
  readonly names: Names;
  readonly desk: WorkDesk<Announced>;
  readonly store: Pick<Desk<Announced>, 'chat' | 'enter'>;
  readonly who: WhoWorks;
  readonly news: QueueNews;
  readonly wrongCodes: WrongCodes;
  readonly canPromise: World['canPromise'];
  /** What is wrong with the pipe of notices, and with channels of Teams, in these areas. */
  readonly troubles: (areas: Worker['areas']) => Promise<readonly PipeTrouble[]>;
  /** Told after every move, with what the family was told of it, if anything. */
  readonly moved: (entry: Announced | undefined) => void;
  /** Whether workers sign in, and so can sign out; at home they may do neither. */
  readonly signIn: boolean;
  /** How often a window that listens to the news hears that it still is listened to, in milliseconds. */
  readonly beat?: number;
  /** Whether a family's window is open. */
  readonly isThere: (conversation: string) => Promise<boolean>;
  readonly signs: Signs;
}

const usualBeat = 25_000;

/** What the workers' console asks and does. Everything a worker sees or changes is written to the audit trail by the desk. */
export function consoleRoutes<Announced>(parts: ConsoleParts<Announced>): Readonly<Record<string, Handler>> {
  const { content, desk, store, who, moved } = parts;
  const known = knowledgeOf(content);
  const atTheQueue = whoWorksAtTheQueue(who);
  const view = async (worker: Worker, found: Detail): Promise<DetailView> => {
    const { conversation } = found;
    const [chat, draft, familyThere] = await Promise.all([
      conversation === null ? [] : store.chat(conversation),
      desk.draft(worker, found.id),
      conversation !== null && parts.isThere(conversation),
    ]);
    if (conversation !== null && found.owner === worker.id) parts.signs.looksAt(conversation, found.id, worker.id);
    return detailView(found, worker, content.regions[found.region], { chat, draft, familyThere });
  };
  return {
    'GET /console/api/me': async (request, response) => {
      const worker = await who(request);
      const { id, name, role, areas } = worker;
      json(response, 200, { id, name, role, areas, away: await desk.away(worker), signIn: parts.signIn, ...known });
    },
    'GET /console/api/pipe': async (request, response) => {
      const { areas } = await atTheQueue(request);
      json(response, 200, { troubles: await parts.troubles(areas) });
    },
    'GET /console/api/handoffs': async (request, response) => {
      const worker = await atTheQueue(request);
      const read = listSchema.safeParse(queryOf(request));
      if (!read.success) throw new ServiceError('body-unreadable', { cause: read.error });
      json(response, 200, { handoffs: await desk.list(worker, read.data) });
    },
    'GET /console/api/handoffs/:id': async (request, response) => {
      const worker = await atTheQueue(request);
      json(response, 200, await view(worker, await desk.open(worker, pathPart(request, 'id'))));
    },
    'GET /console/api/handoffs/:id/copy': async (request, response) => {
      const worker = await atTheQueue(request);
      const language = queryOf(request)['language'] === 'sv' ? 'sv' : 'fi';
      const found = await desk.open(worker, pathPart(request, 'id'), 'export');
      json(response, 200, { text: recordText(found, content.workbook, copyNames(content, language), language) });
    },
    'POST /console/api/handoffs': async (request, response) => {
      const worker = await atTheQueue(request);
      const { taken, region } = takenFrom(await optionalJsonBody(request), content);
      const handoff = takenHandoff(taken, region, content, parts.names, parts.clock.now(), parts.canPromise);
      const entered = await desk.enter(worker, handoff, keyOf(request));
      moved(undefined);
      json(response, 201, entered);
    },
    'POST /console/api/code': async (request, response) => {
      const worker = await atTheQueue(request);
      const { code } = await bodyOf(request, codeSchema);
      const hash = parts.names.hashOfCode(code);
      const found = await parts.wrongCodes.guard(worker.id, () => desk.openByCode(worker, hash));
      json(response, 200, await view(worker, found));
    },
    'POST /console/api/handoffs/:id/draft': async (request, response) => {
      const worker = await atTheQueue(request);
      const { text } = await bodyOf(request, draftSchema);
      await desk.keepDraft(worker, pathPart(request, 'id'), text);
      json(response, 200, {});
    },
    'POST /console/api/handoffs/:id/sign': async (request, response) => {
      const worker = await atTheQueue(request);
      const id = pathPart(request, 'id');
      const sign = await bodyOf(request, signSchema);
      await parts.signs.fromWorker(worker.id, id, sign, () => desk.inHand(worker, id));
      json(response, 200, {});
    },
    'POST /console/api/handoffs/:id/:move': async (request, response) => {
      const worker = await atTheQueue(request);
      const move = moveNamed(pathPart(request, 'move'));
      const told = moveTold(move, await optionalJsonBody(request));
      moved(await desk.make(worker, pathPart(request, 'id'), move, told, keyOf(request)));
      json(response, 200, { moved: true });
    },
    'GET /console/api/consults': async (request, response) => {
      const worker = await atTheQueue(request);
      json(response, 200, { consults: await desk.consults(worker) });
    },
    'POST /console/api/consults/:id/answer': async (request, response) => {
      const worker = await atTheQueue(request);
      const { text } = await bodyOf(request, answerSchema);
      moved(await desk.answer(worker, pathPart(request, 'id'), text, keyOf(request)));
      json(response, 200, { moved: true });
    },
    'POST /console/api/away': async (request, response) => {
      const worker = await atTheQueue(request);
      await desk.setAway(worker, (await bodyOf(request, awaySchema)).away);
      json(response, 200, {});
    },
    'GET /console/api/audit': async (request, response) => {
      const worker = await who(request);
      const subject = queryOf(request)['subject']?.slice(0, 200);
      json(response, 200, { lines: await desk.trail(worker, subject === '' ? undefined : subject) });
    },
    'GET /console/api/news': async (request, response) => {
      const worker = await atTheQueue(request);
      stream(request, response, {
        news: parts.news,
        typing: (heard) => parts.signs.listen(worker.id, heard),
        beat: parts.beat ?? usualBeat,
        mayListen: () => atTheQueue(request),
      });
    },
  };
}

async function bodyOf<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const read = schema.safeParse(await optionalJsonBody(request));
  if (!read.success) throw new ServiceError('body-unreadable', { cause: read.error });
  return read.data;
}

/** The console's name for one deed, the same when it is sent again because no answer came (draft-ietf-httpapi-idempotency-key-header). */
function keyOf(request: Request): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\w-]{8,64}$/.test(key)) throw new ServiceError('body-unreadable');
  return key;
}

function queryOf(request: Request): Partial<Record<string, string>> {
  return Object.fromEntries(new URL(request.url ?? '/', 'http://localhost').searchParams);
}

function copyNames(content: Content, language: 'fi' | 'sv'): Parameters<typeof recordText>[2] {
  return {
    need: (id) => needName(content, id, language),
    municipality: (id) => placeName(id, content, language),
    area: (id) => areaName(content, id, language),
    clock(id) {
      const clock = content.statutory.find((one) => one.id === id);
      return clock ? inLanguage(clock.name, language) : id;
    },
  };
}

interface Listening {
  readonly news: QueueNews;
  /** Calls back with the handoff, of this worker's own, whose family types. */
  readonly typing: (heard: (handoff: string) => void) => () => void;
  readonly beat: number;
  readonly mayListen: () => Promise<unknown>;
}

/**
 * Server-sent events: "something changed" without a word of what; the console asks again as itself. With every beat it is asked whether
 * the worker still may listen, so that an ended session is heard of by every open window.
 */
function stream(request: Request, response: Response, { news, typing, beat, mayListen }: Listening): void {
  response.writeHead(200, {
    ...everyAnswer,
    'content-type': 'text/event-stream',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  response.write('data: hello\n\n');
  const stop = news.listen(() => response.write('data: queue\n\n'));
  const stopTyping = typing((handoff) => response.write(`event: typing\ndata: ${handoff}\n\n`));
  const pulse = setInterval(() => {
    mayListen().then(
      () => response.write(': still here\n\n'),
      () => response.end(),
    );
  }, beat);
  request.on('close', () => {
    clearInterval(pulse);
    stop();
    stopTyping();
  });
}
