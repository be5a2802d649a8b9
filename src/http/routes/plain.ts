import type { Request, Response } from 'restify';
import { incomingFrom, type Standing } from '../../bot/translate';
import { needCalled } from '../../content/content';
import type { Answered } from '../../conversation/hear';
import { cleaned } from '../../conversation/incoming';
import { questionName } from '../../conversation/open-question';
import type { Entry, Told } from '../../conversation/outgoing';
import { ServiceError } from '../../errors';
import { redact } from '../../need/redact';
import { offeredLanguage } from '../../region/region';
import { isAtHome } from '../home';
import { addressOf, type Over } from '../limits';
import { fieldsOf, place, readForm, saidIn, type Form } from '../plain/form';
import { gonePage, startPage, troublePage, turnPage, wholePage, workerPage } from '../plain/pages';
import { frameFor, frameOf, openRegion, readable, send, type Answer, type PlainParts } from '../plain/parts';
import { busyPage, refusal } from '../plain/refusals';
import { faultReference, plain, type Handler } from '../reply';
import type { TokenOf } from '../tokens';

/** A family that leaves is not kept waiting for a slow database: the erasing goes on without it. */
const patience = 1500;

/**
 * The same dialog without script, a page a question. A message goes the same way as from the chat: into the turn. Token and message id travel in the forms alone (docs/adr/0014).
 */
export function plainRoutes(parts: PlainParts): Readonly<Record<string, Handler>> {
  const { config, tokens } = parts;
  return {
    [`GET ${place}`]: (request, response) => {
      const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
      const region = openRegion(parts, query.get('region'));
      const language = offeredLanguage(region, query.get('lang') ?? request.headers['accept-language']);
      const about = needCalled(parts.content, query.get('aihe') ?? query.get('about') ?? undefined);
      const from = region.entries?.find((entry) => entry === query.get('from'));
      // The conversation has its name before it begins, so that beginning twice is beginning once.
      const token = tokens.issue({ conversation: tokens.newConversation(), region: region.region, language, about });
      const draft = isAtHome(request, config) && parts.content.unapproved.length > 0;
      return send(response, { page: startPage(frameOf(parts, region, language, { token }), { about, from, draft }) });
    },

    [`POST ${place}`]: async (request, response) => {
      let form: Form | undefined;
      try {
        form = await readForm(request);
        if (form.command === 'leave') return await leaveQuickly(parts, form, request, response);
        const over = await overIn(parts, form, request);
        if (over) return await send(response, busyPage(parts, form, request, response, over));
        return await send(response, await answerTo(parts, form, request));
      } catch (error) {
        return send(response, refusal(parts, form, request, response, error));
      }
    },
  };
}

async function answerTo(parts: PlainParts, form: Form, request: Request): Promise<Answer> {
  if (form.command === 'start') return begin(parts, form, request);
  const of = parts.tokens.readLate(form.token);
  const log = await parts.conversations.log(of.conversation, 0);
  if (log.length === 0) throw new ServiceError('conversation-unknown');
  switch (form.command) {
    case 'end':
      return end(parts, form, of, request);
    case 'refresh':
      return latest(parts, form, of, log);
    case 'whole':
      return { page: wholePage(frameFor(parts, form, of, languageIn(log)), log) };
    default:
      return say(parts, form, of, log, request);
  }
}

/** What is spent by a form: a beginning by its address, anything else by its conversation. Ending one is always allowed. */
async function overIn(parts: PlainParts, form: Form, request: Request): Promise<Over | undefined> {
  if (form.command === 'end') return undefined;
  if (form.command === 'start') return parts.limits.start(addressOf(request, parts.config));
  const of = readable(parts.tokens, form.token);
  return of && parts.limits.message(of.conversation);
}

async function begin(parts: PlainParts, form: Form, request: Request): Promise<Answer> {
  const of = readable(parts.tokens, form.token) ?? {
    conversation: parts.tokens.newConversation(),
    region: openRegion(parts, form.region).region,
    language: form.lang,
    about: form.about,
  };
  const from = parts.content.regions[of.region]?.entries?.find((entry) => entry === form.from);
  const begun = { ...standing(parts, of, request), from };
  return shown(parts, form, of, await parts.hear(incomingFrom({}, 'start', begun)));
}

/** One message of the family, if it answers the question that is open, or does not answer any. */
async function say(
  parts: PlainParts,
  form: Form,
  of: TokenOf,
  log: readonly Entry[],
  request: Request,
): Promise<Answer> {
  const said = saidIn(form);
  const before = log.find((entry) => entry.told?.clientId === form.message);
  const left =
    before === undefined ? answersAnother(form, log) : before.told !== undefined && !isSame(before.told, said);
  if (left) return latest(parts, form, of, log, true);
  const activity = { ...said, channelData: { clientActivityID: form.message } };
  return shown(parts, form, of, await parts.hear(incomingFrom(activity, 'message', standing(parts, of, request))));
}

/** The stored words as a page. What could not be stored is told with its numbers, and the form is kept to be sent again. */
async function shown(parts: PlainParts, form: Form, of: TokenOf, { entry, words }: Answered): Promise<Answer> {
  if (!entry) {
    return {
      page: troublePage(frameFor(parts, form, of, words[0]?.luotsi.language), words, fieldsOf(form)),
      status: 503,
    };
  }
  const language = entry.words.at(-1)?.luotsi.language;
  if (entry.words.some((word) => word.luotsi.notice === 'left'))
    return { page: gonePage(frameFor(parts, form, of, language, true), entry.words) };
  if (entry.words.some((word) => word.luotsi.step !== undefined || word.luotsi.voice === 'waiting'))
    return {
      page: turnPage(frameFor(parts, form, of, language), { words: entry.words, told: entry.told, stale: false }),
    };
  return latest(parts, form, of, await parts.conversations.log(of.conversation, 0));
}

/** Where the conversation stands now: with a worker, or at its last words. */
function latest(parts: PlainParts, form: Form, of: TokenOf, log: readonly Entry[], stale = false): Answer {
  const frame = frameFor(parts, form, of, languageIn(log));
  const joined = log.findLastIndex((entry) => entry.words.some((word) => word.luotsi.notice === 'voice'));
  const voice = log[joined]?.words.findLast((word) => word.luotsi.notice === 'voice')?.luotsi.voice;
  if (voice === 'worker') {
    const cards = log.at(-1)?.words.filter((word) => word.luotsi.danger) ?? [];
    return { page: workerPage(frame, log.slice(joined), cards) };
  }
  const spoken = log.filter((entry) => entry.words.length > 0);
  const last = spoken.at(-1);
  // When a worker has just left, the robot has asked nothing yet: the family may write.
  return { page: turnPage(frame, { words: last?.words ?? [], told: last?.told, stale }) };
}

async function end(parts: PlainParts, form: Form, of: TokenOf, request: Request): Promise<Answer> {
  return shown(parts, form, of, await parts.hear(incomingFrom({}, 'leave', standing(parts, of, request))));
}

/** Away at once, whatever else fails: the rows go, and another page comes in this one's place. */
async function leaveQuickly(parts: PlainParts, form: Form, request: Request, response: Response): Promise<void> {
  const of = readable(parts.tokens, form.token);
  if (of) {
    const erased = parts
      .hear(incomingFrom({}, 'leave', standing(parts, of, request)))
      .catch((error: unknown) => void faultReference(error, parts.log, `POST ${place}`));
    await Promise.race([erased, new Promise((resolve) => setTimeout(resolve, patience).unref())]);
  }
  plain(response, 303, '', { location: parts.config.QUICK_EXIT_URL, 'referrer-policy': 'no-referrer' });
}

/** An answer to a question that is not the open one: the family has gone back in its browser, or has two tabs. */
function answersAnother(form: Form, log: readonly Entry[]): boolean {
  if (form.step === '' || form.command !== undefined) return false;
  const open = log.flatMap((entry) => entry.words).findLast((word) => word.luotsi.step !== undefined);
  return open === undefined || questionName(open.luotsi) !== form.step;
}

/** Whether a form is sent again as it was. What was told is kept masked, so both ways of writing are compared. */
function isSame(told: Told, said: ReturnType<typeof saidIn>): boolean {
  if (JSON.stringify(told.value) !== JSON.stringify(said.value)) return false;
  const text = cleaned(said.text ?? '');
  return text === '' || told.text === text || told.text === redact(text).text;
}

function languageIn(log: readonly Entry[]): string | undefined {
  return log.flatMap((entry) => entry.words).at(-1)?.luotsi.language;
}

function standing(parts: PlainParts, of: TokenOf, request: Request): Standing {
  return { ...of, channel: 'web', atHome: isAtHome(request, parts.config) };
}
