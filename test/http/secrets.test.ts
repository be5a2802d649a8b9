import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { call, messageOf, openWindow, type FamilyWindow } from '../support/family-window';
import { plainWindow, postForm } from '../support/plain-window';
import { openSchema, postgresql } from '../support/schema';
import { startTestService, type TestService } from '../support/service';
import { walk, wantsContact } from '../support/walk';

/** Thirty things that nobody but the family and its worker may ever read. */
const secrets = [
  '131052-308T',
  '010190A123X',
  '150615A9876',
  '240890-999R',
  'Orvokki Planteeri',
  'Kuismaliisa',
  'Hilppa Salakari',
  'Tuisku-Eerika',
  'Mirka Varjola',
  '040 765 4321',
  '+358507654322',
  '044-9988776',
  '050 112 2334',
  '06 414 9988',
  'orvokki.planteeri@kotiposti.example',
  'hilppa+lapsi@posti.example',
  'Salaojantie 17 B 4',
  'Piilopirtintie 9',
  'FI21 1234 5600 0007 85',
  'ABC-123-plantti',
  'mies löi minua keittiössä eilen',
  'poikani viiltelee käsiään',
  'olen joutunut valehtelemaan neuvolassa',
  'juon joka ilta pullon viiniä',
  'tytär karkasi Porin mummolaan',
  'saan voimia vain lottokupongeista',
  'eroamme Juhannuksena salaa',
  'sossu ei tiedä tästä mitään',
  'planttiterveisin-yksityinen',
  'eyJwbGFudGVkIjoidG9rZW4ifQ.planted',
] as const;

/** A secret as it would look in any writing it could slip into. */
const written = (secret: string): Buffer[] =>
  [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
    Buffer.from(secret).toString('hex'),
  ].map((text) => Buffer.from(text));
const foundIn = (bytes: Buffer): string[] =>
  secrets.filter((secret) => written(secret).some((form) => bytes.includes(form)));

/** What answered, and whether a family's own words may stand in it. */
interface Told {
  readonly status: number;
  readonly text: string;
}

/** Sends every secret by every door, and into every way that a request can fail. Gives the answers that were refusals. */
async function plant(service: TestService): Promise<Told[]> {
  const told = await openWindow(service.address);
  const sent = await openWindow(service.address);
  for (const [index, secret] of secrets.entries()) await told.post(messageOf(secret, `secret-${index}`));
  const all = secrets.join(', ');
  await walk(sent, {
    ...wantsContact,
    'own-words': `Vauva ei nuku ja ${secrets[20]} ${secrets[0]}`,
    name: secrets[4],
    reach: secrets[9],
    wish: `${secrets[21]}, ${secrets[16]}`,
  });
  await sent.post(messageOf(all, 'after'));
  await sent.post(messageOf({ text: all }, 'value'));
  const refusals = await plantWrongly(service, told);
  const page = plainWindow(service);
  await page.open('/keskustelu');
  await page.press('Aloita');
  await page.answer({ text: all });
  return refusals;
}

/** Sends every secret where it has no business, also in the open conversation of a family. Gives the answers that were refusals. */
async function plantWrongly({ address }: TestService, told: FamilyWindow): Promise<Told[]> {
  const refusals: Told[] = [];
  const keep = async (asked: Promise<Response>): Promise<void> => {
    const answer = await asked;
    // A page that came too late gives back to its own family what it just sent, to be sent again; nothing else does.
    const text = (await answer.text()).replace(
      /name="kept" value="[^"]*"|<blockquote dir="auto">.*?<\/blockquote>/gs,
      '',
    );
    if (answer.status >= 400) refusals.push({ status: answer.status, text });
  };
  for (const [index, secret] of secrets.entries()) {
    await keep(told.post(messageOf(secret, `again-${index}`)));
    const hidden = encodeURIComponent(secret);
    await keep(call(address, 'GET', `/${hidden}`));
    await keep(call(address, 'GET', `/palvelut?region=${hidden}&lang=${hidden}`));
    await keep(call(address, 'GET', `/keskustelu?region=${hidden}&about=${hidden}`));
    await keep(call(address, 'POST', '/directline/conversations', `{"locale":"${secret}`));
    await keep(call(address, 'POST', '/directline/conversations', { properties: { region: secret, about: secret } }));
    await keep(call(address, 'POST', '/directline/tokens/refresh', undefined, { authorization: `Bearer ${hidden}` }));
    await keep(call(address, 'POST', '/directline/leave', secret));
    await keep(call(address, 'GET', `/directline/conversations/${hidden}/stream?t=${hidden}`));
    await keep(told.post({ type: secret.repeat(20), text: secret }));
    await keep(told.post(`not JSON ${secret}`));
    await keep(postForm(address, { message: secret, token: secret, text: secret }));
    await keep(postForm(address, { message: 'message-of-the-family', token: secret, text: secret, region: secret }));
    await keep(
      call(address, 'POST', '/api/messages', { type: 'message', text: secret, from: { id: secret, name: secret } }),
    );
    await keep(
      call(address, 'POST', '/api/messages', {
        type: 'message',
        id: secret,
        text: secret,
        channelId: 'emulator',
        serviceUrl: 'http://127.0.0.1:9',
        conversation: { id: secret },
        from: { id: secret, name: secret },
        recipient: { id: 'luotsi' },
        deliveryMode: 'expectReplies',
      }),
    );
    await keep(call(address, 'GET', `/console/api/handoffs/${hidden}`));
    await keep(
      call(address, 'POST', `/console/api/handoffs/${hidden}/claim`, { text: secret }, { 'x-luotsi': 'console' }),
    );
    await keep(call(address, 'POST', '/console/api/code', { code: secret }, { 'x-luotsi': 'console' }));
  }
  return refusals;
}

/** Everything that leaves the house, or that others than the worker read. */
async function outside(service: TestService): Promise<Record<string, string[]>> {
  const metrics = await (await fetch(`${service.metrics ?? ''}/metrics`)).text();
  return {
    log: foundIn(Buffer.from(JSON.stringify(service.lines))),
    metrics: foundIn(Buffer.from(metrics)),
  };
}

describe('thirty secrets, sent by every door and into every failure', () => {
  it('are in no log, metric, refusal, notice, statistic or address, and in no byte of the embedded file', async () => {
    expect(new Set(secrets).size).toBe(30);
    const service = await startTestService({
      env: { METRICS_PORT: '0', LIMIT_CONVERSATION: '100000', LIMIT_TOKEN: '100000' },
    });
    try {
      const bytes = (): Buffer => {
        const folder = dirname(service.databaseFile);
        return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
      };
      const refusals = await plant(service);
      expect(refusals.length).toBeGreaterThan(200);
      expect(refusals.filter(({ text }) => foundIn(Buffer.from(text)).length > 0)).toEqual([]);
      expect(await outside(service)).toEqual({ log: [], metrics: [] });
      expect(foundIn(bytes())).toEqual([]);
      const clear = ['outbox', 'tallies', 'audit', 'handoffs', 'handoff_events'].map((table) =>
        JSON.stringify(service.rows(`select * from ${table}`)),
      );
      expect(foundIn(Buffer.from(clear.join('')))).toEqual([]);
      // The same while the database is away, where every answer is an apology.
      const open = await openWindow(service.address);
      const back = service.takeAway();
      const family = await call(service.address, 'POST', '/directline/conversations', { locale: secrets[0] });
      expect(foundIn(Buffer.from(await family.text()))).toEqual([]);
      const apologies = await plantWrongly(service, open);
      expect(apologies.filter(({ status }) => status === 503).length).toBeGreaterThanOrEqual(secrets.length);
      expect(apologies.filter(({ text }) => foundIn(Buffer.from(text)).length > 0)).toEqual([]);
      back();
      expect(await outside(service)).toEqual({ log: [], metrics: [] });
      expect(foundIn(bytes())).toEqual([]);
    } finally {
      await service.close();
    }
  }, 120_000);

  const itWithPostgresql = postgresql === undefined ? it.skip : it;

  itWithPostgresql(
    'are in no page and no log of PostgreSQL either (runs when TEST_DATABASE_URL is set)',
    async () => {
      const schema = await openSchema();
      // A segment of its own: an older one may hold what other programs have written.
      await schema.rows('select pg_switch_wal()');
      const [{ at } = { at: '' }] = await schema.rows('select pg_walfile_name(pg_current_wal_lsn()) as at');
      const service = await startTestService({
        env: { DATABASE_URL: schema.url, METRICS_PORT: '0', LIMIT_CONVERSATION: '100000', LIMIT_TOKEN: '100000' },
      });
      try {
        await plant(service);
        await schema.rows('checkpoint');
        const tables = await schema.rows(
          `select c.relname as name, pg_relation_filepath(c.oid) as file from pg_class c
          where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'i')`,
        );
        const toast = await schema.rows(
          `select c.relname as name, pg_relation_filepath(c.reltoastrelid) as file from pg_class c
          where c.relnamespace = current_schema()::regnamespace and c.reltoastrelid <> 0`,
        );
        expect(tables.length).toBeGreaterThan(10);
        for (const { file, name } of [...tables, ...toast]) {
          const [row] = await schema.rows('select pg_read_binary_file($1) as bytes', [file]);
          expect([name, foundIn(row?.['bytes'] as Buffer)]).toEqual([name, []]);
        }
        // What lies behind the place where it is written now is of an older segment.
        const [now] = await schema.rows('select * from pg_walfile_name_offset(pg_current_wal_lsn())');
        const journal = await schema.rows(
          'select name from pg_ls_waldir() where name >= $1 and name <= $2 and length(name) = 24 order by name',
          [at, now?.['file_name']],
        );
        expect(journal.length).toBeGreaterThan(0);
        for (const { name } of journal) {
          const [row] = await schema.rows("select pg_read_binary_file('pg_wal/' || $1) as bytes", [name]);
          const bytes = row?.['bytes'] as Buffer;
          const ours = name === now?.['file_name'] ? bytes.subarray(0, Number(now?.['file_offset'])) : bytes;
          expect([name, foundIn(ours)]).toEqual([name, []]);
        }
        expect(await outside(service)).toEqual({ log: [], metrics: [] });
      } finally {
        await service.close();
        await schema.drop();
      }
    },
    120_000,
  );
});
