import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request, Response } from 'restify';
import type { Clock } from '../../clock';
import type { Config } from '../../config';
import { needCalled, type Content } from '../../content/content';
import { ServiceError } from '../../errors';
import { offeredLanguage, type Region } from '../../region/region';
import { cataloguePage, groupings } from '../catalogue-page';
import { embeddingPage } from '../embedding-page';
import { fileHandler } from '../file';
import { isAtHome } from '../home';
import type { Page } from '../html';
import { consolePage } from '../pages';
import { framePage, regionPage, type ChatPage } from '../region-page';
import { html, pathPart, plain, publicAddress, type Handler } from '../reply';
import { statementPage } from '../statement-page';
import type { WidgetFiles } from '../widget-files';

export interface PageParts {
  readonly config: Config;
  readonly content: Content;
  readonly clock: Clock;
  /** The folder of the built browser programs. */
  readonly web: string;
  readonly widget: WidgetFiles;
}

const script = 'text/javascript; charset=utf-8';
const style = 'text/css; charset=utf-8';
const forever = { 'cache-control': 'public, max-age=31536000, immutable' };
/** A script with a checksum is asked for as from another origin, and every site may ask. */
const anySite = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };

/** The pages that stand around the chat, and the files that they load. */
export function pageRoutes(parts: PageParts): Readonly<Record<string, Handler>> {
  const { content, config, clock, widget } = parts;
  const page =
    (make: (request: Request, region: Region, language: string) => Page, forgiving = true): Handler =>
    (request, response) => {
      const query = queryOf(request);
      const own = forgiving ? content.regions[config.REGION] : undefined;
      const asked = content.regions[query.get('region') ?? config.REGION];
      // A page that forgives leads to a region that serves families: a chat of another would wait for ever.
      const region = forgiving && asked?.open !== true ? own : asked;
      if (!region) throw new ServiceError('not-found');
      const language = offeredLanguage(region, query.get('lang') ?? request.headers['accept-language']);
      const made = make(request, region, language);
      html(response, 200, made.text, made.headers);
      return Promise.resolve();
    };
  const chatPage = (request: Request, region: Region, language: string): ChatPage => {
    const query = queryOf(request);
    const from = query.get('from') ?? undefined;
    return {
      content,
      region,
      language,
      now: clock.now(),
      atHome: isAtHome(request, config),
      exit: config.QUICK_EXIT_URL,
      script: widget.current.address,
      sockets: publicAddress(request, config).replace(/^http/, 'ws'),
      about: needCalled(content, query.get('aihe') ?? query.get('about') ?? undefined),
      from: region.entries?.find((entry) => entry === from),
    };
  };
  const file = (name: string, type: string): Handler => fileHandler(readFileSync(join(parts.web, name)), type);
  return {
    'GET /': page((request, region, language) => regionPage(chatPage(request, region, language))),
    'GET /ikkuna': page((request, region, language) => framePage(chatPage(request, region, language))),
    'GET /upotus': page((request, region, language) =>
      embeddingPage({ content, region, language, widget: widget.current, address: publicAddress(request, config) }),
    ),
    'GET /saavutettavuus': page((_request, region, language) => statementPage(content, region, language)),
    'GET /palvelut': page((request, region, language) => {
      const by = groupings.find((one) => one === queryOf(request).get('by')) ?? 'need';
      return cataloguePage(content, region, language, by, clock.now());
    }, false),
    'GET /console': (_request, response) => {
      const made = consolePage();
      html(response, 200, made.text, made.headers);
      return Promise.resolve();
    },
    'GET /favicon.ico': (_request, response) => {
      plain(response, 204, '');
      return Promise.resolve();
    },
    'GET /widget/:name': versioned(widget),
    'GET /widget.js': fileHandler(widget.current.bytes, script, { 'cache-control': 'no-cache', ...anySite }),
    'GET /console.js': file('console.js', script),
    'GET /base.css': file('base.css', style),
    'GET /page.css': file('page.css', style),
    'GET /plain.css': file('plain.css', style),
    'GET /widget.css': fileHandler(readFileSync(join(parts.web, 'widget.css')), style, {
      'cache-control': 'no-cache',
      ...anySite,
    }),
    'GET /console.css': file('console.css', style),
  };
}

/** Each version of the window under its own address, for as long as it is kept. */
function versioned(widget: WidgetFiles): Handler {
  const handlers = new Map<string, Handler>();
  return (request: Request, response: Response) => {
    const name = pathPart(request, 'name');
    const version = widget.named(name);
    if (!version) throw new ServiceError('not-found');
    const handler = handlers.get(name) ?? fileHandler(version.bytes, script, { ...forever, ...anySite });
    handlers.set(name, handler);
    return handler(request, response);
  };
}

function queryOf(request: Request): URLSearchParams {
  return new URL(request.url ?? '/', 'http://localhost').searchParams;
}
