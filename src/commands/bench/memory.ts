import { join } from 'node:path';
import net, { type Socket } from 'node:net';
import { startOwnService } from '../own-service';
import { median, roundOf } from './figures';
import { unlimited } from './kill-run';
import { openCaller } from './window';

export interface MemoryFigures {
  /** Megabytes with nobody there. */
  readonly idle: number;
  /** Kilobytes for each conversation that is open. */
  readonly perConversation: number;
  /** Kilobytes for each open socket, and how many were open. */
  readonly perSocket: number;
  readonly sockets: number;
  /** Megabytes with all of them open. */
  readonly loaded: number;
  /** Milliseconds of a turn beside them, the 50th and the 99th of a hundred. */
  readonly beside: { readonly p50: number; readonly p99: number };
}

/**
 * What conversations and their open sockets cost the real service, and what others notice of them. Each time it is looked at, what
 * nobody holds is collected first: how much of it lies about tells when the collector last came, and nothing of a conversation.
 */
export async function memoryOf(folder: string, dataFolder: string, many: number): Promise<MemoryFigures> {
  const service = await startOwnService(
    { DATA_FOLDER: dataFolder, DATABASE_FILE: `${folder}/memory.db`, ...unlimited },
    folder,
    ['--expose-gc', '--require', join(__dirname, 'collect.js')],
  );
  const caller = openCaller(service.address, 16);
  const sockets: Socket[] = [];
  try {
    const begin = async (): Promise<string> => {
      const { text } = await caller.call('POST', '/directline/conversations', { locale: 'fi' });
      return (JSON.parse(text) as { streamUrl: string }).streamUrl;
    };
    const beginMany = async (count: number): Promise<string[]> => {
      const urls: string[] = [];
      const one = async (): Promise<void> => {
        while (urls.length < count) urls.push(await begin());
      };
      await Promise.all(Array.from({ length: 16 }, one));
      return urls;
    };
    const resident = async (): Promise<number> => {
      const seen: number[] = [];
      service.process.kill('SIGUSR2');
      for (let look = 0; look < 5; look += 1) {
        await pause(300);
        seen.push(service.resident());
      }
      return median(seen);
    };
    const idle = await resident();
    // The first thousand warm the program up: what they cost is not theirs.
    await beginMany(1_000);
    const warm = await resident();
    await beginMany(many);
    const begun = await resident();
    for (const url of await beginMany(many)) sockets.push(await openSocket(url));
    const opened = await resident();
    const took: number[] = [];
    for (let turn = 0; turn < 100; turn += 1) {
      const began = performance.now();
      await begin();
      took.push(performance.now() - began);
    }
    const { p50, p99 } = roundOf(took, 1);
    const perConversation = Math.max(0, ((begun - warm) * 1024) / many);
    return {
      idle,
      perConversation,
      perSocket: Math.max(0, ((opened - begun) * 1024) / many - perConversation),
      sockets: sockets.length,
      loaded: opened,
      beside: { p50, p99 },
    };
  } finally {
    for (const socket of sockets) socket.destroy();
    caller.close();
    await service.end('SIGKILL');
  }
}

/** A socket that listens and says nothing. */
async function openSocket(address: string): Promise<Socket> {
  const url = new URL(address);
  const socket = net.connect(Number(url.port), url.hostname);
  socket.on('error', () => undefined);
  socket.write(
    `GET ${url.pathname}${url.search} HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  );
  await new Promise<void>((resolve, reject) => {
    socket.once('data', (part: Buffer) =>
      part.toString('latin1').startsWith('HTTP/1.1 101') ? resolve() : reject(new Error('a socket was refused')),
    );
    socket.once('close', () => reject(new Error('a socket was closed')));
  });
  return socket;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
