import type { Activity } from 'botbuilder';
import { KeptClients } from '../../src/bot/kept-clients';

const clients = (): KeptClients => new KeptClients({});
const heard = (serviceUrl: string): Activity =>
  ({ type: 'message', channelId: 'emulator', serviceUrl, conversation: { id: 'c' } }) as Activity;
const connectorTo = async (kept: KeptClients, serviceUrl: string): Promise<unknown> => {
  const { connectorFactory, audience } = await kept.authenticateRequest(heard(serviceUrl), '');
  return connectorFactory?.create(serviceUrl, audience);
};

describe('the clients of a channel', () => {
  it('are one for each address, however many messages come', async () => {
    const kept = clients();
    const first = await connectorTo(kept, 'http://127.0.0.1:9/a');
    expect(first).toMatchObject({ baseUri: 'http://127.0.0.1:9/a' });
    expect(await connectorTo(kept, 'http://127.0.0.1:9/a')).toBe(first);
    expect(await connectorTo(kept, 'http://127.0.0.1:9/b')).not.toBe(first);
  });

  it('are forgotten when there are too many', async () => {
    const kept = clients();
    const first = await connectorTo(kept, 'http://127.0.0.1:9/0');
    for (let address = 1; address <= 100; address += 1) await connectorTo(kept, `http://127.0.0.1:9/${address}`);
    expect(await connectorTo(kept, 'http://127.0.0.1:9/0')).not.toBe(first);
  });
});
