import { z } from 'zod';

const blankIsUnset = (value: unknown): unknown => (value === '' ? undefined : value);
const optional = (schema: z.ZodString | z.ZodURL = z.string()) => z.preprocess(blankIsUnset, schema.optional());

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
  LOG_LEVEL: z.preprocess(blankIsUnset, z.enum(['silent', 'error', 'warn', 'info']).default('info')),
  MICROSOFT_APP_ID: optional(),
  MICROSOFT_APP_TYPE: z.preprocess(blankIsUnset, z.enum(['SingleTenant', 'UserAssignedMSI']).default('SingleTenant')),
  MICROSOFT_APP_PASSWORD: optional(),
  MICROSOFT_APP_TENANT_ID: optional(),
  BOT_OPENID_METADATA: optional(z.url()),
  BOT_TOKEN_ISSUER: z.preprocess(blankIsUnset, z.string().default('https://api.botframework.com')),
  SIGN_IN_AUTHORITY: optional(z.url()),
  SIGN_IN_CLIENT_ID: optional(),
  SIGN_IN_CLIENT_SECRET: optional(),
  PUBLIC_ADDRESS: optional(z.url()),
  DESK_URL: optional(z.url()),
  DESK_SECRET: optional(),
  QUICK_EXIT_URL: z.preprocess(blankIsUnset, z.url().default('https://www.ilmatieteenlaitos.fi/')),
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
  const names = unread.map((issue) => issue.path.join('.'));
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

/** All that keeps production from starting, settings and content together; empty when it may start. */
export function faultsOf(
  env: Readonly<Record<string, string | undefined>>,
  content: Parameters<typeof missingFromContent>[0],
): string[] {
  const fromContent = env['NODE_ENV'] === 'production' ? missingFromContent(content) : [];
  try {
    loadConfig(env);
    return fromContent;
  } catch (error) {
    if (error instanceof ConfigError) return [...error.faults, ...fromContent];
    throw error;
  }
}

/** Drafts, the home key and a console without sign-in are for one machine only: an open address needs production. */
function onlyHome(config: Config): string[] {
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(config.HOST);
  return loopback
    ? []
    : [`HOST: ${config.HOST} can be reached by others; that needs NODE_ENV=production with all that it asks for`];
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
      config.PUBLIC_ADDRESS !== undefined,
      'PUBLIC_ADDRESS: the address that families and workers use, for links and sign-in',
    ],
  ];
  return needed.filter(([ok]) => !ok).map(([, fault]) => fault);
}
