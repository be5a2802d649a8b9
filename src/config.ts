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

export interface Config extends Settings {
  /** Nothing of what is only for home exists in production (docs/adr/0006). */
  readonly production: boolean;
  readonly botIsSet: boolean;
  readonly signInIsSet: boolean;
}

/** Settings that cannot be used; names every fault at once. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`the settings do not allow a start:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Reads settings from the environment given. Pure: throws a ConfigError that names all faults together. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = settingsSchema.safeParse(env);
  const unread = read.success ? [] : read.error.issues;
  const names = unread.map((issue) => String(issue.path[0]));
  // What cannot be read is told, and looked past, so that everything else that is wrong is told with it.
  const settings =
    read.data ??
    settingsSchema.parse(Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name))));
  const config: Config = {
    ...settings,
    production: settings.NODE_ENV === 'production',
    botIsSet: settings.MICROSOFT_APP_ID !== undefined,
    signInIsSet:
      settings.SIGN_IN_AUTHORITY !== undefined &&
      settings.SIGN_IN_CLIENT_ID !== undefined &&
      settings.SIGN_IN_CLIENT_SECRET !== undefined,
  };
  const others = [...halfSet(settings), ...(config.production ? missingInProduction(config) : onlyHome(config))];
  const faults = [
    ...unread.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...others.filter((fault) => !names.some((name) => fault.startsWith(`${name}:`))),
  ];
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** How long each class is kept, in the words of storage. */
export function keepingOf(settings: Settings): {
  readonly conversationHours: number;
  readonly handoffDays: number;
  readonly outboxDays: number;
  readonly tallyYears: number;
  readonly auditYears: number;
  readonly backupDays: number;
} {
  return {
    conversationHours: settings.RETENTION_CONVERSATION_HOURS,
    handoffDays: settings.RETENTION_HANDOFF_DAYS,
    outboxDays: settings.RETENTION_OUTBOX_DAYS,
    tallyYears: settings.RETENTION_TALLY_YEARS,
    auditYears: settings.RETENTION_AUDIT_YEARS,
    backupDays: settings.RETENTION_BACKUP_DAYS,
  };
}

/** Where deletions are remembered outside the database: a setting, else beside the file, else in the data folder. */
export function deletionsFileOf(settings: Settings): string {
  if (settings.DELETIONS_FILE !== undefined) return settings.DELETIONS_FILE;
  return settings.DATABASE_URL === undefined
    ? `${settings.DATABASE_FILE}-deletions`
    : `${settings.DATA_FOLDER}/deletions`;
}

/** What production needs besides settings: told together with them, so that one start shows everything that is missing. */
export function missingFromContent(content: {
  readonly unapproved: readonly string[];
  readonly regions: Readonly<Record<string, { readonly 'responsible-role': string | null; readonly open: boolean }>>;
}): string[] {
  const unnamed = Object.entries(content.regions).filter(
    ([, region]) => region.open && region['responsible-role'] === null,
  );
  return [
    ...unnamed.map(
      ([id]) =>
        `regions/${id}/region.yaml: responsible-role is not named; the act 306/2019 6 a § asks for one who watches the quality of automatic advice`,
    ),
    ...content.unapproved.map(
      (file) =>
        `${file}: approved-by and approved-at are empty; content is approved before families meet it (306/2019 6 a §)`,
    ),
  ];
}

type AreasByRegion = Readonly<
  Record<string, { readonly open: boolean; readonly areas: readonly { readonly id: string }[] }>
>;

/** Receivers whose areas are not there, and in production areas of open regions that nobody would be told of. */
export function faultsOfReceivers(config: Config, regions: AreasByRegion): string[] {
  const known = Object.entries(regions).flatMap(([region, { areas }]) => [
    `${region}/*`,
    `${region}/common`,
    ...areas.map(({ id }) => `${region}/${id}`),
  ]);
  const strange = config.NOTICE_RECEIVERS.flatMap(({ id, areas }) =>
    areas
      .filter((area) => !known.includes(area))
      .map((area) => `NOTICE_RECEIVERS: there is no area "${area}" for the receiver "${id}"; areas stand in regions/`),
  );
  if (!config.production || config.DESK_URL !== undefined || config.NOTICE_RECEIVERS.length === 0) return strange;
  const told = config.NOTICE_RECEIVERS.filter(({ takes }) => takes === 'everything').flatMap(({ areas }) => areas);
  const silent = Object.entries(regions)
    .filter(([, { open }]) => open)
    .flatMap(([region, { areas }]) => areas.map(({ id }) => ({ region, area: `${region}/${id}` })))
    .filter(({ region, area }) => !told.includes(area) && !told.includes(`${region}/*`));
  return [
    ...strange,
    ...silent.map(({ area }) => `NOTICE_RECEIVERS: nobody takes everything of ${area}, so none there may be promised`),
  ];
}

/** All that keeps production from starting, settings and content together; empty when it may start. */
export function faultsOf(
  env: Readonly<Record<string, string | undefined>>,
  content: Parameters<typeof missingFromContent>[0] & { readonly regions: AreasByRegion },
): string[] {
  const fromContent = env['NODE_ENV'] === 'production' ? missingFromContent(content) : [];
  try {
    return [...faultsOfReceivers(loadConfig(env), content.regions), ...fromContent];
  } catch (error) {
    if (error instanceof ConfigError) return [...error.faults, ...fromContent];
    throw error;
  }
}

/** Drafts, the home key and a console without sign-in are for one machine only: an open address needs production. */
function onlyHome(config: Config): string[] {
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(config.HOST);
  return [
    ...(loopback
      ? []
      : [`HOST: ${config.HOST} can be reached by others; that needs NODE_ENV=production with all that it asks for`]),
    ...(config.signInIsSet && config.PUBLIC_ADDRESS === undefined
      ? ['PUBLIC_ADDRESS: the sign-in sends workers back to it']
      : []),
  ];
}

function halfSet(settings: Settings): string[] {
  const together = (names: readonly (keyof Settings)[], why: string): string[] => {
    const missing = names.filter((name) => settings[name] === undefined);
    return missing.length > 0 && missing.length < names.length ? [`${missing.join(', ')}: ${why}`] : [];
  };
  return [
    ...(settings.MICROSOFT_APP_TYPE === 'UserAssignedMSI'
      ? together(['MICROSOFT_APP_ID', 'MICROSOFT_APP_TENANT_ID'], 'the bot is set half; set both or none')
      : together(
          ['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID'],
          'the bot is set half; set all three or none',
        )),
    ...together(
      ['SIGN_IN_AUTHORITY', 'SIGN_IN_CLIENT_ID', 'SIGN_IN_CLIENT_SECRET'],
      'the sign-in is set half; set all three or none',
    ),
    ...together(['DESK_URL', 'DESK_SECRET'], 'the connected desk is set half; its events are signed with the secret'),
    ...together(['SMTP_URL', 'NOTICE_FROM'], 'mail is set half; letters need a server and a sender'),
    ...(settings.NOTICE_RECEIVERS.some(({ email }) => email !== undefined) && settings.SMTP_URL === undefined
      ? ['SMTP_URL: NOTICE_RECEIVERS has e-mail addresses, and there is no server to send by']
      : []),
  ];
}

function missingInProduction(config: Config): string[] {
  const needed: readonly (readonly [boolean, string])[] = [
    [config.botIsSet, 'MICROSOFT_APP_ID: without an app id the bot door would let anybody in'],
    [config.signInIsSet, 'SIGN_IN_AUTHORITY, SIGN_IN_CLIENT_ID, SIGN_IN_CLIENT_SECRET: the console needs a sign-in'],
    [
      config.ENCRYPTION_KEYS !== undefined,
      'ENCRYPTION_KEYS: production brings its own keys; make one with: openssl rand -base64 32',
    ],
    [
      config.PUBLIC_ADDRESS?.startsWith('https:') === true,
      'PUBLIC_ADDRESS: the https address that families and workers use, for links and sign-in',
    ],
    [
      config.NOTICE_RECEIVERS.length > 0 || config.DESK_URL !== undefined,
      'NOTICE_RECEIVERS: without a receiver no worker is told of a handoff, and no family may be promised anything',
    ],
    [
      config.NOTICE_RECEIVERS.every(({ teams }) => teams?.startsWith('http:') !== true),
      'NOTICE_RECEIVERS: a webhook begins with https',
    ],
  ];
  return needed.filter(([ok]) => !ok).map(([, fault]) => fault);
}
