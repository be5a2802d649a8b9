import net, { type AddressInfo, type Socket } from 'node:net';

/** A wire between a service and its database that can be cut and joined again. */
export interface Wire {
  /** The address of the database through this wire. */
  readonly url: string;
  cut(): void;
  join(): void;
  close(): Promise<void>;
}

export async function openWire(url: string): Promise<Wire> {
  const there = new URL(url);
  const open = new Set<Socket>();
  let whole = true;
  const server = net.createServer((socket) => {
    if (!whole) return socket.destroy();
    const onward = net.connect(Number(there.port || 5432), there.hostname);
    socket.pipe(onward);
    onward.pipe(socket);
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const here = new URL(url);
  here.port = String((server.address() as AddressInfo).port);
  const cut = (): void => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return {
    url: here.href,
    cut,
    join: () => (whole = true),
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
