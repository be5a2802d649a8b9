import type { Request } from 'restify';
import { z } from 'zod';
import type { Clock } from '../../clock';
import type { Config } from '../../config';
import type { Content } from '../../content/content';
import { trouble } from '../../conversation/trouble';
import { ServiceError } from '../../errors';
import type { Log } from '../../log';
import type { FamilyDesk, FamilyView } from '../../queue/family';
import { offeredLanguage } from '../../region/region';
import { formFields } from '../body';
import { askPage, codePlace, surePage, viewPage } from '../code/pages';
import { addressOf } from '../limits';
import type { Frame } from '../plain/frame';
import { troublePage } from '../plain/pages';
import { frameOf, openRegion, send, type Answer } from '../plain/parts';
import { faultReference, type Handler } from '../reply';
import type { Tokens } from '../tokens';
import type { WrongCodes } from '../wrong-codes';

const formSchema = z.object({
  code: z.string().max(40),
  do: z.enum(['look', 'ask', 'withdraw']).default('look'),
  region: z.string().max(100).optional(),
  lang: z.string().max(50).optional(),
});

type Form = z.output<typeof formSchema>;

export interface FamilyCodeParts<Announced> {
  readonly config: Config;
  readonly content: Content;
  readonly clock: Clock;
  readonly log: Log;
  readonly tokens: Tokens;
  readonly families: FamilyDesk<Announced>;
  readonly hashOfCode: (code: string) => string;
  /** A keyed hash of where a request comes from: addresses of families are not kept, also not in memory. */
  readonly hashOfPlace: (address: string) => string;
  readonly wrongCodes: WrongCodes;
  readonly moved: (entry: Announced | undefined) => void;
}

type PageParts = Pick<FamilyCodeParts<unknown>, 'config' | 'content' | 'clock' | 'log' | 'tokens'>;

/** A family with its own code: it sees where its request stands, takes it back, or goes on with its conversation. No script, no cookie. */
export function familyCodeRoutes<Announced>(parts: FamilyCodeParts<Announced>): Readonly<Record<string, Handler>> {
  return {
    [`GET ${codePlace}`]: (request, response) => {
      const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
      const region = openRegion(parts, query.get('region') ?? undefined);
      const language = offeredLanguage(region, query.get('lang') ?? request.headers['accept-language']);
      return send(response, { page: askPage(frameOf(parts, region, language)) });
    },
    [`POST ${codePlace}`]: async (request, response) => {
      let form: Form | undefined;
      try {
        form = await readForm(request);
        return await send(response, await answerTo(parts, form, request));
      } catch (error) {
        return send(response, refusal(parts, form, request, error));
      }
    },
  };
}

async function answerTo<Announced>(parts: FamilyCodeParts<Announced>, form: Form, request: Request): Promise<Answer> {
  const { families, wrongCodes } = parts;
  const hash = parts.hashOfCode(form.code);
  const address = addressOf(request, parts.config);
  const place = address === undefined ? undefined : parts.hashOfPlace(address);
  const view = await wrongCodes.guard(place, () => families.look(hash));
  if (form.do === 'ask' && view.mayWithdraw) return { page: surePage(frameFor(parts, view, form, request), form.code) };
  if (form.do !== 'withdraw') return { page: viewPage(frameFor(parts, view, form, request), view, form.code) };
  const withdrawn = await families.withdraw(hash);
  parts.moved(withdrawn.announced);
  return { page: viewPage(frameFor(parts, withdrawn.view, form, request), withdrawn.view, form.code) };
}

async function readForm(request: Request): Promise<Form> {
  const read = formSchema.safeParse(Object.fromEntries(await formFields(request)));
  if (!read.success) throw new ServiceError('body-unreadable', { cause: read.error });
  return read.data;
}

function refusal(parts: PageParts, form: Form | undefined, request: Request, error: unknown): Answer {
  const region = openRegion(parts, form?.region);
  const language = offeredLanguage(region, form?.lang ?? request.headers['accept-language']);
  const frame = frameOf(parts, region, language);
  const status = error instanceof ServiceError ? error.status : 500;
  const code = error instanceof ServiceError ? error.code : undefined;
  if (code === 'handoff-unknown') return { page: askPage(frame, 'wrong'), status };
  if (code === 'too-many-tries') return { page: askPage(frame, 'many'), status };
  if (code === 'body-unreadable' || code === 'body-too-large') return { page: askPage(frame, 'unreadable'), status };
  const reference = faultReference(error, parts.log, `POST ${codePlace}`);
  const words = trouble(parts.content, region.region, language, reference, parts.clock.now());
  return { page: troublePage(frame, [words], undefined), status };
}

/** The frame of a request that was found: in the page's language, with a token where its conversation can be gone on with. */
function frameFor(parts: PageParts, view: FamilyView, form: Form, request: Request): Frame {
  const region = parts.content.regions[view.region] ?? openRegion(parts, form.region);
  const language = offeredLanguage(region, form.lang ?? request.headers['accept-language']);
  const { conversation } = view;
  const token =
    conversation === null
      ? undefined
      : parts.tokens.issue({ conversation, region: region.region, language: view.language, about: undefined });
  return frameOf(parts, region, language, { token });
}
