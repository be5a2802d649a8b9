import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openConnector } from '../support/connector';
import { call, until } from '../support/family-window';
import { startTestService } from '../support/service';
import { openTeamsChat } from '../support/teams-window';
import { walk, wantsContact } from '../support/walk';

const secret = 'shared with the desk';

it('a connected desk gets the handoff of a chat in Teams, and what it answers is heard there', async () => {
  const got: { readonly name?: string; readonly value?: { readonly case?: string } }[] = [];
  const desk = createServer((request: IncomingMessage, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      got.push(JSON.parse(text) as (typeof got)[number]);
      response.end();
    });
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  const connector = await openConnector();
  const service = await startTestService({
    env: { DESK_URL: `http://127.0.0.1:${(desk.address() as AddressInfo).port}/`, DESK_SECRET: secret },
  });
  try {
    const chat = await openTeamsChat(service.address, connector);
    await chat.say({ option: 'authority' });
    await walk(chat, wantsContact);
    await until('the desk has it', () => got.length > 0);
    expect(got[0]?.name).toBe('handoff.initiate');
    const [row] = service.rows('select id, case_number from handoffs');
    expect(got[0]?.value?.case).toBe(row?.['case_number']);
    const body = JSON.stringify({ event: 'handoff.status', handoff: row?.['id'], state: 'accepted' });
    const time = String(Math.floor(service.clock.now().getTime() / 1000));
    const signature = `sha256=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
    const answer = await fetch(`${service.address}/desk/status`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-luotsi-time': time, 'x-luotsi-signature': signature },
      body,
    });
    expect(answer.status).toBe(200);
    await until('the chat hears it', () => chat.shown().at(-1)?.text?.includes('on ottanut asiasi') === true);
    expect(await chat.say('Kiitos')).toEqual([]);
    expect((await call(service.address, 'GET', '/livez')).status).toBe(200);
  } finally {
    await service.close();
    await connector.close();
    desk.closeAllConnections();
    await new Promise<void>((resolve) => desk.close(() => resolve()));
  }
});
