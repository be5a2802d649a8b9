import { pino } from 'pino';

/**
 * What a log line may hold: an allow-list by type, so that a family's words cannot be logged by mistake.
 * Identifiers of conversations and people have no field here on purpose; `reference` is the random number shown with an apology.
 */
export interface LogFields {
  readonly reference?: string;
  readonly channel?: string;
  readonly region?: string;
  readonly outcome?: string;
  readonly step?: string;
  readonly milliseconds?: number;
  readonly status?: number;
  readonly method?: string;
  readonly route?: string;
  readonly code?: string;
  readonly fault?: string;
  readonly place?: string;
  readonly count?: number;
  readonly address?: string;
}

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

const allowed: readonly (keyof LogFields)[] = [
  'reference',
  'channel',
  'region',
  'outcome',
  'step',
  'milliseconds',
  'status',
  'method',
  'route',
  'code',
  'fault',
  'place',
  'count',
  'address',
];

/** Keeps the allowed fields only: what a careless caller adds beside them is dropped, not masked. */
export function allowedFields(fields: LogFields = {}): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const name of allowed) {
    const value = fields[name];
    if (typeof value === 'string') kept[name] = value.slice(0, 200);
    else if (typeof value === 'number') kept[name] = value;
  }
  return kept;
}

export function openLog(level: string): Log {
  const out = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (event, fields) => out.info(allowedFields(fields), event),
    warn: (event, fields) => out.warn(allowedFields(fields), event),
    error: (event, fields) => out.error(allowedFields(fields), event),
  };
}

/** A fault told by its class and the place in our own code where it rose; never by its message, which may quote a family. */
export function faultOf(error: unknown): { fault: string; place: string } {
  if (!(error instanceof Error)) return { fault: typeof error, place: 'unknown' };
  if (error.cause instanceof Error) return faultOf(error.cause);
  const stack = error.stack ?? '';
  // The stack begins with the message, whose lines may look like places.
  const frames = stack.slice(Math.max(0, stack.indexOf(error.message)) + error.message.length);
  const lines = frames.split('\n').filter((line) => /^\s+at /.test(line));
  const own = lines.find((line) => /[\\/](dist|src)[\\/]/.test(line)) ?? lines[0] ?? '';
  const place = /([\w.-]+\.[jt]s:\d+:\d+)/.exec(own)?.[1] ?? 'unknown';
  const code = (error as { code?: unknown }).code;
  return { fault: typeof code === 'string' ? `${error.name} ${code.slice(0, 40)}` : error.name, place };
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
