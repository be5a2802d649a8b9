import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { faultOf, type Log } from '../log';
import { parts, type Wellness } from './health';
import { limitNames, type LimitName } from './limits';

/** How a turn came out for the family. */
const ends = ['answered', 'apology', 'busy'] as const;
const channels = ['web', 'teams', 'other'] as const;

/** One turn, as it is counted: no conversation, no words, nothing of whoever it was. */
export interface MeasuredTurn {
  readonly channel: (typeof channels)[number];
  readonly ended: (typeof ends)[number];
  readonly milliseconds: number;
}

/** What is read when somebody looks. Regions are those of the content, so that labels stay few. */
export interface Readings {
  readonly well: Wellness;
  readonly streams: number;
  readonly regions: readonly {
    readonly region: string;
    readonly waiting: number;
    /** Days for which the hours of its lines are known. */
    readonly horizonDays: number;
    readonly overdue: number;
  }[];
  readonly oldestUnclaimedSeconds: number;
  readonly breached: number;
  readonly undelivered: number;
  readonly oldestUndeliveredSeconds: number;
}

export interface Metrics {
  turn(turn: MeasuredTurn): void;
  limited(limit: LimitName): void;
  /** All of it in Prometheus' text form. */
  text(): Promise<string>;
}

/** Metrics of one service. Every label has a closed list of values; `stands` is asked at each look. */
export function makeMetrics(stands: () => Promise<Readings>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const seconds = new Histogram({
    name: 'luotsi_turn_seconds',
    help: 'From a message at the door to its stored answer, by channel and how it ended.',
    labelNames: ['channel', 'ended'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const turns = new Counter({
    name: 'luotsi_turns_total',
    help: 'Turns, by channel and how they ended for the family.',
    labelNames: ['channel', 'ended'],
    registers,
  });
  const limited = new Counter({
    name: 'luotsi_limited_total',
    help: 'Requests that were asked to wait, by the limit they reached.',
    labelNames: ['limit'],
    registers,
  });
  // Series that are there from the beginning can be alerted on before the first time.
  for (const channel of channels) for (const ended of ends) turns.inc({ channel, ended }, 0);
  for (const limit of limitNames) limited.inc({ limit }, 0);
  const gauge = (name: string, help: string, label?: string): Gauge =>
    new Gauge({ name: `luotsi_${name}`, help, labelNames: label === undefined ? [] : [label], registers });
  const well = gauge('part_well', '1 while a part works: alert on 0.', 'part');
  const streams = gauge('streams', 'Open windows of families.');
  const waiting = gauge('handoffs_waiting', 'Handoffs that nobody has claimed.', 'region');
  const oldest = gauge('oldest_unclaimed_seconds', 'Age of the oldest of them.');
  const breached = gauge('promises_breached', 'Handoffs that nobody has claimed though their day has passed.');
  const undelivered = gauge('outbox_undelivered', 'Notices that have not left the house.');
  const stuck = gauge('outbox_oldest_seconds', 'Age of the oldest of them.');
  const horizon = gauge('calendar_horizon_days', 'Days ahead for which the hours of lines are known.', 'region');
  const overdue = gauge('content_overdue', 'Lines, numbers and services that nobody has checked for a year.', 'region');
  return {
    turn({ channel, ended, milliseconds }) {
      turns.inc({ channel, ended });
      seconds.observe({ channel, ended }, milliseconds / 1000);
    },
    limited: (limit) => limited.inc({ limit }),
    async text() {
      const now = await stands();
      for (const part of parts) well.set({ part }, now.well[part] ? 1 : 0);
      streams.set(now.streams);
      oldest.set(now.oldestUnclaimedSeconds);
      breached.set(now.breached);
      undelivered.set(now.undelivered);
      stuck.set(now.oldestUndeliveredSeconds);
      for (const one of now.regions) {
        waiting.set({ region: one.region }, one.waiting);
        horizon.set({ region: one.region }, one.horizonDays);
        overdue.set({ region: one.region }, one.overdue);
      }
      return registry.metrics();
    },
  };
}

export interface MetricsDoor {
  readonly address: string;
  close(): Promise<void>;
}

/** `/metrics` on a port of its own, so that the public address never shows it. */
export async function openMetricsDoor(host: string, port: number, metrics: Metrics, log: Log): Promise<MetricsDoor> {
  // restify changes writeHead of every response in the process: what it gives back cannot be used.
  const answer = (response: ServerResponse, status: number, text = ''): void => {
    response.statusCode = status;
    response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8');
    response.end(text);
  };
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return answer(response, 404);
    metrics.text().then(
      (text) => answer(response, 200, text),
      (error: unknown) => {
        log.error('the metrics could not be told', faultOf(error));
        answer(response, 500);
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
