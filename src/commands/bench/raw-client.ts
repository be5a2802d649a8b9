import net, { type Socket } from 'node:net';

/**
 * One kept connection that asks one thing after another. It knows as much of HTTP as the doors measured here speak, so that on a
 * machine that runs both sides the asking costs little beside the answering.
 */
export interface RawClient {
  post(path: string, body: string, token?: string): Promise<{ readonly status: number; readonly text: string }>;
  close(): void;
}

export async function openRawClient(address: string): Promise<RawClient> {
  const { hostname, port } = new URL(address);
  const socket: Socket = net.connect(Number(port), hostname);
  socket.setNoDelay(true);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  let waiting:
    { resolve: (answer: { status: number; text: string }) => void; reject: (error: Error) => void } | undefined;
  let got: Buffer = Buffer.alloc(0);
  const fail = (): void => waiting?.reject(new Error('the connection broke'));
  socket.on('error', fail);
  socket.on('close', fail);
  socket.on('data', (part: Buffer) => {
    got = got.length === 0 ? part : Buffer.concat([got, part]);
    const end = got.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = got.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) return void waiting?.reject(new Error('an answer without a length'));
    const all = end + 4 + Number(length);
    if (got.length < all) return;
    const answer = { status: Number(head.slice(9, 12)), text: got.toString('utf8', end + 4, all) };
    got = got.subarray(all);
    const { resolve } = waiting ?? {};
    waiting = undefined;
    resolve?.(answer);
  });
  return {
    close: () => socket.destroy(),
    post: (path, body, token) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        const authorization = token === undefined ? '' : `authorization: Bearer ${token}\r\n`;
        socket.write(
          `POST ${path} HTTP/1.1\r\nhost: x\r\n${authorization}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        );
      }),
  };
}
