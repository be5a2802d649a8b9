import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { faultOf } from '../../log';
import type { BotDoor } from '../cloud-adapter';
import { withPatience } from './patience';
import { calledBy, type Reference } from './reference';

/** What came of a call to Teams. `gone`: the bot, the chat or the message is no longer there, and calling again will not help. */
export type Came =
  | { readonly came: 'taken'; readonly id: string }
  | { readonly came: 'later'; readonly fault: string; readonly waitMs?: number }
  | { readonly came: 'gone'; readonly fault: string; readonly status: number };

/** Calls Teams. Never throws: what came of it is told. */
export interface TeamsPost {
  send(reference: Reference, activities: readonly Partial<Activity>[]): Promise<Came>;
  edit(reference: Reference, id: string, activity: Partial<Activity>): Promise<Came>;
}

export function teamsPost(door: Pick<BotDoor, 'reach'>): TeamsPost {
  const calling = async (
    reference: Reference,
    call: (context: Parameters<Parameters<BotDoor['reach']>[1]>[0]) => Promise<string>,
  ): Promise<Came> => {
    let id = '';
    try {
      await withPatience(
        door.reach(calledBy(reference), async (context) => {
          id = await call(context);
        }),
      );
      return { came: 'taken', id };
    } catch (error) {
      return cameOf(error);
    }
  };
  return {
    send: (reference, activities) =>
      calling(reference, async (context) => {
        const sent = await context.sendActivities([...activities]);
        return sent.at(-1)?.id ?? '';
      }),
    edit: (reference, id, activity) =>
      calling(reference, async (context) => {
        await context.updateActivity({ ...activity, id });
        return id;
      }),
  };
}

/** What a failed call tells: the SDK's errors carry the channel's answer. */
const failedSchema = z.looseObject({
  statusCode: z.number().optional(),
  response: z.looseObject({ headers: z.unknown().optional() }).optional(),
});

const noLongerThere = [403, 404, 410];

function cameOf(error: unknown): Came {
  const { fault } = faultOf(error);
  const read = failedSchema.safeParse(error);
  const status = read.data?.statusCode;
  if (status !== undefined && noLongerThere.includes(status))
    return { came: 'gone', fault: `status ${status}`, status };
  if (status === undefined) return { came: 'later', fault };
  const waitMs = retryAfterOf(read.data?.response?.headers);
  return { came: 'later', fault: `status ${status}`, ...(waitMs === undefined ? {} : { waitMs }) };
}

const headersSchema = z.object({ get: z.custom<(name: string) => unknown>((value) => typeof value === 'function') });

function retryAfterOf(headers: unknown): number | undefined {
  const read = headersSchema.safeParse(headers);
  const told: unknown = read.success ? read.data.get.call(headers, 'retry-after') : undefined;
  return typeof told === 'string' && /^\d{1,6}$/.test(told) ? Number(told) * 1000 : undefined;
}

/** How long until the next try: longer after each, and never shorter than the channel asks. */
export function pauseMs(tries: number, asked = 0): number {
  return Math.max(asked, Math.min(5_000 * 2 ** Math.min(tries, 8), 10 * 60_000));
}
