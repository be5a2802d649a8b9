import { openConnector, type Connector } from '../support/connector';
import { call, until } from '../support/family-window';
import { startTestService, type TestService } from '../support/service';
import { anna, berit, byHttp, cardText, dataOf, teamChannel, type TeamChannelWindow } from '../support/team-channel';
import { openTeamsChat, partsOf, type Part } from '../support/teams-window';
import type { Said } from '../support/house';
import { outcomeIn, walk, wantsContact } from '../support/walk';

let connector: Connector;
let service: TestService;
beforeEach(async () => {
  connector = await openConnector();
  service = await startTestService({ env: { PUBLIC_ADDRESS: 'https://luotsi.example.test' } });
});
afterEach(async () => {
  await service.close();
  await connector.close();
});

const channel = (type?: string): TeamChannelWindow => teamChannel(byHttp(service.address), connector, type);

async function connected(area = 'Seinäjoki'): Promise<TeamChannelWindow> {
  const window = channel();
  await window.mention(anna, `yhdistä ${area}`);
  return window;
}

/** A teacher hands a matter of Seinäjoki on; returns its case number and id. */
async function handOff(
  answers: Readonly<Record<string, Said>> = {},
): Promise<{ number: string; id: string; code: string }> {
  const chat = await openTeamsChat(service.address, connector);
  await chat.say({ option: 'authority' });
  await walk(chat, { ...wantsContact, ...answers });
  const number = String(outcomeIn(chat.words)?.handoff);
  const [row] = service.rows('select id from handoffs where case_number = ?', number);
  const code = chat.words.find((word) => word.luotsi.handoff)?.luotsi.handoff?.code ?? '';
  return { number, id: String(row?.['id']), code };
}

const inConsole = (path: string, body: unknown = {}): Promise<Response> =>
  call(service.address, 'POST', `/console/api/handoffs/${path}`, body, { 'x-luotsi': 'console' });

/** What the console's bar tells of Teams. */
const troubles = async (): Promise<unknown[]> => {
  const answer = await call(service.address, 'GET', '/console/api/pipe');
  const { troubles: all } = (await answer.json()) as { troubles: { what: string }[] };
  return all.filter(({ what }) => what.startsWith('team'));
};

const cardShows = (window: TeamChannelWindow, what: string | RegExp): Promise<void> =>
  until(`the card shows ${String(what)}`, () => window.cards().some((card) => cardText(card).match(what) !== null));

const later = (minutes: number): void =>
  service.clock.move(new Date(service.clock.now().getTime() + minutes * 60_000).toISOString());

/** Something happens in the queue that no card shows: Teams is looked at now, and given time to be. */
const lookAgain = async (id: string): Promise<void> => {
  await inConsole(`${id}/note`, { text: 'huomio' });
  await new Promise((resolve) => setTimeout(resolve, 300));
};

describe('a team that connects its channel', () => {
  it('gets a card of every handoff of its area, with nothing of the family on it', async () => {
    const window = await connected();
    expect(window.texts()[0]).toMatch(/yhdistetty alueeseen Seinäjoki ja Isokyrö/);
    const { number, code } = await handOff({ 'own-words': 'Oppilas valvoo yöt pelaten' });
    await cardShows(window, number);
    const card = window.cards().at(-1);
    expect(cardText(card)).toMatch(
      /Ammattilainen pyytää yhteyttä .*Seinäjoki ja Isokyrö.*Määräaika: .*odottaa ottajaa/,
    );
    const all = JSON.stringify(window.called());
    for (const own of ['Liisa', '040 123 4567', 'Oppilas', 'pelaten', code, code.replace('-', '')])
      expect([own, all.includes(own)]).toEqual([own, false]);
    const open = partsOf(card).find((part) => part['type'] === 'Action.OpenUrl');
    expect(open?.['url']).toBe(`https://luotsi.example.test/console#${number}`);
    expect(card?.['speak']).toBe(card?.['fallbackText']);
  });

  it('gets nothing of another area', async () => {
    const [seinajoki, lapua] = [await connected(), await connected('lapua')];
    const { number } = await handOff();
    await cardShows(seinajoki, number);
    expect(lapua.cards()).toEqual([]);
  });

  it('gets cards of what waited before, in Swedish when it was connected in Swedish', async () => {
    const { number } = await handOff();
    const window = channel();
    await window.mention(anna, 'anslut Seinäjoki');
    await cardShows(window, number);
    expect(cardText(window.cards()[0])).toMatch(/väntar på någon/);
  });

  it.each([
    ['yhdistä', /Kirjoita alue/],
    ['yhdistä Atlantis', /En tunne aluetta Atlantis/],
    ['irrota', /ei ole yhdistetty/],
    ['tila', /ei ole yhdistettyjä/],
  ])('is helped when it writes %s', async (text, answer) => {
    const window = channel();
    await window.mention(anna, text);
    expect(window.texts()[0]).toMatch(answer);
  });

  it('sees how its channels stand, and ends a connection', async () => {
    const window = await connected();
    await window.mention(anna, 'yhdistä Seinäjoki');
    await window.mention(anna, 'tila');
    await window.mention(anna, 'irrota');
    expect(window.texts().slice(1)).toEqual([
      expect.stringMatching(/jo yhdistetty/),
      expect.stringMatching(/Seinäjoki ja Isokyrö: kortit tulevat kanavaan/),
      expect.stringMatching(/irrotettu: Seinäjoki/),
    ]);
    await handOff();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(window.cards()).toEqual([]);
  });

  it('connects no group chat', async () => {
    const window = channel('groupChat');
    await window.mention(anna, 'yhdistä Seinäjoki');
    expect(window.texts()[0]).toMatch(/ei ryhmäkeskusteluun/);
  });
});

describe('a card that two press', () => {
  it('gives the handoff to one, and shows both whose it is', async () => {
    const window = await connected();
    const { number, id } = await handOff();
    await cardShows(window, number);
    const data = dataOf(window.cards()[0], 'claim');
    const answers = await Promise.all([window.press(anna, 'claim', data), window.press(berit, 'claim', data)]);
    const [row] = service.rows('select owner_name, state from handoffs where id = ?', id);
    expect(row?.['state']).toBe('claimed');
    const owner = String(row?.['owner_name']);
    expect(['Anna', 'Berit']).toContain(owner);
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(cardText(body['value'])).toContain(`${owner} on ottanut`);
    }
    await cardShows(window, `${owner} on ottanut`);
    expect(service.rows("select id from handoff_events where kind = 'claim'")).toHaveLength(1);
    expect(window.cards()).toHaveLength(1);
  });

  it('goes on as its owner says: tried, taken over, closed', async () => {
    const window = await connected();
    const { number, id } = await handOff();
    await cardShows(window, number);
    await window.press(anna, 'claim', dataOf(window.cards()[0], 'claim'));
    await cardShows(window, 'Anna on ottanut');
    const tried = dataOf(window.cards()[0], 'tried');
    const notHers = await window.press(berit, 'tried', { ...tried, how: 'busy' });
    expect(notHers.body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
    await window.press(anna, 'tried', { ...tried, how: 'no-answer' });
    await cardShows(window, 'Anna on yrittänyt kerran');
    await window.press(berit, 'take-over', dataOf(window.cards()[0], 'take-over'));
    await cardShows(window, 'Berit on yrittänyt kerran');
    await window.press(berit, 'close', { ...dataOf(window.cards()[0], 'close'), ending: 'guided' });
    await cardShows(window, 'Päättynyt');
    expect(service.rows('select state, ending, fill_later from handoffs where id = ?', id)).toEqual([
      { state: 'closed', ending: 'guided', fill_later: 1 },
    ]);
    expect(partsOf(window.cards()[0]).filter((part) => String(part['type']).startsWith('Action'))).toEqual([]);
  });

  it('counts a press once, however often Teams sends it, and an old card changes nothing', async () => {
    const window = await connected();
    const { number } = await handOff();
    await cardShows(window, number);
    await window.press(anna, 'claim', dataOf(window.cards()[0], 'claim'));
    await cardShows(window, 'Anna on ottanut');
    const tried: Part = { ...dataOf(window.cards()[0], 'tried'), how: 'no-answer' };
    await Promise.all([1, 2, 3].map(() => window.press(anna, 'tried', tried, { id: 'replayed' })));
    const old = await window.press(anna, 'tried', tried);
    expect(cardText(old.body['value'])).toMatch(/yrittänyt kerran/);
    expect(service.rows('select tries from handoffs')).toEqual([{ tries: 1 }]);
  });

  it('shows what was done in the console', async () => {
    const window = await connected();
    const { number, id } = await handOff();
    await cardShows(window, number);
    expect((await inConsole(`${id}/claim`)).status).toBe(200);
    await cardShows(window, 'Kotikäyttäjä on ottanut');
    expect((await inConsole(`${id}/return`)).status).toBe(200);
    await cardShows(window, 'odottaa ottajaa');
    await window.press(anna, 'claim', dataOf(window.cards()[0], 'claim'));
    await cardShows(window, 'Anna on ottanut');
    const console = await call(service.address, 'GET', '/console/api/handoffs');
    expect(((await console.json()) as { handoffs: Part[] }).handoffs[0]).toMatchObject({ ownerName: 'Anna' });
  });

  it('says that it moved when another area has accepted it', async () => {
    const [window, lapua] = [await connected(), await connected('lapua')];
    const { number, id } = await handOff();
    await cardShows(window, number);
    await inConsole(`${id}/claim`);
    await inConsole(`${id}/offer`, { target: { area: 'etela-pohjanmaa/lapua' }, text: 'Muutto' });
    await cardShows(lapua, 'tarjoaa eteenpäin');
    service.rows(
      "update handoffs set area = 'lapua', offered_area = null, state = 'claimed' where id = ? returning id",
      id,
    );
    await inConsole(`${id}/note`, { text: 'siirtyi' });
    await cardShows(window, 'Siirtynyt toiselle alueelle');
  });

  it('says that its family has taken the request back', async () => {
    const window = await connected();
    const { number, code } = await handOff();
    await cardShows(window, number);
    const data = dataOf(window.cards()[0], 'claim');
    const form = new URLSearchParams({ code, do: 'withdraw' });
    expect((await fetch(`${service.address}/koodi`, { method: 'POST', body: form })).status).toBe(200);
    await cardShows(window, 'Peruttu');
    expect(cardText((await window.press(anna, 'claim', data)).body['value'])).toMatch(/Peruttu/);
    expect(service.rows('select state, owner from handoffs')).toEqual([{ state: 'withdrawn', owner: null }]);
  });

  it('is shown anew when the handoff was opened again', async () => {
    const window = await connected();
    const { number, id } = await handOff();
    await cardShows(window, number);
    await inConsole(`${id}/claim`);
    await inConsole(`${id}/close`, { ending: 'guided' });
    await cardShows(window, 'Päättynyt');
    expect((await inConsole(`${id}/reopen`)).status).toBe(200);
    await until('a second card', () => window.cards().length === 2);
    expect(cardText(window.cards()[1])).toMatch(/Kotikäyttäjä on ottanut/);
  });

  it('says that it is gone when the handoff is', async () => {
    const window = await connected();
    const { number, id } = await handOff();
    await cardShows(window, number);
    const data = dataOf(window.cards()[0], 'claim');
    service.rows('delete from handoffs where id = ? returning id', id);
    expect(cardText((await window.press(anna, 'claim', data)).body['value'])).toMatch(/Ei enää jonossa/);
  });
});

describe('what nobody claims', () => {
  it('is reminded of under its card in working hours, once an hour, and not after it was claimed', async () => {
    const window = await connected();
    const { number, id } = await handOff();
    await cardShows(window, number);
    const [card] = window.called().filter((one) => one.activity.attachments);
    const reminders = (): readonly string[] =>
      window
        .called()
        .filter((one) => one.conversation === `${window.id};messageid=${card?.id ?? ''}`)
        .map((one) => one.activity.text ?? '');
    const [due] = service.rows('select due_at from handoffs');
    service.clock.move(new Date(Date.parse(String(due?.['due_at'])) - 30 * 60_000).toISOString());
    await lookAgain(id);
    await until('it is reminded', () => reminders().length > 0);
    expect(reminders()[0]).toMatch(new RegExp(`lähestyy.*${number}`));
    await lookAgain(id);
    expect(reminders()).toHaveLength(1);
    await window.press(anna, 'claim', dataOf(window.cards()[0], 'claim'));
    await cardShows(window, 'Anna on ottanut');
    later(90);
    await lookAgain(id);
    expect(reminders()).toHaveLength(1);
  }, 40_000);
});

describe('when Teams is away', () => {
  it.each([
    ['down', { status: 503 } as const],
    ['throttling', { status: 429, headers: { 'retry-after': '20' } } as const],
    ['broken', { status: 500 } as const],
    ['silent', 'silent' as const],
  ])(
    '%s: the card comes later, once, and nothing is lost',
    async (_, mood) => {
      const window = await connected();
      const chat = await openTeamsChat(service.address, connector);
      await chat.say({ option: 'authority' });
      await walk(chat, wantsContact, 'sent');
      connector.be(mood);
      await chat.send({ text: undefined, value: { option: 'send' } });
      await until('it waits', () => service.rows("select id from team_channels where state = 'waiting'").length === 1);
      expect(service.rows('select state from handoffs')).toEqual([{ state: 'waiting' }]);
      connector.be('well');
      later(15);
      await cardShows(window, 'odottaa ottajaa');
      later(15);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(window.cards()).toHaveLength(1);
      expect(service.rows('select state from team_channels')).toEqual([{ state: 'working' }]);
    },
    40_000,
  );

  it('the bot was removed from the team: it is said where workers look, and works again when it is connected anew', async () => {
    const [window, other] = [await connected(), await connected('lapua')];
    const { number, id } = await handOff();
    await cardShows(window, number);
    await window.happens({ type: 'conversationUpdate', membersRemoved: [{ id: '28:luotsi' }] });
    await inConsole(`${id}/claim`);
    await other.mention(anna, 'tila');
    expect(other.texts().at(-1)).toMatch(/Seinäjoki ja Isokyrö: botti on poistettu kanavasta/);
    const removed = { what: 'team-removed', areas: ['etela-pohjanmaa/seinajoki'], receivers: [] };
    expect(await troubles()).toEqual([{ ...removed, since: service.clock.now().toISOString() }]);
    expect(service.lines.some((line) => line.level === 'error' && line.event.includes('removed'))).toBe(true);
    expect(cardText(window.cards()[0])).toMatch(/odottaa ottajaa/);
    await window.mention(anna, 'yhdistä Seinäjoki');
    await cardShows(window, 'Kotikäyttäjä on ottanut');
    expect(await troubles()).toEqual([]);
  });

  it('the bot was removed unheard: the refused call tells it', async () => {
    const window = await connected();
    const { number, id } = await handOff();
    await cardShows(window, number);
    connector.be({ status: 403 });
    await inConsole(`${id}/claim`);
    await until('it is known', () => service.rows("select id from team_channels where state = 'removed'").length === 1);
  });

  it('the message of a card was deleted: what still waits is shown again', async () => {
    const window = await connected();
    const { number, id } = await handOff();
    await cardShows(window, number);
    connector.be({ status: 404 });
    await inConsole(`${id}/claim`);
    await until(
      'it was tried',
      () => service.rows('select handoff from team_cards where activity is null').length === 1,
    );
    connector.be('well');
    later(1);
    await lookAgain(id);
    await until('it is shown anew', () => window.cards().length === 2);
  }, 40_000);

  it('the message of a card was deleted before a reminder: the channel stays, and the matter is shown again', async () => {
    const window = await connected();
    const { number, id } = await handOff();
    await cardShows(window, number);
    const [due] = service.rows('select due_at from handoffs');
    connector.be({ status: 404 });
    service.clock.move(new Date(Date.parse(String(due?.['due_at'])) - 30 * 60_000).toISOString());
    await lookAgain(id);
    await until(
      'the reminder was tried',
      () => service.rows('select handoff from team_cards where activity is null').length === 1,
    );
    expect(service.rows('select state from team_channels')).toEqual([{ state: 'working' }]);
    connector.be('well');
    later(1);
    await lookAgain(id);
    await until('it is shown anew', () => window.cards().length === 2);
  }, 40_000);
});
