import { settingsSchema, type Settings } from './settings';

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
    [
      config.DESK_URL?.startsWith('http:') !== true,
      'DESK_URL: what the desk is sent names families; it begins with https',
    ],
  ];
  return needed.filter(([ok]) => !ok).map(([, fault]) => fault);
}
