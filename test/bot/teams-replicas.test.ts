import type { OwnService } from '../../src/commands/own-service';
import { openConnector, type Connector } from '../support/connector';
import { call, openWindow, until } from '../support/family-window';
import { describeReplicas, openFleet, type Fleet } from '../support/replicas';
import { openSchema, type Schema } from '../support/schema';
import { anna, berit, byHttp, cardText, dataOf, teamChannel, type TeamChannelWindow } from '../support/team-channel';
import { openTeamsChat } from '../support/teams-window';
import { outcomeIn, walk, wantsContact } from '../support/walk';

describeReplicas('Teams by two replicas on one PostgreSQL (runs when TEST_DATABASE_URL is set)', () => {
  let schema: Schema;
  let fleet: Fleet;
  let one: OwnService;
  let other: OwnService;
  let connector: Connector;

  beforeAll(async () => {
    schema = await openSchema();
    fleet = openFleet({ DATABASE_URL: schema.url, DRAIN_SECONDS: '1' });
    [one, other] = await Promise.all([fleet.start(), fleet.start()]);
    connector = await openConnector();
  }, 180_000);
  afterAll(async () => {
    await fleet.close();
    await connector.close();
    await schema.drop();
  }, 30_000);

  const shows = (window: TeamChannelWindow, what: string): Promise<void> =>
    until(`a card shows ${what}`, () => window.cards().some((card) => cardText(card).includes(what)));
  const inConsole = (service: OwnService, path: string, body: unknown = {}): Promise<Response> =>
    call(service.address, 'POST', `/console/api/handoffs/${path}`, body, { 'x-luotsi': 'console' });
  const idOf = async (number: string): Promise<string> =>
    String((await schema.rows('select id from handoffs where case_number = $1', [number]))[0]?.['id']);

  it('a card is posted once, and follows what is done at either of them', async () => {
    const window = teamChannel(byHttp(one.address), connector);
    await window.mention(anna, 'yhdistä Seinäjoki');
    const family = await openWindow(other.address);
    await walk(family, { ...wantsContact, municipality: { place: 'seinajoki' } });
    const number = String(outcomeIn(family.words)?.handoff);
    await shows(window, number);
    const id = await idOf(number);
    expect((await inConsole(other, `${id}/claim`)).status).toBe(200);
    await shows(window, 'Kotikäyttäjä on ottanut');
    expect((await inConsole(one, `${id}/return`)).status).toBe(200);
    await shows(window, 'odottaa ottajaa');
    const data = dataOf(window.cards()[0], 'claim');
    const atOther = teamChannel(byHttp(other.address), connector, 'channel', window.id);
    await Promise.all([window.press(anna, 'claim', data), atOther.press(berit, 'claim', data)]);
    await shows(window, 'on ottanut');
    expect(window.cards()).toHaveLength(1);
    const claims = await schema.rows("select id from handoff_events where handoff = $1 and kind = 'claim'", [id]);
    expect(claims).toHaveLength(2);
  });

  it('what a worker writes at one of them is told once in a chat that talks with the other', async () => {
    const chat = await openTeamsChat(one.address, connector);
    await chat.say({ option: 'authority' });
    await walk(chat, { ...wantsContact, municipality: { place: 'seinajoki' } });
    const id = await idOf(String(outcomeIn(chat.words)?.handoff));
    expect((await inConsole(other, `${id}/claim`)).status).toBe(200);
    expect((await inConsole(other, `${id}/say`, { text: 'Hei, soitan huomenna.' })).status).toBe(200);
    const told = (): number => chat.shown().filter(({ text }) => text === 'Hei, soitan huomenna.').length;
    await until('the worker is heard', () => told() > 0);
    // A second teller would have had a beat by then.
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    expect(told()).toBe(1);
  }, 60_000);
});
