import { ordinaryMoment, readJourneys, saidIn, turnText, type Journey } from '../../src/conversation/journey';
import { wordList } from '../../src/conversation/offers';
import { optionIn } from '../../src/need/answers';
import { openDatabase } from '../../src/storage/database';
import { deskStore } from '../../src/storage/handoffs';
import type { Sealer } from '../../src/storage/seal';
import { openSealer } from '../../src/storage/secrets';
import type { Database } from '../../src/storage/sql';
import { openConnector, type Connector } from '../support/connector';
import { expectEnd, seen, wanted } from '../support/journeys';
import { testRing, theContent } from '../support/house';
import { root } from '../support/root';
import { startTestService, type TestService } from '../support/service';
import { openTeamsChat } from '../support/teams-window';

const atWork = ['professional', 'authority', 'organisation'];

/** The journeys of those who write at work, as authors have written them down: Teams is theirs. */
const journeys = [...readJourneys(root).values()].flat().filter((journey) => atWork.includes(whoIs(journey)));

/** Who somebody says they are at the beginning, by an option or in their own words. */
function whoIs({ talk: [first], language = 'fi' }: Journey): string {
  if (typeof first?.tap === 'string') return first.tap;
  const content = theContent();
  const labels = 'frame.steps.who.options.';
  const offered = Object.entries(content.words[language] ?? {}).flatMap(([name, label]) => {
    const id = name.slice(labels.length);
    return name.startsWith(labels) && typeof label === 'string'
      ? [{ id, label, also: wordList(content, language, `frame.steps.who.also.${id}`) }]
      : [];
  });
  return optionIn(first?.say ?? '', offered) ?? '';
}

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

it('there are journeys of every kind of professional, also of those who say in words who they are', () => {
  const told = new Set(journeys.map(whoIs));
  expect(journeys.map(({ name }) => name)).toContain('A head teacher asks for a family whose child stays away');
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
