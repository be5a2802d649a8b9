import { ordinaryMoment, readJourneys, saidIn, turnText } from '../../src/conversation/journey';
import { openDatabase } from '../../src/storage/database';
import { deskStore } from '../../src/storage/handoffs';
import type { Sealer } from '../../src/storage/seal';
import { openSealer } from '../../src/storage/secrets';
import type { Database } from '../../src/storage/sql';
import { openConnector, type Connector } from '../support/connector';
import { expectEnd, seen, wanted } from '../support/journeys';
import { testRing } from '../support/house';
import { root } from '../support/root';
import { startTestService, type TestService } from '../support/service';
import { openTeamsChat } from '../support/teams-window';

const atWork = ['professional', 'authority', 'organisation'];

/** The journeys of those who write at work, as authors have written them down: Teams is theirs. */
const journeys = [...readJourneys(root).values()]
  .flat()
  .filter(({ talk: [first] }) => typeof first?.tap === 'string' && atWork.includes(first.tap));

let connector: Connector;
let service: TestService;
let database: Database;
let sealer: Sealer;
beforeAll(async () => {
  connector = await openConnector();
  service = await startTestService();
  database = await openDatabase({ url: undefined, file: service.databaseFile });
  sealer = await openSealer(database, testRing);
});
afterAll(async () => {
  await database.close();
  await service.close();
  await connector.close();
});

it('there are journeys of every kind of professional', () => {
  const told = new Set(journeys.map(({ talk: [first] }) => first?.tap));
  expect([...told].sort()).toEqual([...atWork].sort());
});

it.each(journeys.map((journey) => [journey.name, journey] as const))('in Teams: %s', async (_, journey) => {
  service.clock.move(journey.at ?? ordinaryMoment);
  const locale = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }[journey.language ?? 'fi'] ?? 'fi-FI';
  const chat = await openTeamsChat(service.address, connector, {
    locale,
    ...(journey.about === undefined ? {} : { channelData: { about: journey.about } }),
  });
  for (const [index, turn] of journey.talk.entries()) {
    const words = await chat.say(saidIn(turn));
    const where = `turn ${index + 1}: ${turnText(turn)}`;
    if (turn.expect) expect({ where, ...seen(words, turn.expect) }).toEqual({ where, ...wanted(turn.expect) });
  }
  const conversation = sealer.mac('conversation', `msteams ${chat.conversation}`);
  await expectEnd({ database, desk: deskStore(database, sealer) }, conversation, journey.end);
});
