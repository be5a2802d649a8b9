import { z } from 'zod';

const blankIsUnset = (value: unknown): unknown => (value === '' ? undefined : value);
const optional = (schema: z.ZodString | z.ZodURL = z.string()) => z.preprocess(blankIsUnset, schema.optional());

/** A whole number within limits. */
const whole = (least: number, most: number, usual: number) =>
  z.preprocess(blankIsUnset, z.coerce.number().int().min(least).max(most).default(usual));
const perMinute = (usual: number) => whole(1, 1_000_000_000, usual);

const keyRing = z
  .string()
  .regex(/^[\w-]{1,20}:[A-Za-z0-9+/_-]{43}=?(,[\w-]{1,20}:[A-Za-z0-9+/_-]{43}=?)*$/, {
    message: 'write keys as name:base64 of 32 bytes, the current first, separated by commas',
  })
  .transform((text) =>
    text.split(',').map((one) => {
      const [id = '', key = ''] = one.split(':');
      return { id, key: Buffer.from(key, 'base64') };
    }),
  );

/** Hosts as `host` or `host:port`, separated by commas. */
const hosts = z
  .string()
  .regex(/^[a-z0-9.-]+(:\d+)?(,[a-z0-9.-]+(:\d+)?)*$/, { message: 'write hosts without https://, separated by commas' })
  .transform((text) => text.split(','));

/** The address of one organisation: one that lets any organisation in would let anybody in. */
const oneOrganisation = z.url({ protocol: /^https$/, error: 'write an https address', abort: true }).refine(
  (address) => {
    const [tenant = ''] = new URL(address).pathname.split('/').filter((part) => part !== '');
    return !['', 'common', 'organizations', 'consumers'].includes(tenant.toLowerCase());
  },
  { message: 'name one tenant in the address; common, organizations and consumers let in people of any organisation' },
);

/** Where notices of areas go: each an e-mail address or a Teams workflow's webhook, which is a secret. */
const receiver = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'write an id of small letters, digits and hyphens'),
    areas: z.array(z.string().regex(/^[a-z0-9-]+\/([a-z0-9-]+|\*)$/, 'write areas as region/area or region/*')).min(1),
    takes: z.enum(['everything', 'urgent']).default('everything'),
    email: z.email().optional(),
    teams: z.url({ protocol: /^https?$/ }).optional(),
  })
  .refine(({ id }) => id !== 'desk', 'another receiver is called desk: the one of DESK_URL')
  .refine(({ email, teams }) => (email === undefined) !== (teams === undefined), 'give it either email or teams');

const receivers = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      // The reason would quote the text, and the text holds secrets.
      context.addIssue({ code: 'custom', message: 'is not JSON; write a list: [{"id":…,"areas":[…],"email":…}]' });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(receiver)
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'two receivers have the same id'),
  );

/** Sites that greet their visitor by what was searched or watched before: a quick exit to them shows more than it hides. */
const personal =
  /(^|\.)(google|youtube|bing|facebook|instagram|tiktok|gmail|outlook|live|yahoo|amazon|netflix|x|twitter|whatsapp|suomi24|wilma|kanta|omakanta)\.[a-z.]{2,6}$/;

function isPersonal(address: string): boolean {
  return URL.canParse(address) && personal.test(new URL(address).hostname);
}

/** Every setting there is, with its default at home. `.env.example` is kept equal to this by a test. */
export const settingsSchema = z.object({
  NODE_ENV: z.preprocess(blankIsUnset, z.enum(['development', 'test', 'production']).default('development')),
  HOST: z.preprocess(blankIsUnset, z.string().default('127.0.0.1')),
  PORT: z.preprocess(blankIsUnset, z.coerce.number().int().min(0).max(65535).default(3978)),
  REGION: z.preprocess(blankIsUnset, z.string().default('etela-pohjanmaa')),
  DATABASE_FILE: z.preprocess(blankIsUnset, z.string().default('data/luotsi.db')),
  DATABASE_URL: optional(),
  DATA_FOLDER: z.preprocess(blankIsUnset, z.string().default('data')),
  ENCRYPTION_KEYS: z.preprocess(blankIsUnset, keyRing.optional()),
  RETENTION_CONVERSATION_HOURS: whole(1, 20, 20),
  RETENTION_HANDOFF_DAYS: whole(1, 365, 30),
  RETENTION_OUTBOX_DAYS: whole(1, 90, 7),
  RETENTION_TALLY_YEARS: whole(1, 20, 5),
  RETENTION_AUDIT_YEARS: whole(12, 50, 12),
  RETENTION_BACKUP_DAYS: whole(1, 365, 90),
  DELETIONS_FILE: optional(),
  LOG_LEVEL: z.preprocess(blankIsUnset, z.enum(['silent', 'error', 'warn', 'info']).default('info')),
  MICROSOFT_APP_ID: optional(),
  MICROSOFT_APP_TYPE: z.preprocess(blankIsUnset, z.enum(['SingleTenant', 'UserAssignedMSI']).default('SingleTenant')),
  MICROSOFT_APP_PASSWORD: optional(),
  MICROSOFT_APP_TENANT_ID: optional(),
  BOT_OPENID_METADATA: optional(z.url()),
  BOT_TOKEN_ISSUER: z.preprocess(blankIsUnset, z.string().default('https://api.botframework.com')),
  SIGN_IN_AUTHORITY: z.preprocess(blankIsUnset, oneOrganisation.optional()),
  SIGN_IN_KNOWN_AUTHORITIES: z.preprocess(blankIsUnset, hosts.optional()),
  SIGN_IN_CLIENT_ID: optional(),
  SIGN_IN_CLIENT_SECRET: optional(),
  PUBLIC_ADDRESS: optional(z.url()),
  DESK_URL: optional(z.url()),
  DESK_SECRET: optional(),
  NOTICE_RECEIVERS: z.preprocess((value) => (value === '' || value === undefined ? '[]' : value), receivers),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  NOTICE_FROM: optional(),
  LIMIT_TOKEN: perMinute(600),
  LIMIT_CONVERSATION: perMinute(120),
  LIMIT_ADDRESS: perMinute(240),
  LIMIT_ALL: perMinute(300_000),
  PROXY_HOPS: whole(0, 10, 0),
  METRICS_PORT: z.preprocess(blankIsUnset, z.coerce.number().int().min(0).max(65535).optional()),
  DRAIN_SECONDS: whole(0, 20, 5),
  QUICK_EXIT_URL: z.preprocess(
    blankIsUnset,
    z
      .url({ protocol: /^https$/ })
      .refine((address) => !isPersonal(address), {
        message:
          'this site shows what its visitor has looked at; choose a page that is the same for everybody, as weather or news',
      })
      .default('https://www.ilmatieteenlaitos.fi/'),
  ),
});

export type Settings = z.output<typeof settingsSchema>;
