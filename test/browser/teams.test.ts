import type { Browser } from 'playwright-core';
import { systemClock } from '../../src/clock';
import { openQuestion } from '../../src/conversation/open-question';
import type { Outgoing } from '../../src/conversation/outgoing';
import { conversationStore } from '../../src/storage/conversations';
import { openDatabase } from '../../src/storage/database';
import type { Sealer } from '../../src/storage/seal';
import { openSealer } from '../../src/storage/secrets';
import type { Database } from '../../src/storage/sql';
import { call, until } from '../support/family-window';
import { testRing, type Said } from '../support/house';
import { inPlayground, openPlayground, teamsPage, type Playground, type TeamsPage } from '../support/playground';
import { startTestService, type TestService } from '../support/service';
import { usualAnswers } from '../support/walk';
import { openBrowser } from './chromium';
import { picture } from './window';

jest.setTimeout(180_000);

/** What a school's worker answers about a pupil of Seinäjoki. */
const atSchool: Readonly<Record<string, Said>> = {
  ...usualAnswers,
  who: { option: 'authority' },
  municipality: 'Seinäjoki',
  age: '13',
  consult: { option: 'with-permission' },
};

inPlayground('Microsoft’s playground of Teams', () => {
  let service: TestService;
  let database: Database;
  let sealer: Sealer;
  let browser: Browser;
  const opened: Playground[] = [];
  beforeAll(async () => {
    service = await startTestService({ clock: systemClock });
    database = await openDatabase({ url: undefined, file: service.databaseFile });
    sealer = await openSealer(database, testRing);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    for (const one of opened) await one.close();
    await database.close();
    await service.close();
  });

  const teamsOf = async (id: string, name: string): Promise<TeamsPage> => {
    const playground = await openPlayground(service.address, { id, name });
    opened.push(playground);
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(20_000);
    await page.goto(playground.address);
    return teamsPage(page);
  };

  /** The open question of somebody's chat, as the service keeps it. */
  const askedOf = async (id: string): Promise<Outgoing | undefined> => {
    const conversation = sealer.mac('conversation', `msteams personal-${id}`);
    return (await openQuestion(conversationStore(database, sealer), conversation, 'none'))?.asked;
  };

  /** Answers question after question by pressing and writing, until the words are seen. */
  const answerUntil = async (
    chat: TeamsPage,
    id: string,
    seen: RegExp,
    answers: Readonly<Record<string, Said>>,
  ): Promise<void> => {
    for (let turns = 0; turns < 40 && (await chat.shown(seen).count()) === 0; turns += 1) {
      const asked = await askedOf(id);
      if (!asked) throw new Error('nothing is asked');
      await answerOne(chat, asked, answers);
      await until('the answer is heard', async () => {
        const now = await askedOf(id);
        return now?.luotsi.step !== asked.luotsi.step || (await chat.shown(seen).count()) > 0;
      });
    }
    await chat.sees(seen);
  };

  it('a teacher asks without naming the child and gets advice', async () => {
    const teacher = await teamsOf('teacher', 'Opettaja');
    await teacher.sees(/et ole nimetön/);
    await teacher.press('Koulu, päiväkoti tai viranomainen');
    await teacher.sees('Vastasit: Koulu, päiväkoti tai viranomainen');
    await teacher.sees(/Älä kirjoita asiakkaan nimeä/);
    await teacher.write('Oppilas valvoo yöt pelaten eikä jaksa koulussa');
    await teacher.sees(/Ymmärsinkö oikein|En ole varma/);
    await picture(teacher.page, 'teams-teacher');
    await answerUntil(teacher, 'teacher', /Tämä on neuvontaa, ei päätös/, atSchool);
    expect(service.rows('select id from handoffs')).toEqual([]);
  });

  it('a curator hands off with permission; two workers press claim, one owns it, and cards and console say so', async () => {
    const anna = await teamsOf('anna', 'Anna');
    const berit = await teamsOf('berit', 'Berit');
    for (const worker of [anna, berit]) {
      await worker.open('Jono');
      await worker.mention('yhdistä Seinäjoki');
      await worker.sees(/Kanava on yhdistetty alueeseen Seinäjoki/);
    }
    const curator = await teamsOf('curator', 'Kuraattori');
    await curator.sees(/et ole nimetön/);
    await answerUntil(curator, 'curator', /Yhteydenottopyyntösi on lähetetty/, {
      ...atSchool,
      'own-words': 'Oppilas on yksinäinen ja poissa koulusta',
      wants: { option: 'contact' },
    });
    for (const worker of [anna, berit]) await worker.sees(/odottaa ottajaa/);
    await picture(anna.page, 'teams-card');
    await Promise.all([anna.press('Otan hoitaakseni'), berit.press('Otan hoitaakseni')]);
    for (const worker of [anna, berit]) await worker.sees(/(Anna|Berit) on ottanut/);
    const [row] = service.rows('select owner_name, state from handoffs');
    const owner = String(row?.['owner_name']);
    expect([row?.['state'], ['Anna', 'Berit'].includes(owner)]).toEqual(['claimed', true]);
    for (const worker of [anna, berit]) await worker.sees(new RegExp(`${owner} on ottanut`));
    await picture(anna.page, 'teams-claimed');
    const queue = await call(service.address, 'GET', '/console/api/handoffs');
    const { handoffs } = (await queue.json()) as { handoffs: { ownerName: string }[] };
    expect(handoffs.map(({ ownerName }) => ownerName)).toEqual([owner]);
  });

  it('a mention in a channel is answered without talk of a case', async () => {
    const team = await teamsOf('team', 'Ohjaaja');
    await team.sees(/et ole nimetön/);
    await team.open('Jono');
    const before = service.rows('select id from conversations').length;
    await team.mention('mistä saa apua kun vauva valvoo yöt');
    await team.sees(/En käsittele kenenkään asiaa ryhmässä/);
    await team.sees(/Yleisesti aiheesta/);
    await picture(team.page, 'teams-channel');
    expect(service.rows('select id from conversations')).toHaveLength(before);
  });
});

/** One answer, given as a person gives it: a button, ticks, or words. */
async function answerOne(chat: TeamsPage, asked: Outgoing, answers: Readonly<Record<string, Said>>): Promise<void> {
  const { step = '', options = [], kind } = asked.luotsi;
  const labelOf = (id: string): string => options.find((option) => option.id === id)?.label ?? '';
  const said =
    answers[step] ?? (kind === 'choices' ? { options: [options[0]?.id ?? ''] } : { option: options[0]?.id ?? '' });
  if (typeof said === 'string') return chat.write(said);
  if (said.options !== undefined) return chat.tick(...said.options.map(labelOf));
  const label = labelOf(said.option ?? '');
  return chat.press(label === '' ? (options[0]?.label ?? '') : label);
}
