import type { Request, Response } from 'restify';
import { z } from 'zod';
import { ServiceError } from '../../errors';
import { endings, moves, type Move } from '../../queue/handoff';
import type { WorkDesk } from '../../queue/desk';
import type { Worker } from '../../queue/ports';
import type { Words } from '../../region/region';
import type { SegmentModel } from '../../region/segments';
import { optionalJsonBody } from '../body';
import { everyAnswer, json, pathPart, type Handler } from '../reply';
import { whoWorksAtTheQueue } from '../sign-in/who-works';

const moveSchema = z
  .object({
    text: z.string().max(10_000).optional(),
    ending: z.enum(endings).optional(),
    axes: z
      .strictObject({
        coping: z.enum(['easy', 'hard']),
        'needs-many': z.enum(['few', 'many']),
        scales: z.record(z.string().max(40), z.number().int().min(0).max(4)),
      })
      .optional(),
  })
  .optional();

/** The family's own code as it was heard on the phone. */
const codeSchema = z.object({ code: z.string().max(40) });

/** Who the request's worker is; throws a refusal when nobody is signed in, or when the request is not of the console's own page. */
export type WhoWorks = (request: Request) => Promise<Worker>;

export interface QueueNews {
  /** Calls back at every change of the queue until the returned function is called. */
  listen(heard: () => void): () => void;
}

/** What a worker's screen needs to say ids in words; nothing of it is about anybody. */
export interface ConsoleKnowledge {
  /** What workers call the areas, by `region/area`. */
  readonly areaNames: Readonly<Record<string, string>>;
  /** The segmentation model of each region that has one. */
  readonly models: Readonly<Record<string, SegmentModel>>;
  readonly clocks: Readonly<Record<string, { readonly name: Words; readonly source: string }>>;
  /** Whether workers sign in, and so can sign out; at home they may do neither. */
  readonly signIn: boolean;
}

/** What the workers' console asks and does. Everything a worker sees or changes is written to the audit trail by the desk. */
export function consoleRoutes<Announced>(
  desk: WorkDesk<Announced>,
  who: WhoWorks,
  news: QueueNews,
  /** Told after every move, with what the family was told of it, if anything. */
  moved: (entry: Announced | undefined) => void,
  hashOfCode: (code: string) => string,
  /** What the console shows by name: areas, segmentation models, statutory clocks. */
  known: ConsoleKnowledge,
  /** How often a window that listens to the news hears that it still is listened to, in milliseconds. */
  beat = 25_000,
): Readonly<Record<string, Handler>> {
  const atTheQueue = whoWorksAtTheQueue(who);
  return {
    'GET /console/api/me': async (request, response) => {
      const worker = await who(request);
      json(response, 200, { id: worker.id, name: worker.name, role: worker.role, ...known });
    },
    'GET /console/api/handoffs': async (request, response) =>
      json(response, 200, { handoffs: await desk.list(await atTheQueue(request)) }),
    'GET /console/api/handoffs/:id': async (request, response) =>
      json(response, 200, await desk.open(await atTheQueue(request), pathPart(request, 'id'))),
    'POST /console/api/code': async (request, response) => {
      const worker = await atTheQueue(request);
      const read = codeSchema.safeParse(await optionalJsonBody(request));
      if (!read.success) throw new ServiceError('body-unreadable', { cause: read.error });
      json(response, 200, await desk.openByCode(worker, hashOfCode(read.data.code)));
    },
    'POST /console/api/handoffs/:id/:move': async (request, response) => {
      const worker = await atTheQueue(request);
      const move = moves.find((one): one is Move => one === pathPart(request, 'move'));
      if (move === undefined) throw new ServiceError('not-found');
      const read = moveSchema.safeParse(await optionalJsonBody(request));
      if (!read.success) throw new ServiceError('body-unreadable', { cause: read.error });
      const { text, ending, axes } = read.data ?? {};
      if ((move === 'close' && ending === undefined) || (move === 'evaluate') !== (axes !== undefined))
        throw new ServiceError('body-unreadable');
      const entry = await desk.make(worker, pathPart(request, 'id'), move, {
        ...(text === undefined ? {} : { text }),
        ...(ending === undefined ? {} : { ending }),
        ...(axes === undefined ? {} : { axes }),
      });
      moved(entry);
      json(response, 200, { moved: true });
    },
    'GET /console/api/news': async (request, response) => {
      await atTheQueue(request);
      stream(request, response, news, beat, () => atTheQueue(request));
    },
  };
}

/**
 * Server-sent events: "something changed" without a word of what; the console asks again as itself. With every beat it is asked whether
 * the worker still may listen, so that an ended session is heard of by every open window.
 */
function stream(
  request: Request,
  response: Response,
  news: QueueNews,
  beat: number,
  mayListen: () => Promise<unknown>,
): void {
  response.writeHead(200, {
    ...everyAnswer,
    'content-type': 'text/event-stream',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  response.write('data: hello\n\n');
  const stop = news.listen(() => response.write('data: queue\n\n'));
  const pulse = setInterval(() => {
    mayListen().then(
      () => response.write(': still here\n\n'),
      () => response.end(),
    );
  }, beat);
  request.on('close', () => {
    clearInterval(pulse);
    stop();
  });
}
