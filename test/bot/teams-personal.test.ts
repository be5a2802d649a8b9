import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { partsOf as splitText } from '../../src/bot/teams/said';
import { openConnector, type Connector } from '../support/connector';
import { call, until } from '../support/family-window';
import { startTestService, type TestService } from '../support/service';
import { cardOf, openTeamsChat, partsOf, type Part, type TeamsWindow } from '../support/teams-window';
import { outcomeIn, questionIn, stepIn, textOf, walk, wantsContact } from '../support/walk';

let connector: Connector;
let service: TestService;
beforeAll(async () => {
  connector = await openConnector();
  service = await startTestService({ env: { PUBLIC_ADDRESS: 'https://luotsi.example.test' } });
});
afterAll(async () => {
  await service.close();
  await connector.close();
});
afterEach(() => connector.be('well'));

const chat = (more: Parameters<typeof openTeamsChat>[2] = {}): Promise<TeamsWindow> =>
  openTeamsChat(service.address, connector, more);

const inConsole = (path: string, body?: unknown): Promise<Response> =>
  call(service.address, body === undefined ? 'GET' : 'POST', `/console/api/${path}`, body, { 'x-luotsi': 'console' });

const lastCard = (of: TeamsWindow): Part =>
  of
    .shown()
    .map(cardOf)
    .findLast((card) => card !== undefined) ?? {};
const textsIn = (card: Part | undefined): string[] =>
  partsOf(card).flatMap((part) => (part['type'] === 'TextRun' ? [String(part['text'])] : []));
const titlesIn = (card: Part): string[] =>
  partsOf(card).flatMap((part) => (part['type'] === 'Action.Execute' ? [String(part['title'])] : []));

describe('whoever opens a chat in Teams', () => {
  it('hears that they are known there, who sees it and how long it stays', async () => {
    const { words } = await chat();
    const text = textOf(words.filter((word) => word.luotsi.notice !== undefined));
    expect(text).toMatch(/et ole nimetön/);
    expect(text).toMatch(/organisaatiosi/);
    expect(text).not.toMatch(/kertomatta kuka olet/);
  });

  it('is first taken for somebody who asks at work', async () => {
    const { words } = await chat();
    expect(questionIn(words)?.options?.map(({ id }) => id)).toEqual([
      'professional',
      'authority',
      'organisation',
      'parent',
      'young-person',
      'close-person',
    ]);
  });

  it('is led to the region’s page in a matter of their own, and may go on', async () => {
    const one = await chat();
    const words = await one.say({ option: 'parent' });
    expect(textOf(words)).toMatch(/nimettömänä.*https:\/\/luotsi\.example\.test/s);
    expect(stepIn(words)).toBe('own-words');
  });

  it('is not led away from a question asked at work', async () => {
    const one = await chat();
    expect(textOf(await one.say({ option: 'authority' }))).not.toMatch(/nimettömänä/);
  });

  it('is spoken to in the language of their Teams, and changes it by choice', async () => {
    const one = await chat({ locale: 'sv-FI' });
    expect(one.words[0]?.luotsi.language).toBe('sv');
    await one.say({ command: 'language' });
    const words = await one.say({ option: 'language:en' });
    expect(words.at(-1)?.luotsi.language).toBe('en');
    expect(textsIn(lastCard(one)).join(' ')).toMatch(/Are you asking at work/);
  });

  it('sees that an answer is being thought', async () => {
    const one = await chat();
    await one.say({ option: 'professional' });
    await one.say('Lapsi valvoo öisin');
    expect(one.shown().some((activity) => activity.type === 'typing')).toBe(true);
  });
});

describe('a question in Teams', () => {
  it('is a card with words for those who hear it and for where cards are not shown', async () => {
    const one = await chat();
    const card = lastCard(one);
    for (const words of [card['speak'], card['fallbackText']]) {
      expect(String(words)).toMatch(/Kysytkö työssäsi/);
      expect(String(words)).toMatch(/Sosiaali- tai terveysalan ammattilainen/);
    }
    const carrying = one.shown().filter((activity) => cardOf(activity) !== undefined);
    for (const activity of carrying) {
      expect(activity.text).toBeUndefined();
      expect(activity.speak).not.toBe('');
      expect(activity.summary).not.toBe('');
    }
  });

  it('is answered by its button, and its card then shows the answer and nothing to press', async () => {
    const one = await chat();
    const before = one.shown().length;
    await one.say({ option: 'authority' });
    expect(textsIn(one.replaced())).toEqual([
      'Kysytkö työssäsi? Valitse lähin.',
      'Vastasit: Koulu, päiväkoti tai viranomainen',
    ]);
    expect(partsOf(one.replaced()).filter((part) => String(part['type']).startsWith('Action'))).toEqual([]);
    expect(one.shown().length).toBeGreaterThan(before);
  });

  it('is answered by words just as well', async () => {
    const one = await chat();
    expect(stepIn(await one.say('opettaja'))).toBe('own-words');
  });

  it('is answered once: an older card leads to the last question, and changes nothing', async () => {
    const one = await chat();
    const old = partsOf(lastCard(one)).find((part) => part['type'] === 'Action.Execute')?.['data'];
    await one.say({ option: 'authority' });
    const before = one.shown().length;
    const { status, body } = await one.press(old);
    expect(status).toBe(200);
    expect(textsIn(body['value'] as Part)).toEqual(['Tähän on jo vastattu. Jatka viimeisestä kysymyksestä.']);
    expect(one.shown()).toHaveLength(before);
  });

  it('is answered once when Teams sends the same press again', async () => {
    const one = await chat();
    const data = partsOf(lastCard(one)).find((part) => part['title'] === 'Järjestö tai seurakunta')?.['data'];
    expect((await one.press(data, 'same')).status).toBe(200);
    const before = one.shown().length;
    expect((await one.press(data, 'same')).status).toBe(200);
    expect(one.shown()).toHaveLength(before);
  });

  it('with several answers asks for at least one', async () => {
    const one = await chat();
    await one.say({ option: 'authority' });
    await walk(one, { ...wantsContact, who: { option: 'authority' } }, 'safe-times');
    const data = partsOf(lastCard(one)).find((part) => part['type'] === 'Action.Execute')?.['data'] as Part;
    const { body } = await one.press({ ...data, options: '' });
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
    expect(questionIn(await one.say({ options: ['morning'] }))?.step).toBe('safe-contact');
  });

  it('refuses a press that holds nothing sensible, without a fault', async () => {
    const one = await chat();
    for (const data of [undefined, null, 'x', {}, { luotsi: {} }, { luotsi: { step: 5, value: 'x' } }]) {
      const { status, body } = await one.press(data);
      expect([status, body['type']]).toEqual([200, 'application/vnd.microsoft.activity.message']);
    }
  });

  it('of a conversation that has ended says so', async () => {
    const one = await chat();
    const data = partsOf(lastCard(one)).find((part) => part['type'] === 'Action.Execute')?.['data'];
    await one.leave();
    const { body } = await one.press(data);
    expect(textsIn(body['value'] as Part).join()).toMatch(/päättynyt/);
  });
});

describe('what is read back before it is sent', () => {
  it('is a card of rows, each with its change, and what somebody wrote is never Markdown', async () => {
    const one = await chat();
    await one.say({ option: 'authority' });
    await walk(one, { ...wantsContact, name: '**Liisa** [kuva](https://paha.example)' }, 'sent');
    const card = lastCard(one);
    expect(titlesIn(card).filter((title) => title === 'Muuta').length).toBeGreaterThan(3);
    expect(textsIn(card)).toContain('**Liisa** [kuva](https://paha.example)');
    expect(partsOf(card).filter((part) => ['TextBlock', 'FactSet', 'Image'].includes(String(part['type'])))).toEqual(
      [],
    );
    expect(stepIn(await one.say({ option: 'change:name' }))).toBe('name');
  });

  it('goes to a worker when it is sent, and the conversation hears the worker in Teams', async () => {
    const one = await chat();
    await one.say({ option: 'authority' });
    await walk(one, wantsContact);
    const number = outcomeIn(one.words)?.handoff;
    expect(number).toMatch(/^LU-/);
    const [row] = service.rows('select id from handoffs where case_number = ?', String(number));
    const id = String(row?.['id']);
    const before = one.shown().length;
    expect((await inConsole(`handoffs/${id}/claim`, {})).status).toBe(200);
    expect((await inConsole(`handoffs/${id}/say`, { text: 'Hei, *täällä* Anna.' })).status).toBe(200);
    await until('the worker is heard', () => one.shown().some((activity) => activity.text?.includes('Anna') === true));
    const heard = one.shown().slice(before);
    expect(heard.map((activity) => activity.text)).toEqual([
      expect.stringMatching(/asiakasohjaaja on ottanut/),
      'Hei, *täällä* Anna.',
    ]);
    expect(heard.every((activity) => activity.textFormat === 'plain')).toBe(true);
    expect(await one.say('Hei Anna')).toEqual([]);
  });
});

it('shows the emergency card at once, with numbers to touch, and goes on', async () => {
  const one = await chat();
  await one.say({ option: 'professional' });
  const words = await one.say('Asiakas sanoi että aikoo tappaa itsensä tänään');
  expect(words[0]?.luotsi.danger).toMatchObject({ level: 'emergency' });
  const card = one
    .shown()
    .map(cardOf)
    .find((one) => partsOf(one).some((part) => part['style'] === 'attention'));
  const links = partsOf(card).flatMap((part) => (part['type'] === 'Action.OpenUrl' ? [part['url']] : []));
  expect(links).toContain('tel:112');
  expect(String(card?.['fallbackText'])).toMatch(/112/);
});

it('keeps nothing of who somebody is in Teams', async () => {
  const one = await chat({ id: '29:very-own-id' });
  await one.say({ option: 'professional' });
  await one.say('Vauva valvoo');
  const bytes = readFileSync(service.databaseFile, 'latin1') + readFileSync(`${service.databaseFile}-wal`, 'latin1');
  for (const own of ['29:very-own-id', 'oid-29', 'Maija Malli', one.conversation, connector.serviceUrl])
    expect(bytes.includes(own)).toBe(false);
});

describe('when Teams does not take what is said', () => {
  const later = (seconds: number): void =>
    service.clock.move(new Date(service.clock.now().getTime() + seconds * 1000).toISOString());

  it.each([
    ['refuses for a while', { status: 503 } as const],
    ['asks for a pause', { status: 429, headers: { 'retry-after': '30' } } as const],
  ])('because it %s, the words come later, once', async (_, mood) => {
    const one = await chat();
    connector.be(mood);
    const before = one.shown().length;
    expect((await one.send({ value: { option: 'authority' }, text: undefined })).status).toBeLessThan(300);
    expect(one.shown()).toHaveLength(before);
    connector.be('well');
    later(61);
    await until('the words are told', () => String(lastCard(one)['speak']).startsWith('Mistä asiassa'));
    const told = one.shown().length;
    later(700);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(one.shown()).toHaveLength(told);
    expect(stepIn(await one.say('Lapsi valvoo öisin paljon'))).toBe('understood');
  });
});

describe('a long text', () => {
  it('is told in parts that lose nothing but the space between them', () => {
    const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), { maxLength: 200 });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 300 }), (said, most) => {
        const text = said.join(' ').trim();
        const parts = splitText(text, most);
        expect(parts.every((part) => part.length <= most)).toBe(true);
        expect(parts.every((part) => part.isWellFormed())).toBe(true);
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});
