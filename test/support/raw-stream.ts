import { WebSocket } from 'ws';
import type { Activity, News } from './family-window';
import { until } from './family-window';

/** A bare socket on a conversation's stream. */
export interface RawStream {
  readonly activities: readonly Activity[];
  readonly watermark: () => string | undefined;
  /** The code the server closed with, once it has. */
  readonly closed: () => number | undefined;
  /** Waits for at least so many activities. */
  has(count: number): Promise<void>;
  close(): void;
}

/** Opens a stream; a refused one is an error that tells the status. */
export async function openStream(url: string): Promise<RawStream> {
  const activities: Activity[] = [];
  let watermark: string | undefined;
  let code: number | undefined;
  const socket = new WebSocket(url);
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text === '') return;
    const news = JSON.parse(text) as News;
    activities.push(...news.activities);
    watermark = news.watermark;
  });
  socket.on('close', (with_) => {
    code = with_;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('unexpected-response', (_request, response) => {
      reject(new Error(`the stream was refused with ${response.statusCode ?? 0}`));
      socket.terminate();
    });
    socket.on('error', reject);
  });
  return {
    activities,
    watermark: () => watermark,
    closed: () => code,
    has: (count) => until(`${count} activities came, of which ${activities.length}`, () => activities.length >= count),
    close: () => socket.close(),
  };
}
