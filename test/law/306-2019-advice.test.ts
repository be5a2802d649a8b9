import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingFromContent } from '../../src/config';
import { proveContent } from '../../src/content/proof';
import type { Answer } from '../../src/flow/session';
import { takeTurn } from '../../src/conversation/turn';
import { openHouse, greetFamily, theContent, type House } from '../support/house';
import { root } from '../support/root';
import { walk, wantsContact } from '../support/walk';

/** The act on digital services, 306/2019, 6 a § (in force from 1.5.2023): advice given by a machine (law 1.1). */
const languages = ['fi', 'sv', 'en', 'fi-x-selko'];
const robot = /robot/i;
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe.each(languages)('306/2019 6 a § 1 mom., in %s', (language) => {
  const word = (name: string, values?: Record<string, string>): string => theContent().say(language)(name, values);

  test('1: the outcome says that it is advice and no decision (law 1.1)', async () => {
    const family = await greetFamily(house, { language });
    await walk(family, { 'own-words': { option: 'skip' } });
    const said = family.words.find((one) => one.luotsi.outcome);
    expect(said?.text).toContain(word('bot.outcome.not-a-decision'));
  });

  test('4: the first message says that a machine answers, and so does the name of the window (law 1.1)', async () => {
    const family = await greetFamily(house, { language });
    expect(family.words[0]?.text).toMatch(robot);
    expect(word('window.name')).toMatch(robot);
  });

  test('4: it is said again when a person joins and when a person leaves (law 1.1)', () => {
    expect(word('bot.voice.worker-joined')).toMatch(robot);
    expect(word('bot.voice.worker-left')).toMatch(robot);
  });

  test('6: the family is offered to save the exchange, and told that the file stays on the device (law 1.1)', async () => {
    const family = await greetFamily(house, { language });
    const words = await family.say({ command: 'save' });
    expect(words.some((one) => one.text === word('bot.end.save'))).toBe(true);
    expect(word('window.save-note')).not.toBe('');
  });
});

test('306/2019 6 a § 1 mom. 2 and 3: nothing unapproved is met by families, and each conversation keeps the version of its content (law 1.1)', async () => {
  const content = theContent();
  const closed = Object.keys(content.regions).filter((id) => content.regions[id]?.open !== true);
  const drafts = ['dialogs', 'locales', 'regions']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter(
      (file) => file.endsWith('.yaml') && /^approved-by: (null|~)?$/m.test(readFileSync(join(root, file), 'utf8')),
    )
    .filter((file) => !closed.some((id) => file.startsWith(`regions/${id}/`)));
  expect(drafts.length).toBeGreaterThan(100);
  expect(missingFromContent(content)).toEqual(
    expect.arrayContaining(drafts.map((file): unknown => expect.stringContaining(file))),
  );
  const family = await greetFamily(house);
  const stored = await house.world.conversations.open(family.conversation, '');
  expect(stored?.session.content).toBe(content.version);
});

test('306/2019 6 a § 1 mom. 5: a person of the authority is offered from every step of the guidance, in one move (law 1.1)', async () => {
  const content = theContent();
  const trails = new Map<string, readonly Answer[]>();
  proveContent(content, (answers, start, flow, step) => {
    const name = `${flow}/${step}`;
    if (!trails.has(name) && start['channel'] === 'web') trails.set(name, [...answers]);
  });
  expect(trails.size).toBeGreaterThan(100);
  const missing: string[] = [];
  for (const [name, answers] of trails) {
    const conversation = `every-step ${name}`;
    const begun = {
      conversation,
      region: 'etela-pohjanmaa',
      channel: 'web' as const,
      language: 'fi',
      atHome: false,
      text: undefined,
    };
    await takeTurn({ ...begun, kind: 'start', messageId: 'start', value: undefined }, house.world);
    const stored = await house.world.conversations.open(conversation, '');
    if (!stored) throw new Error('the conversation did not begin');
    const world = {
      ...house.world,
      conversations: {
        ...house.world.conversations,
        open: () => Promise.resolve({ ...stored, session: { ...stored.session, answers: [...answers] } }),
        settle: () => Promise.resolve(),
      },
    };
    const { words } = await takeTurn(
      { ...begun, kind: 'message', messageId: 'person', value: { command: 'person' } },
      world,
    );
    // Where another county serves, its number is not known here: the way to leave a request is told instead.
    const offered = words.some(
      (one) =>
        one.luotsi.cards?.some((card) => card.phone !== undefined) === true ||
        one.text === content.say('fi')('bot.person.no-line'),
    );
    if (!offered) missing.push(name);
  }
  expect(missing).toEqual([]);
}, 120_000);

test('306/2019 6 a § 2 mom.: each open region names the role that watches the quality, or production does not start (law 1.1)', () => {
  const regions = {
    one: { open: true, 'responsible-role': null },
    other: { open: true, 'responsible-role': 'palvelupäällikkö' },
  };
  const faults = missingFromContent({ unapproved: [], regions });
  expect(faults).toEqual([expect.stringContaining('regions/one/region.yaml')]);
});

describe.each(languages)(
  'GDPR 13 and F12: who reads this, for how long and when it is not confidential, in %s',
  (language) => {
    test('is told before the first free words, in at most 60 words (law 3.1)', async () => {
      const family = await greetFamily(house, { language });
      const at = family.words.findIndex((one) => one.luotsi.notice === 'privacy');
      const asks = family.words.findIndex((one) => one.luotsi.kind !== undefined);
      const text = family.words[at]?.text ?? '';
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThan(asks);
      expect(text.split(/\s+/).length).toBeLessThanOrEqual(60);
      // How long, and the duty that goes before confidentiality.
      expect(text).toMatch(/20/);
      expect(text).toMatch(/laps|barn|child/i);
    });

    test('stands with the handoff as it was shown, with the version of the content (law 3.1)', async () => {
      const family = await greetFamily(house, { language });
      await walk(family, { ...wantsContact, 'own-words': { option: 'skip' } }, 'heard');
      const shown = family.words.find((one) => one.luotsi.notice === 'privacy')?.text;
      const [row] = await house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);
      const detail = await house.desk.read(String(row?.['id']));
      expect(detail?.record.privacy).toEqual({ words: shown, content: theContent().version });
    });
  },
);

test('(EU) 2024/1689 art. 50: people are told at the first word that they deal with a machine (law 2)', async () => {
  const family = await greetFamily(house, { language: 'en' });
  expect(family.words[0]?.text).toMatch(robot);
});
