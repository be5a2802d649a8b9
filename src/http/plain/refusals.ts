import type { Request, Response } from 'restify';
import { busy, trouble } from '../../conversation/trouble';
import { ServiceError } from '../../errors';
import { offeredLanguage } from '../../region/region';
import type { Over } from '../limits';
import { faultReference } from '../reply';
import { fieldsOf, place, storyIn, type Form } from './form';
import type { Frame } from './frame';
import { tellingPage, troublePage } from './pages';
import { frameOf, openRegion, readable, type Answer, type PlainParts } from './parts';

/** In a moment: with the numbers, and the form kept to be sent again. */
export function busyPage(parts: PlainParts, form: Form, request: Request, response: Response, over: Over): Answer {
  const of = readable(parts.tokens, form.token);
  const region = openRegion(parts, of?.region ?? form.region);
  const asked = (of && parts.spoken.of(of.conversation)) ?? of?.language ?? form.lang;
  const language = offeredLanguage(region, asked ?? request.headers['accept-language']);
  response.setHeader('retry-after', String(over.seconds));
  const words = [busy(parts.content, region.region, language, parts.clock.now())];
  return {
    page: troublePage(frameOf(parts, region, language, { token: form.token, kept: form.kept }), words, fieldsOf(form)),
    status: 429,
  };
}

/** Every refusal is a page with the numbers and a way on. */
export function refusal(
  parts: PlainParts,
  form: Form | undefined,
  request: Request,
  response: Response,
  error: unknown,
): Answer {
  const of = form && readable(parts.tokens, form.token);
  const region = openRegion(parts, of?.region ?? form?.region);
  const asked = of?.language ?? form?.lang ?? request.headers['accept-language'];
  const language = offeredLanguage(region, asked);
  const frame = frameOf(parts, region, language, { token: form?.token, kept: form?.kept });
  const code = error instanceof ServiceError ? error.code : undefined;
  const status = error instanceof ServiceError ? error.status : 500;
  const closed: Frame = { ...frame, token: undefined, kept: form && storyIn(form) };
  if (code === 'token-refused' || code === 'conversation-unknown') return { page: tellingPage(closed, 'lost'), status };
  if (code === 'body-unreadable') return { page: tellingPage(closed, 'unreadable'), status };
  if (code === 'body-too-large') {
    // What is left of it is not read: the connection ends with the answer.
    response.setHeader('connection', 'close');
    return { page: tellingPage(closed, 'long'), status };
  }
  const reference = faultReference(error, parts.log, `POST ${place}`);
  const words = trouble(parts.content, region.region, frame.language, reference, parts.clock.now());
  return { page: troublePage(frame, [words], form && fieldsOf(form)), status };
}
