import type { Activity } from './messages';

export interface News {
  readonly activities: readonly Activity[];
  readonly watermark?: string;
}

export interface Stream {
  close(): void;
}

/** How a socket ended: it never opened (something on the way keeps sockets out), the line broke, or another tab took its place. */
export type Ended = 'never-opened' | 'broke' | 'replaced';

const opens = 5000;
const beat = 20_000;

/** Listens to one conversation over a socket. Tells once how it ended, unless it was closed from here. */
export function openStream(
  address: string,
  watermark: number,
  heard: { open(): void; news(news: News): void; ended(how: Ended): void },
): Stream {
  let opened = false;
  let done = false;
  const end = (how: Ended): void => {
    if (done) return;
    done = true;
    clearTimeout(late);
    clearInterval(pulse);
    socket?.close();
    heard.ended(how);
  };
  const url = new URL(address, location.href);
  url.searchParams.set('watermark', String(watermark));
  let socket: WebSocket | undefined;
  // A proxy may swallow the question for a socket without an answer.
  const late = setTimeout(() => end('never-opened'), opens);
  // A line that died without a word is found out by speaking.
  const pulse = setInterval(() => socket?.readyState === 1 && socket.send(''), beat);
  try {
    socket = new WebSocket(url);
    socket.onopen = () => {
      opened = true;
      clearTimeout(late);
      heard.open();
    };
    socket.onmessage = (event: MessageEvent<string>) => {
      if (event.data !== '' && !done) heard.news(JSON.parse(event.data) as News);
    };
    socket.onclose = (event) => end(!opened ? 'never-opened' : event.code === 1000 ? 'replaced' : 'broke');
  } catch {
    setTimeout(() => end('never-opened'));
  }
  return {
    close() {
      done = true;
      clearTimeout(late);
      clearInterval(pulse);
      socket?.close();
    },
  };
}
