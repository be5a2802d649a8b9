import { randomBytes } from 'node:crypto';
import type { Response } from 'restify';
import type { Clock } from '../../clock';
import type { Config } from '../../config';
import type { Content } from '../../content/content';
import type { Hear } from '../../conversation/hear';
import type { Conversations } from '../../conversation/ports';
import { ServiceError } from '../../errors';
import type { Log } from '../../log';
import { offeredLanguage, type Region } from '../../region/region';
import type { Page } from '../html';
import type { Limits } from '../limits';
import { html } from '../reply';
import type { Spoken } from '../spoken';
import type { TokenOf, Tokens } from '../tokens';
import type { Form } from './form';
import type { Frame } from './frame';

/** What the way without script is made of. */
export interface PlainParts {
  readonly config: Config;
  readonly content: Content;
  readonly clock: Clock;
  readonly log: Log;
  readonly conversations: Conversations;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly spoken: Spoken;
  readonly hear: Hear;
}

/** A page with its status; most are well. */
export interface Answer {
  readonly page: Page;
  readonly status?: number;
}

export function send(response: Response, { page, status = 200 }: Answer): Promise<void> {
  html(response, status, page.text, page.headers);
  return Promise.resolve();
}

/** The frame of an open conversation, in the language it was last answered in; its token begins a new hour. */
export function frameFor(parts: PlainParts, form: Form, of: TokenOf, spoken: string | undefined, ended = false): Frame {
  const region = openRegion(parts, of.region);
  const language = offeredLanguage(region, spoken ?? of.language);
  const token = ended ? undefined : parts.tokens.issue({ ...of, language });
  return frameOf(parts, region, language, { token, kept: ended ? undefined : form.kept });
}

/** The frame of a page of a region in a language; without a token it stands in no conversation. */
export function frameOf(
  parts: Pick<PlainParts, 'content' | 'clock' | 'config'>,
  region: Region,
  language: string,
  { token, kept }: { readonly token?: string | undefined; readonly kept?: string | undefined } = {},
): Frame {
  return {
    content: parts.content,
    region,
    language,
    now: parts.clock.now(),
    exit: parts.config.QUICK_EXIT_URL,
    token,
    kept,
    fresh: () => randomBytes(18).toString('base64url'),
  };
}

/** A region that serves families; any other name means the house's own. */
export function openRegion(parts: Pick<PlainParts, 'content' | 'config'>, asked: string | null | undefined): Region {
  const named = parts.content.regions[asked ?? ''];
  const region = named?.open === true ? named : parts.content.regions[parts.config.REGION];
  if (!region) throw new ServiceError('not-found');
  return region;
}

/** A page cannot renew its token while it lies open: its form does, for as long as an idle conversation lives. */
export function readable(tokens: Tokens, token: string): TokenOf | undefined {
  try {
    return tokens.readLate(token);
  } catch {
    return undefined;
  }
}
