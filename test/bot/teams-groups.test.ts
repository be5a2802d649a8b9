import { openConnector, type Connector } from '../support/connector';
import { startTestService, type TestService } from '../support/service';
import { anna, byHttp, cardText, teamChannel, type TeamChannelWindow } from '../support/team-channel';
import { partsOf } from '../support/teams-window';

let connector: Connector;
let service: TestService;
beforeAll(async () => {
  connector = await openConnector();
  service = await startTestService();
});
afterAll(async () => {
  await service.close();
  await connector.close();
});
afterEach(() => connector.be('well'));

const channel = (type?: string): TeamChannelWindow => teamChannel(byHttp(service.address), connector, type);
const kept = (): number =>
  ['conversations', 'turns', 'handoffs', 'far_chats', 'outbox', 'tallies', 'team_channels'].flatMap((table) =>
    service.rows(`select * from ${table}`),
  ).length;

describe.each(['channel', 'groupChat'])('mentioned in a %s', (type) => {
  it('answers in general, takes no case, says why and keeps nothing', async () => {
    const window = channel(type);
    await window.mention(anna, 'mistä saa apua kun vauva valvoo yöt eikä nuku?');
    const [card] = window.cards();
    expect(cardText(card)).toMatch(/Yleisesti aiheesta/);
    expect(cardText(card)).toMatch(/En käsittele kenenkään asiaa ryhmässä, koska kaikki sen jäsenet näkevät viestit/);
    expect(partsOf(card).some((part) => String(part['url']).startsWith('tel:'))).toBe(true);
    expect(partsOf(card).some((part) => part['type'] === 'Action.Execute')).toBe(false);
    expect(card?.['speak']).toBe(card?.['fallbackText']);
    expect(kept()).toBe(0);
  });

  it('asks for a general question when it did not understand, and never for a story', async () => {
    const window = channel(type);
    await window.mention(anna, 'xyzzy');
    expect(cardText(window.cards()[0])).toMatch(/Kysy minulta yleisesti palveluista/);
  });

  it('shows the numbers when danger is heard', async () => {
    const window = channel(type);
    await window.mention(anna, 'oppilas sanoi aikovansa tappaa itsensä tänään');
    expect(cardText(window.cards()[0])).toMatch(/112/);
    expect(kept()).toBe(0);
  });

  it('asks to delete a message that tells who somebody is, and does not repeat it', async () => {
    const window = channel(type);
    await window.mention(anna, 'Oppilaan hetu on 010116A9998 ja numero 040 555 1234');
    expect(cardText(window.cards()[0])).toMatch(/Poista viesti/);
    expect(JSON.stringify(window.called())).not.toMatch(/010116A9998|555 1234/);
    expect(kept()).toBe(0);
  });

  it('answers in the language it was asked in', async () => {
    const window = channel(type);
    await window.mention(anna, 'Where can a family get help when a baby does not sleep at night?');
    expect(cardText(window.cards()[0])).toMatch(/I take nobody’s case in a group/);
  });
});

it('says what it does when it is added to a team', async () => {
  const window = channel();
  await window.happens({ type: 'conversationUpdate', membersAdded: [{ id: '28:luotsi' }] });
  expect(window.texts()[0]).toMatch(/vain kahden kesken/);
});

it('says nothing when somebody else is added', async () => {
  const window = channel();
  await window.happens({ type: 'conversationUpdate', membersAdded: [{ id: '29:somebody' }] });
  expect(window.called()).toEqual([]);
});

it('answers what is asked while Teams takes nothing without a fault of its own', async () => {
  const window = channel();
  connector.be({ status: 503 });
  expect((await window.mention(anna, 'mistä apua?')).status).toBeLessThan(500);
});
