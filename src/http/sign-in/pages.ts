import type { Request, Response } from 'restify';
import type { Content } from '../../content/content';
import { ServiceError } from '../../errors';
import { faultOf, type Log } from '../../log';
import { escaped, headersWithoutScript, pageHead, type Page } from '../html';
import { faultReference, html, type Handler } from '../reply';

type Say = Pick<Content, 'say'>;

/** What a page of the sign-in is about: the name of its words in `locales/…/sign-in.yaml`. */
type Told = 'again' | 'no-permission' | 'groups-untold' | 'unreachable' | 'fault' | 'signed-out';

interface Way {
  readonly words: 'sign-in' | 'other-account' | 'everywhere' | 'console';
  readonly to: string;
}

const again: Way = { words: 'sign-in', to: '/console/sign-in' };
const otherAccount: Way = { words: 'other-account', to: '/console/sign-in?account=other' };
const toConsole: Way = { words: 'console', to: '/console' };

const refused: Readonly<Partial<Record<string, readonly [Told, ...Way[]]>>> = {
  'not-signed-in': ['again', again, otherAccount],
  'not-permitted': ['no-permission', otherAccount, toConsole],
  'groups-untold': ['groups-untold', otherAccount, toConsole],
  'sign-in-unreachable': ['unreachable', again, toConsole],
  'service-unavailable': ['unreachable', again, toConsole],
};

/**
 * A handler whose refusals and faults are told on a page, with a way back: a browser is on its way between two addresses, and nothing
 * else would show what happened.
 */
export function asSignInPage(handler: Handler, content: Say, log: Log): Handler {
  return async (request, response) => {
    try {
      await handler(request, response);
    } catch (error) {
      const [told, ...ways] = (error instanceof ServiceError && refused[error.code]) || ['fault' as const, again];
      const reference = told === 'fault' ? faultReference(error, log, 'sign-in') : '';
      // Why the organisation was not understood is for whoever runs the service; a worker's own slip is not.
      if (told === 'unreachable') log.error('a sign-in was not possible', faultOf(error));
      const page = signInPage(content, languagesFor(request), told, ways, { reference });
      html(response, error instanceof ServiceError ? error.status : 500, page.text, page.headers);
    }
  };
}

/** Tells that the session here is over, and offers the way out of the organisation too, when there is one. */
export function tellSignedOut(
  request: Request,
  response: Response,
  content: Say,
  everywhere: string | undefined,
): void {
  const ways: Way[] = [...(everywhere === undefined ? [] : [{ words: 'everywhere' as const, to: everywhere }]), again];
  const page = signInPage(content, languagesFor(request), 'signed-out', ways);
  html(response, 200, page.text, page.headers);
}

/** The languages a worker may be met in. */
const pageLanguages = ['fi', 'sv', 'en'] as const;
type PageLanguage = (typeof pageLanguages)[number];

/** The browser's own language first, then Finnish and Swedish: an organisation's computers seldom speak their worker's language. */
function languagesFor(request: Request): readonly PageLanguage[] {
  const asked = request.headers['accept-language']?.toLowerCase().slice(0, 2);
  const first = pageLanguages.find((one) => one === asked) ?? 'fi';
  return [first, ...(['fi', 'sv'] as const).filter((one) => one !== first)];
}

function signInPage(
  content: Say,
  languages: readonly PageLanguage[],
  told: Told,
  ways: readonly Way[],
  values: Readonly<Record<string, string>> = {},
): Page {
  const said = (language: PageLanguage, name: string): string => content.say(language)(`sign-in.${name}`, values);
  const word = (language: PageLanguage, name: string): string => escaped(said(language, name));
  const [first = 'fi'] = languages;
  const part = (language: PageLanguage, index: number): string => {
    const heading = index === 0 ? 'h1' : 'h2';
    const links = ways.map(
      ({ words, to }) => `<li><a href="${escaped(to)}">${word(language, `ways.${words}`)}</a></li>`,
    );
    return `<section lang="${language}">
<${heading}>${word(language, `${told}.title`)}</${heading}>
<p>${word(language, `${told}.text`)}</p>
<ul class="ways">${links.join('')}</ul>
</section>`;
  };
  const text = `${pageHead(first, `Luotsi · ${said(first, `${told}.title`)}`, ['base'])}
<body class="sign-in">
<main>
${languages.map(part).join('\n')}
</main>
</body>
</html>`;
  return { text, headers: headersWithoutScript() };
}
