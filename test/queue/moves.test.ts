import { ServiceError } from '../../src/errors';
import { familyDesk, type FamilyDesk } from '../../src/queue/family';
import type { Entry } from '../../src/conversation/outgoing';
import { openDesk, testWords, workerNamed } from '../support/desk';
import { openHouse, type House } from '../support/house';
import { noticesIn, sentTo, type TestDesk } from '../support/queue';

let house: House;
let desk: TestDesk;
let families: FamilyDesk<Entry>;
beforeEach(async () => {
  house = await openHouse();
  desk = openDesk(house);
  families = familyDesk(house.desk, house.clock, testWords);
});
afterEach(() => house.close());

const seinajoki = 'etela-pohjanmaa/seinajoki';
const lapua = 'etela-pohjanmaa/lapua';
const anna = workerNamed('anna', [seinajoki]);
const berit = workerNamed('berit', [lapua]);
const auditor = workerNamed('auditor', 'all', 'auditor');
const hashOf = (code: string): string => house.world.names.hashOfCode(code);

const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'nothing was refused';
  } catch (error) {
    return error instanceof ServiceError ? error.code : String(error);
  }
};
const lastWords = async (conversation: string): Promise<Entry | undefined> =>
  (await house.world.conversations.log(conversation, 0)).at(-1);

describe('a worker who writes to the family', () => {
  it('is heard in the conversation as a person, and read again in the handoff', async () => {
    const { family, id } = await sentTo(house);
    await desk.make(anna, id, 'claim', {});
    const said = await desk.make(anna, id, 'say', { text: 'Hei, luin mitä kerroit.' });
    expect(said).toMatchObject({
      by: 'worker',
      words: [{ text: 'Hei, luin mitä kerroit.', luotsi: { voice: 'worker' } }],
    });
    expect(await family.say('Kiitos')).toEqual([]);
    const chat = await house.desk.chat(family.conversation);
    expect(chat.slice(-2).map((line) => [line.by, line.text])).toEqual([
      ['worker', 'Hei, luin mitä kerroit.'],
      ['family', 'Kiitos'],
    ]);
  });

  it('is told when the family has left, and nothing is written', async () => {
    const { family, id } = await sentTo(house);
    await desk.make(anna, id, 'claim', {});
    await family.leave();
    expect(await refusal(desk.make(anna, id, 'say', { text: 'Oletko siellä?' }))).toBe('family-gone');
    expect((await house.desk.read(id))?.events.map((event) => event.kind)).toEqual(['claim']);
  });

  it('never reads the family’s own code in the conversation', async () => {
    const { family, code } = await sentTo(house);
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const chat = await house.desk.chat(family.conversation);
    expect(JSON.stringify(chat)).toContain('••••-••••');
    expect(JSON.stringify(chat)).not.toContain(code);
  });
});

describe('what the family hears of moves', () => {
  it('is who joined, that another goes on, that it waits again, and that it ended', async () => {
    const { family, id } = await sentTo(house);
    const heard = async (): Promise<string | undefined> => (await lastWords(family.conversation))?.words[0]?.text;
    await desk.make(anna, id, 'claim', {});
    expect(await heard()).toBe('joined');
    await desk.make(workerNamed('carita'), id, 'take-over', {});
    expect(await heard()).toBe('changed');
    await desk.make(workerNamed('carita'), id, 'return', {});
    expect(await heard()).toBe('returned');
    await desk.make(anna, id, 'claim', {});
    await desk.make(anna, id, 'close', { ending: 'guided' });
    expect(await heard()).toBe('left');
  });

  it('is nothing of notes, attempts, consultations and offers', async () => {
    const { family, id } = await sentTo(house);
    await desk.make(anna, id, 'claim', {});
    const before = await house.world.conversations.log(family.conversation, 0);
    await desk.make(anna, id, 'note', { text: 'huomio' });
    await desk.make(anna, id, 'tried', { how: 'no-answer' });
    await desk.make(anna, id, 'consult', { to: 'nurse', text: 'Mitä tehdä?' });
    await desk.make(anna, id, 'answer', { text: 'Näin' });
    await desk.make(anna, id, 'offer', { target: { area: lapua }, text: 'Asuu teillä' });
    await desk.make(anna, id, 'refuse', { text: 'Sittenkin täällä' });
    expect(await house.world.conversations.log(family.conversation, 0)).toEqual(before);
  });
});

describe('being in touch', () => {
  it('keeps each attempt with how it failed, and the promise is kept by the first', async () => {
    const { id } = await sentTo(house);
    await desk.make(anna, id, 'claim', {});
    await desk.make(anna, id, 'tried', { how: 'no-answer' });
    house.clock.move('2026-11-23T09:00:00Z');
    await desk.make(anna, id, 'tried', { how: 'message-left', text: 'jätin viestin' });
    expect(await house.desk.read(id)).toMatchObject({
      state: 'tried',
      tries: 2,
      attemptedAt: '2026-11-23T08:00:00.000Z',
    });
    await desk.make(anna, id, 'contacted', { text: 'tavoitettu' });
    const found = await house.desk.read(id);
    expect(found).toMatchObject({ state: 'contacted', tries: 2, contactedAt: '2026-11-23T09:00:00.000Z' });
    expect(found?.events.flatMap((event) => event.how ?? [])).toEqual(['no-answer', 'message-left']);
  });
});

describe('a consultation', () => {
  const ask = async (identity?: boolean): Promise<string> => {
    const { id } = await sentTo(house);
    await desk.make(anna, id, 'claim', {});
    await desk.make(anna, id, 'consult', {
      to: 'nurse',
      text: 'Puolivuotias herää tunnin välein. Mitä ehdottaisit?',
      ...(identity === undefined ? {} : { identity }),
    });
    return id;
  };

  it('tells whoever is asked need, age class and area, and nothing of who it is', async () => {
    const id = await ask();
    const [seen] = await desk.consults(berit);
    expect(seen).toMatchObject({ need: 'child_sleep', ageBand: ['baby'], area: 'seinajoki', to: 'nurse' });
    expect(seen).not.toHaveProperty('handoff');
    for (const secret of ['Liisa', '040', 'Vauva valvoo', id]) expect(JSON.stringify(seen)).not.toContain(secret);
    expect((await desk.consults(anna))[0]).toMatchObject({ handoff: id });
  });

  it('is answered by whoever was asked, and the thread is kept with the handoff', async () => {
    const id = await ask();
    const [seen] = await desk.consults(berit);
    await desk.answer(berit, seen?.id ?? '', 'Rytmi kuntoon ensin.');
    expect((await desk.consults(berit))[0]?.answers).toEqual([
      { at: '2026-11-23T08:00:00.000Z', by: 'Työntekijä berit', text: 'Rytmi kuntoon ensin.' },
    ]);
    const found = await house.desk.read(id);
    expect(found).toMatchObject({ state: 'claimed', owner: 'anna' });
    expect(found?.events.slice(-2).map((event) => [event.kind, event.consult])).toEqual([
      ['consult', seen?.id],
      ['answer', seen?.id],
    ]);
    await desk.make(anna, id, 'close', { ending: 'guided' });
    expect(await desk.consults(berit)).toEqual([]);
  });

  it('with identity is only for those who may open the handoff', async () => {
    await ask(true);
    expect(await desk.consults(berit)).toEqual([]);
    expect(await desk.consults(anna)).toHaveLength(1);
  });

  it('that nobody asked is not answered', async () => {
    const { id } = await sentTo(house);
    await desk.make(anna, id, 'claim', {});
    expect(await refusal(desk.make(anna, id, 'answer', { text: 'x' }))).toBe('move-not-now');
    expect(await refusal(desk.answer(berit, 'no-such', 'x'))).toBe('handoff-unknown');
  });
});

describe('a matter that is moved on', () => {
  const offered = async (): Promise<string> => {
    const { id } = await sentTo(house);
    await desk.make(anna, id, 'claim', {});
    expect(await refusal(desk.open(berit, id))).toBe('not-permitted');
    await desk.make(anna, id, 'offer', { target: { area: lapua }, text: 'Muuttaa teille' });
    return id;
  };

  it('is read and accepted by the area it is offered to, and the giver may no longer change it', async () => {
    const id = await offered();
    expect((await desk.list(berit)).map((one) => one.id)).toEqual([id]);
    await desk.open(berit, id);
    await desk.make(berit, id, 'accept', {});
    expect(await house.desk.read(id)).toMatchObject({ owner: 'berit', area: 'lapua', state: 'claimed', moves: 1 });
    expect(await desk.list(anna)).toEqual([]);
    expect(await refusal(desk.make(anna, id, 'note', { text: 'x' }))).toBe('not-permitted');
    expect(await noticesIn(house, 'notice.moved')).toHaveLength(1);
  });

  it('stays with its owner when it is refused', async () => {
    const id = await offered();
    await desk.make(berit, id, 'refuse', { text: 'Kuuluu teille' });
    expect(await house.desk.read(id)).toMatchObject({ owner: 'anna', area: 'seinajoki', state: 'claimed', moves: 0 });
    expect(await desk.list(berit)).toEqual([]);
  });

  it('for the second time raises an alarm', async () => {
    const id = await offered();
    await desk.make(berit, id, 'accept', {});
    await desk.make(berit, id, 'offer', { target: { area: seinajoki }, text: 'takaisin' });
    await desk.make(anna, id, 'accept', {});
    expect(await house.desk.read(id)).toMatchObject({ moves: 2, owner: 'anna' });
    expect(await noticesIn(house, 'notice.alarm')).toEqual([`notice.alarm/${id}/moved-2`]);
  });

  it('goes to no place that is not there, to no other county and not to itself', async () => {
    const { id } = await sentTo(house);
    await desk.make(anna, id, 'claim', {});
    for (const target of [
      { area: 'etela-pohjanmaa/nowhere' },
      { area: 'keski-uusimaa/keski-uusimaa' },
      { area: seinajoki },
      { party: 'nobody' },
    ])
      expect(await refusal(desk.make(anna, id, 'offer', { target, text: 'x' }))).toBe('body-unreadable');
  });
});

describe('closing, filling in and reopening', () => {
  it('keeps how it ended, and waits for its statistics when they come later', async () => {
    const { id } = await sentTo(house);
    await desk.make(anna, id, 'claim', {});
    await desk.make(anna, id, 'close', { ending: 'to-service' });
    expect(await house.desk.read(id)).toMatchObject({ state: 'closed', ending: 'to-service', fillLater: true });
    const closing = { register: 'patient', led: true, target: 'neuvola', minutes: 25 } as const;
    await desk.make(anna, id, 'fill', { closing });
    const found = await house.desk.read(id);
    expect(found).toMatchObject({ fillLater: false, ending: 'to-service' });
    expect(found?.events.at(-1)?.closing).toEqual(closing);
    expect(await refusal(desk.make(anna, id, 'fill', { closing }))).toBe('move-not-now');
  });

  it('reopened by another it waits, prefers who knew it, and has a new promise', async () => {
    const { id } = await sentTo(house);
    await desk.make(anna, id, 'claim', {});
    await desk.make(anna, id, 'close', { ending: 'guided' });
    house.clock.move('2026-12-01T08:00:00Z');
    await desk.make(workerNamed('carita'), id, 'reopen', {});
    expect(await house.desk.read(id)).toMatchObject({ state: 'waiting', owner: null, preferred: 'anna', ending: null });
    expect((await house.desk.read(id))?.dueAt.slice(0, 10)).toBe('2026-12-02');
    expect((await desk.list(anna)).map((one) => one.id)).toEqual([id]);
  });
});

describe('a family that takes its request back with its code', () => {
  it('is not called any more; workers see it, and nothing is deleted', async () => {
    const { family, id, code } = await sentTo(house);
    await desk.make(anna, id, 'claim', {});
    const { view } = await families.withdraw(hashOf(code));
    expect(view).toMatchObject({ stands: 'withdrawn', mayWithdraw: false, promisedDay: null });
    const found = await house.desk.read(id);
    expect(found).toMatchObject({
      state: 'withdrawn',
      ending: 'withdrew',
      record: { ownWords: 'Vauva valvoo yöt eikä nuku' },
    });
    expect(found?.events.at(-1)).toMatchObject({ kind: 'withdraw', by: null });
    expect((await desk.list(anna, { state: 'closed' })).map((one) => one.state)).toEqual(['withdrawn']);
    expect(await refusal(desk.make(anna, id, 'contacted', {}))).toBe('handoff-taken');
    expect((await lastWords(family.conversation))?.words[0]?.text).toBe('withdrawn');
    expect((await family.say('hei')).length).toBeGreaterThan(0);
  });

  it('may do so twice, and while a worker claims it at the same moment', async () => {
    const { id, code } = await sentTo(house);
    await Promise.allSettled([
      families.withdraw(hashOf(code)),
      desk.make(anna, id, 'claim', {}),
      families.withdraw(hashOf(code)),
    ]);
    expect((await house.desk.read(id))?.state).toBe('withdrawn');
    expect((await house.desk.read(id))?.events.filter((event) => event.kind === 'withdraw')).toHaveLength(1);
  });

  it('sees where it stands in plain states', async () => {
    const { family, id, code } = await sentTo(house);
    const stands = async (): Promise<string> => (await families.look(hashOf(code))).stands;
    expect(await families.look(hashOf(code))).toMatchObject({ stands: 'waiting', conversation: family.conversation });
    await desk.make(anna, id, 'claim', {});
    expect(await stands()).toBe('taken');
    await desk.make(anna, id, 'tried', { how: 'busy' });
    expect(await stands()).toBe('tried');
    await desk.make(anna, id, 'contacted', {});
    expect(await stands()).toBe('taken');
    await desk.make(anna, id, 'close', { ending: 'guided' });
    expect(await stands()).toBe('closed');
    await family.leave();
    expect((await families.look(hashOf(code))).conversation).toBeNull();
  });

  it('opens nothing with the case number', async () => {
    const { id } = await sentTo(house);
    const found = await house.desk.read(id);
    expect(await refusal(families.look(hashOf(found?.case ?? '')))).toBe('handoff-unknown');
  });
});

describe('drafts', () => {
  it('are each worker’s own, sealed, and no move', async () => {
    const { id } = await sentTo(house);
    await desk.keepDraft(anna, id, 'Liisalle pitää');
    await desk.keepDraft(anna, id, 'Liisalle pitäisi soittaa');
    expect(await desk.draft(anna, id)).toBe('Liisalle pitäisi soittaa');
    expect(await desk.draft(workerNamed('carita'), id)).toBe('');
    const [row] = await house.database.rows('select sealed from drafts');
    expect(String(row?.['sealed'])).not.toContain('Liisalle');
    expect((await house.desk.read(id))?.revision).toBe(1);
    await desk.keepDraft(anna, id, '');
    expect(await house.database.rows('select handoff from drafts')).toEqual([]);
    expect(await refusal(desk.keepDraft(berit, id, 'x'))).toBe('not-permitted');
  });
});

describe('an auditor', () => {
  it('reads the trail and nothing of any handoff', async () => {
    const { id } = await sentTo(house);
    await desk.open(anna, id);
    for (const work of [
      desk.list(auditor),
      desk.open(auditor, id),
      desk.make(auditor, id, 'claim', {}),
      desk.consults(auditor),
      desk.openByCode(auditor, 'x'),
    ])
      expect(await refusal(work)).toBe('not-permitted');
    const found = await house.desk.read(id);
    // That the trail was read is a line of it too.
    expect(await desk.trail(auditor, found?.case)).toMatchObject([
      { actor: auditor.id, action: 'audit-read', subject: found?.case },
      { actor: 'anna', action: 'view', subject: id, caseNumber: found?.case },
    ]);
    expect(await desk.trail(auditor, 'anna')).toHaveLength(2);
    expect(await refusal(desk.trail(anna, id))).toBe('not-permitted');
  });
});

describe('news of the family', () => {
  it('are counted until the owner looks', async () => {
    const { family, id } = await sentTo(house);
    await desk.make(anna, id, 'claim', {});
    await family.say('yksi asia');
    await family.say('toinen asia');
    const news = async (): Promise<number | undefined> => (await desk.list(anna))[0]?.news;
    expect(await news()).toBe(2);
    await desk.open(workerNamed('carita'), id);
    expect(await news()).toBe(2);
    await desk.open(anna, id);
    expect(await news()).toBe(0);
  });
});

it('a danger that comes up after sending is told at once, once for each size', async () => {
  const { family, id } = await sentTo(house);
  await family.say('haluan kuolla');
  await family.say('haluan kuolla');
  expect(await noticesIn(house, 'notice.alarm')).toEqual([`notice.alarm/${id}/danger-2`]);
  expect((await house.desk.read(id))?.kind).toBe('danger');
});

it('the first reader of a danger is the one who is asked about the duty, until it is written down', async () => {
  const { family, id } = await sentTo(house);
  await family.say('haluan kuolla');
  expect((await desk.open(anna, id)).firstReader).toBe('anna');
  expect((await desk.open(workerNamed('carita'), id)).firstReader).toBe('anna');
  await desk.make(anna, id, 'duty', { decision: 'made' });
  const found = await house.desk.read(id);
  expect(found?.dutyAt).toBe('2026-11-23T08:00:00.000Z');
  expect(found?.events.at(-1)).toMatchObject({ kind: 'duty', decision: 'made' });
});
