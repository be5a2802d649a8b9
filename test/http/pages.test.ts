import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWidgetFiles } from '../../src/http/widget-files';
import { theContent } from '../support/house';
import { startTestService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${service.address}${path}`, { headers });
const text = async (path: string): Promise<string> => (await get(path)).text();

describe('the window’s script', () => {
  const named = async (): Promise<{ address: string; integrity: string }> => {
    const shown = (await text('/upotus')).replaceAll('&#34;', '"');
    const [, address = '', integrity = ''] =
      /src="http[^"]*(\/widget\/[a-f0-9]{16}\.js)" integrity="([^"]+)"/.exec(shown) ?? [];
    return { address, integrity };
  };

  it('has an address that means one content for ever, and the checksum that the snippet names', async () => {
    const { address, integrity } = await named();
    const answer = await get(address);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const sum = createHash('sha384')
      .update(Buffer.from(await answer.arrayBuffer()))
      .digest('base64');
    expect(integrity).toBe(`sha384-${sum}`);
    expect(await text('/')).toContain(`src="${address}"`);
  });

  it('comes pressed to who can press it out', async () => {
    const { address } = await named();
    expect((await get(address, { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBe('gzip');
    expect((await get(address, { 'accept-encoding': 'identity' })).headers.get('content-encoding')).toBeNull();
  });

  it('of a version that nobody knows is not found', async () => {
    for (const name of ['0123456789abcdef.js', '..%2fluotsi.db', 'widget.js'])
      expect((await get(`/widget/${name}`)).status).toBe(404);
  });

  it('is kept for twelve months after its last day, and never under a name that its content has not', () => {
    const folder = mkdtempSync(join(tmpdir(), 'luotsi-versions-'));
    try {
      const versions = join(folder, 'versions');
      const built = join(folder, 'widget.js');
      const now = new Date('2026-11-22T12:00:00Z');
      const open = (content: string, at: Date): ReturnType<typeof openWidgetFiles> => {
        writeFileSync(built, content);
        return openWidgetFiles(built, versions, at);
      };
      const first = open('first', new Date('2025-11-01T12:00:00Z'));
      const name = first.current.address.slice('/widget/'.length);
      const second = open('second', new Date('2026-10-01T12:00:00Z'));
      expect(second.named(name)?.bytes.toString()).toBe('first');
      const third = open('third', now);
      expect(third.named(name)).toBeUndefined();
      expect(third.named(second.current.address.slice('/widget/'.length))?.bytes.toString()).toBe('second');
      writeFileSync(join(versions, '0123456789abcdef.js'), 'not what it says');
      utimesSync(join(versions, '0123456789abcdef.js'), now, now);
      expect(open('third', now).named('0123456789abcdef.js')).toBeUndefined();
      expect(readdirSync(versions)).not.toContain(name);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is served from memory where the folder cannot be written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'luotsi-versions-'));
    try {
      const built = join(folder, 'widget.js');
      writeFileSync(built, 'only');
      const files = openWidgetFiles(built, join(built, 'no-folder'), new Date());
      files.touch(new Date());
      expect(files.named(files.current.address.slice('/widget/'.length))?.bytes.toString()).toBe('only');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the chat on other sites', () => {
  it('is framed by the region’s own sites and by no other', async () => {
    const policyOf = async (path: string): Promise<string> =>
      (await get(path)).headers.get('content-security-policy') ?? '';
    expect(await policyOf('/ikkuna?region=etela-pohjanmaa')).toContain("frame-ancestors 'self' https://www.hyvaep.fi");
    expect(await policyOf('/ikkuna?region=keski-uusimaa')).toContain("frame-ancestors 'self' https://www.keusote.fi");
    expect(await policyOf('/')).toContain("frame-ancestors 'none'");
  });

  it('allows scripts by nonce alone, sockets to its own address alone, and no making of script from text', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'nonce-[^']+';/);
    expect(policy).toContain(`connect-src 'self' ${service.address.replace('http', 'ws')};`);
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
  });
});

it.each(['fi', 'sv', 'en', 'fi-x-selko'])('names each language in itself, on a page in %s', async (language) => {
  const links = (await text(`/?lang=${language}`)).match(/<a [^>]*hreflang="[^"]*"[^>]*>[^<]*<\/a>/g) ?? [];
  const named = links.map((link) => [/ lang="([^"]*)"/.exec(link)?.[1], />([^<]*)</.exec(link)?.[1]]);
  expect(named).toEqual(
    expect.arrayContaining([
      ['fi', 'Suomi'],
      ['sv', 'Svenska'],
      ['en', 'English'],
      ['fi-x-selko', 'Selkosuomi'],
    ]),
  );
});

describe('an entry to the chat', () => {
  it.each(
    theContent()
      .needs.needs.filter((need) => need.topic !== null)
      .map((need) => [need.slug ?? '', need.id]),
  )('by ?aihe=%s is about %s', async (slug, need) => {
    expect(slug).not.toBe('');
    expect(await text(`/?aihe=${slug}`)).toContain(` about="${need}"`);
  });

  it('by a name that nobody knows begins as any other', async () => {
    expect(await text('/?aihe=%22%3E%3Cscript%3E')).not.toMatch(/ about=|<script>/);
  });

  it('is counted by the region’s own name for it, and by no other word', async () => {
    const begin = (from: string): Promise<Response> =>
      fetch(`${service.address}/directline/conversations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ properties: { from } }),
      });
    await begin('neuvola');
    await begin('neuvola');
    await begin('Mattia Meikäläinen 040 123 4567');
    const counted = service.rows("select value, count from tallies where measure = 'from' order by value");
    expect(counted.map((row) => [row['value'], Number(row['count'])])).toEqual([
      ['neuvola', 2],
      ['other', 1],
    ]);
  });
});
