import type { Bot } from '../../bot/bot';
import type { BotDoor } from '../../bot/cloud-adapter';
import { activitySchema } from '../../bot/translate';
import { ServiceError } from '../../errors';
import { jsonBody } from '../body';
import { json, plain, type Handler } from '../reply';

/** The Bot Framework door. Who may come in is the SDK's own check; every refusal is 401 without a word. */
export function botDoorRoutes(door: BotDoor, bot: Bot): Readonly<Record<string, Handler>> {
  return {
    'POST /api/messages': async (request, response) => {
      const body = await jsonBody(request);
      const read = activitySchema.safeParse(body);
      if (!read.success) throw new ServiceError('body-unreadable', { cause: read.error });
      // Without a conversation there is nowhere to answer to.
      if ((read.data.conversation?.id ?? '') === '') throw new ServiceError('body-unreadable');
      const answer = await door.take(request.headers.authorization ?? '', body as object, bot);
      if (answer?.body !== undefined) return json(response, answer.status, answer.body);
      plain(response, answer?.status ?? 200, '');
    },
  };
}
