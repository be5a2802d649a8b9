import { randomBytes } from 'node:crypto';
import type { Request } from 'restify';
import { z } from 'zod';
import type { Config } from '../config';
import type { Content } from '../content/content';
import { ServiceError } from '../errors';
import { jsonBody } from './body';
import { escaped, headersWith, pageHead, type Page } from './html';
import { fromOwnPage } from './own-page';
import { html, plain, type Handler } from './reply';
import { consoleCookies } from './sign-in/cookies';
import type { TeamsClaims, TeamsTokens } from './teams-token';

/** Who may show the console in a frame: Teams by its own addresses, and nobody else. */
const teamsHosts = 'https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft';

const bodySchema = z.object({ token: z.string().min(1).max(20_000) });

export interface TeamsTabParts {
  readonly config: Config;
  readonly content: Content;
  readonly tokens: TeamsTokens;
  /** Begins a session as at the sign-in and gives its reference; a refusal when the person has no role or area. */
  readonly admit: (request: Request, claims: TeamsClaims) => Promise<string>;
  readonly consolePage: () => Page;
  /** The browser's program of the tab. */
  readonly program: Buffer;
}

/**
 * The console in a tab of Teams: its page asks Teams who is signed in, the token is exchanged for a session like any other, and the
 * console is shown. Only these two pages may stand in a frame, and only in one of Teams.
 */
export function teamsTabRoutes(parts: TeamsTabParts): Readonly<Record<string, Handler>> {
  return {
    'GET /console/teams': (_request, response) => {
      const page = tabPage(parts.content);
      html(response, 200, page.text, page.headers);
      return Promise.resolve();
    },
    'GET /console/teams/queue': (_request, response) => {
      const page = parts.consolePage();
      html(response, 200, page.text, framed(page.headers));
      return Promise.resolve();
    },
    'GET /teams-tab.js': (_request, response) => {
      plain(response, 200, parts.program, {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
      });
      return Promise.resolve();
    },
    'POST /console/api/teams/session': async (request, response) => {
      fromOwnPage(request, parts.config);
      const read = bodySchema.safeParse(await jsonBody(request));
      if (!read.success) throw new ServiceError('body-unreadable', { cause: read.error });
      const reference = await parts.admit(request, await parts.tokens.claimsOf(read.data.token));
      plain(response, 204, '', { 'set-cookie': consoleCookies(parts.config).sessionInFrame.holding(reference) });
    },
  };
}

function framed(headers: Page['headers']): Page['headers'] {
  const policy = headers['content-security-policy'] ?? '';
  return {
    ...headers,
    'content-security-policy': policy.replace("frame-ancestors 'none'", `frame-ancestors ${teamsHosts}`),
  };
}

function tabPage(content: Content): Page {
  const nonce = randomBytes(16).toString('base64');
  const said = (name: string, element: 'p' | 'span'): string[] =>
    ['fi', 'sv'].map(
      (language) => `<${element} lang="${language}">${escaped(content.say(language)(name))}</${element}>`,
    );
  const words = (name: string): string => said(`teams.tab.${name}`, 'p').join('');
  const way = (name: string, to: string): string =>
    `<p><a ${to}>${said(`teams.tab.${name}`, 'span').join(' · ')}</a></p>`;
  const inBrowser = way('browser', 'href="/console" target="_blank" rel="noreferrer"');
  const text = `${pageHead('fi', content.say('fi')('teams.tab.title'), ['base'])}
<body>
<main>
<div data-when="opening" role="status">${words('opening')}</div>
<div data-when="refused" role="alert" hidden>${words('refused')}${inBrowser}</div>
<div data-when="unreachable" role="alert" hidden>${words('unreachable')}${way('again', 'href="/console/teams"')}</div>
<div data-when="outside" role="alert" hidden>${words('outside')}${inBrowser}</div>
</main>
<noscript>${words('outside')}</noscript>
<script nonce="${nonce}" src="/teams-tab.js" defer></script>
</body>
</html>`;
  return { text, headers: framed(headersWith(nonce)) };
}
