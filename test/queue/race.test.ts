import type { Entry } from '../../src/conversation/outgoing';
import { takeTurn } from '../../src/conversation/turn';
import { ServiceError } from '../../src/errors';
import { openDesk, workerNamed } from '../support/desk';
import { onBothEngines, type Engine } from '../support/engines';
import { openHouse, type House } from '../support/house';
import { handoffOf, unique, writeOf } from '../storage/contract';

const runs = 1000;

/** A family with a handoff in the queue, as a turn would have stored it. */
async function waiting(house: House): Promise<{ conversation: string; id: string }> {
  const conversation = unique('race');
  const handoff = handoffOf(conversation);
  const session = { ...writeOf(conversation).session, handoff: { id: handoff.id, case: handoff.case } };
  await house.world.conversations.settle(writeOf(conversation, { session, handoff }));
  return { conversation, id: handoff.id };
}

const said = ['hei', 'Vauva valvoo', 'haluan kuolla', 'haluan ihmisen', 'takaisin', 'joo'];

async function speak(house: House, conversation: string, messageId: string, text: string): Promise<void> {
  const family = { conversation, region: 'etela-pohjanmaa', channel: 'web', language: 'fi', atHome: false } as const;
  await takeTurn({ ...family, kind: 'message', messageId, text, value: undefined }, house.world);
}

/** What the robot said after a worker had joined: only the card of danger may be there. */
function spokenAfterJoin(log: readonly Entry[]): readonly string[] {
  const joined = log.findIndex((entry) => entry.words.some((word) => word.luotsi.voice === 'worker'));
  const after = joined < 0 ? [] : log.slice(joined + 1);
  return after.flatMap((entry) => entry.words.filter((word) => !word.luotsi.danger).map((word) => word.text));
}

onBothEngines((open) => {
  let engine: Engine;
  let house: House;
  beforeAll(async () => {
    engine = await open();
    house = await openHouse({ database: engine.database });
  });
  afterAll(() => engine.close());

  it(`the robot says nothing after a claim, in ${runs} races of a claim and the family’s messages`, async () => {
    const desk = openDesk(house);
    const broken: (readonly string[])[] = [];
    for (let run = 0; run < runs; run += 1) {
      const { conversation, id } = await waiting(house);
      const messages = [0, 1].map(
        (index) => () => speak(house, conversation, `m${index}`, said[(run + index) % said.length] ?? 'hei'),
      );
      const claim = () => desk.make(workerNamed('w'), id, 'claim', {});
      const racers = run % 2 === 0 ? [claim, ...messages] : [...messages, claim];
      await Promise.all(racers.map((go) => go()));
      const log = await house.world.conversations.log(conversation, 0);
      expect(log.map((entry) => entry.messageId)).toHaveLength(4);
      const spoken = spokenAfterJoin(log);
      if (spoken.length > 0) broken.push(spoken);
    }
    expect(broken).toEqual([]);
  }, 120_000);

  it('one of a hundred workers who claim at the same moment has it', async () => {
    const desk = openDesk(house);
    const { id } = await waiting(house);
    const refused = (error: unknown): string => (error instanceof ServiceError ? error.code : String(error));
    const claims = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        desk.make(workerNamed(`w${index}`), id, 'claim', {}).then(() => 'has it', refused),
      ),
    );
    expect(claims.filter((one) => one === 'has it')).toHaveLength(1);
    expect(claims.filter((one) => one === 'handoff-taken')).toHaveLength(99);
    expect((await house.desk.read(id))?.owner).toBe(`w${claims.indexOf('has it')}`);
  }, 60_000);

  it('no note is lost while the family writes, workers note and the owner changes', async () => {
    const desk = openDesk(house);
    const { conversation, id } = await waiting(house);
    await desk.make(workerNamed('a'), id, 'claim', {});
    await Promise.all([
      ...[0, 1, 2, 3, 4].map((index) => speak(house, conversation, `f${index}`, `lisäys ${index}`)),
      ...[0, 1, 2, 3, 4].map((index) => desk.make(workerNamed(`w${index}`), id, 'note', { text: `huomio ${index}` })),
      desk.make(workerNamed('b'), id, 'take-over', {}),
      desk.make(workerNamed('c'), id, 'take-over', {}),
    ]);
    const events = (await house.desk.read(id))?.events ?? [];
    const texts = (kind: string) => events.filter((event) => event.kind === kind).map((event) => event.text);
    expect(texts('note').sort()).toEqual([0, 1, 2, 3, 4].map((index) => `huomio ${index}`));
    expect(texts('family').sort()).toEqual([0, 1, 2, 3, 4].map((index) => `lisäys ${index}`));
    expect(texts('take-over')).toHaveLength(2);
  }, 60_000);
});
