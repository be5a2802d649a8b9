import type { ServerResponse, Server } from 'node:http';

/** How long a stop may take in all, milliseconds; whoever stops the process by force should wait longer. */
export const longestStop = 25_000;
const look = 25;

/** What is being answered, so that a stop lets it be finished. */
export interface Drain {
  /** Counts an answer until it is sent, or its client is gone. */
  watch(response: ServerResponse): void;
  /** From now on each answer ends its connection, so that the next request goes to another replica. */
  begin(): void;
  /** Takes no new connections, and waits until all that was begun is answered, or the patience, in milliseconds, is over. */
  finish(server: Server, patience: number): Promise<void>;
}

export function makeDrain(): Drain {
  const open = new Set<ServerResponse>();
  let draining = false;
  const last = (response: ServerResponse): void => {
    response.shouldKeepAlive = false;
  };
  // An answer that has begun and goes on without end is news for a console, which asks again elsewhere.
  const isWaitedFor = (response: ServerResponse): boolean => !response.headersSent || response.writableEnded;
  return {
    watch(response) {
      open.add(response);
      response.once('close', () => open.delete(response));
      if (draining) last(response);
    },
    begin() {
      draining = true;
      open.forEach(last);
    },
    async finish(server, patience) {
      server.close();
      const end = performance.now() + patience;
      while ([...open].some(isWaitedFor) && performance.now() < end)
        await new Promise((resolve) => setTimeout(resolve, look));
    },
  };
}
