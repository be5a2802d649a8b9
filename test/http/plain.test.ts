import { call } from '../support/family-window';
import {
  plainWindow,
  postForm,
  questionIn,
  stepOf,
  type Fields,
  type PlainPage,
  type PlainWindow,
} from '../support/plain-window';
import { mondayMorning, startTestService, type TestService } from '../support/service';
import { sleepStory } from '../support/walk';

let service: TestService;
beforeEach(async () => {
  service = await startTestService();
});
afterEach(() => service.close());

/** What a family answers by forms when a test does not care: a parent of a baby in Seinäjoki. */
const usual: Readonly<Record<string, Fields>> = {
  'frame/who': { option: 'parent' },
  'frame/own-words': { text: 'Vauva valvoo yöt eikä nuku' },
  'frame/understood': { option: 'yes' },
  'frame/also': { options: ['none'] },
  'frame/municipality': { text: 'Seinäjoki' },
  'frame/services-in-use': { option: 'none' },
  'frame/age': { text: '0' },
  'frame/worry': { option: 'small' },
  'frame/coping': { option: 'easy' },
  'frame/needs-many': { option: 'few' },
  'frame/wants': { option: 'advice' },
  'frame/more': { option: 'enough' },
  'frame/heard': { option: 'yes' },
  'frame/helped': { option: 'yes' },
  'contact/permission': { option: 'yes' },
  'contact/urgency': { option: 'days' },
  'contact/name': { text: 'Liisa' },
  'contact/reach': { text: '040 123 4567' },
  'contact/safe-times': { options: ['morning', 'afternoon'] },
  'contact/safe-contact': { options: ['none'] },
  'contact/wish': { option: 'skip' },
  'contact/sent': { option: 'send' },
};
const wantsContact = { 'frame/wants': { option: 'contact' } };

async function begin(query = 'lang=fi'): Promise<PlainWindow> {
  const family = plainWindow(service);
  await family.open(`/keskustelu?${query}`);
  const start = family.page().forms.find((form) => form.hidden['command'] === 'start');
  if (!start) throw new Error('the start page has no start');
  await family.send(start);
  return family;
}

/** Answers page after page until a question is open, or none is. */
async function walk(
  family: PlainWindow,
  answers: Readonly<Record<string, Fields>> = {},
  until?: string,
): Promise<PlainPage> {
  for (let pages = 0; pages < 60; pages += 1) {
    const step = stepOf(family.page());
    if (step === undefined || step === until) return family.page();
    const first = /name="option(s?)" value="([^"]*)"/.exec(questionIn(family.page()).html);
    const any: Fields = first ? { [`option${first[1] ?? ''}`]: first[2] ?? '' } : { text: '5' };
    await family.answer(answers[step] ?? usual[step] ?? any);
  }
  throw new Error(`the walk never came to ${until ?? 'its end'}`);
}

/** What every page must be, whatever stands on it. */
function isSafe(page: PlainPage): void {
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('set-cookie')).toBeNull();
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/);
  expect(page.headers.get('content-security-policy')).not.toContain('script-src');
  expect(page.html).not.toMatch(/<(script|img|iframe)|http-equiv/i);
  for (const [tag] of page.html.matchAll(/<[^>]*>/g)) expect(tag.replace(/"[^"]*"/g, '')).not.toMatch(/\son[a-z]+=/i);
  expect(page.html).toContain('<meta name="robots" content="noindex">');
  expect(page.text).toContain('112');
  for (const [, address = ''] of page.html.matchAll(/(?:href|action|src)="([^"]*)"/g))
    expect(address).not.toMatch(/token|eyJ|message/);
}

const handoffs = (): Record<string, unknown>[] => service.rows('select id from handoffs');

describe('the start page', () => {
  it.each([
    ['fi', 'Sinulle vastaa robotti, ei ihminen', 'Aloita'],
    ['sv', 'Det är en robot som svarar, inte en människa', 'Börja'],
    ['en', 'A robot answers you, not a person', 'Start'],
  ])('in %s says who answers and begins with one button', async (lang, robot, start) => {
    const family = plainWindow(service);
    const page = await family.open(`/keskustelu?lang=${lang}`);
    isSafe(page);
    expect(page.html).toContain(`<html lang="${lang}">`);
    expect(page.text).toContain(robot);
    expect(service.rows('select id from conversations')).toEqual([]);
    await family.press(start);
    isSafe(family.page());
    expect(stepOf(family.page())).toBe('frame/who');
    expect(service.rows('select id from conversations')).toHaveLength(1);
  });

  it('of an unknown or closed region is that of the house, and of a known one its own', async () => {
    const family = plainWindow(service);
    for (const region of ['atlantis', '__proto__', 'vantaa-kerava'])
      expect((await family.open(`/keskustelu?lang=fi&region=${region}`)).text).toContain('Etelä-Pohjanmaan');
    expect((await family.open('/keskustelu?lang=fi&region=keski-uusimaa')).text).toContain('Keski-Uudenmaan');
    await family.press('Aloita');
    expect(family.page().text).toContain('Keski-Uudenmaan');
  });

  it('is where the page with the chat leads when there is no script, in its region and language', async () => {
    const page = await (await fetch(`${service.address}/?lang=sv&region=keski-uusimaa&about=grief`)).text();
    const noscript = /<noscript>[\s\S]*?<\/noscript>/.exec(page)?.[0].replaceAll('&#38;', '&');
    expect(noscript).toContain('href="/keskustelu?region=keski-uusimaa&lang=sv&about=grief"');
  });

  it('begins one conversation however often its button is pressed', async () => {
    const family = plainWindow(service);
    const start = (await family.open('/keskustelu?lang=fi')).forms.find((form) => form.hidden['command'] === 'start');
    if (!start) throw new Error('no start');
    await Promise.all([family.send(start), family.send(start)]);
    expect(service.rows('select id from conversations')).toHaveLength(1);
    expect(service.rows("select count from tallies where measure = 'conversation'")).toEqual([{ count: 1 }]);
  });

  it('hands on what the page is about', async () => {
    const family = plainWindow(service);
    await family.open('/keskustelu?lang=fi&about=child_sleep');
    await family.press('Aloita');
    await family.answer({ option: 'parent' });
    expect(stepOf(family.page())).not.toBe('frame/own-words');
  });
});

describe.each([
  ['fi', 'Oma koodisi'],
  ['sv', 'Din egen kod'],
] as const)('the whole way in %s', (lang, code) => {
  const story = { 'frame/own-words': { text: sleepStory[lang] ?? '' } };

  it('leads to a sent handoff with a code and a promise, and the worker has the answers', async () => {
    const family = await begin(`lang=${lang}`);
    const readBack = await walk(family, { ...story, ...wantsContact }, 'contact/sent');
    isSafe(readBack);
    expect(readBack.text).toContain('040 123 4567');
    expect(handoffs()).toEqual([]);
    const sent = await walk(family, {}, 'frame/heard');
    isSafe(sent);
    expect(sent.text).toContain(code);
    expect(sent.html).toMatch(/<strong>\w{4}-\w{4}<\/strong>/);
    expect(sent.text).toMatch(/viimeistään|senast/);
    const [row] = handoffs();
    const told = await call(service.address, 'GET', `/console/api/handoffs/${String(row?.['id'])}`);
    const body = await told.text();
    expect(body).toContain('040 123 4567');
    expect(body).toContain('Liisa');
    const last = await walk(family, {});
    isSafe(last);
    expect(handoffs()).toHaveLength(1);
  });

  it('leads to advice with services, lines and a question whether it was enough', async () => {
    const family = await begin(`lang=${lang}`);
    const advice = await walk(family, story, 'frame/more');
    isSafe(advice);
    expect(advice.html).toMatch(/<ul class="cards">/);
    expect(advice.html).toMatch(/<a class="phone" href="tel:0/);
    expect(advice.html.match(/<h1/g)).toHaveLength(1);
    await walk(family, {});
    expect(handoffs()).toEqual([]);
    expect(service.rows("select value from tallies where measure = 'heard'")).toEqual([{ value: 'yes' }]);
  });
});

describe('a form that is sent again', () => {
  it('gets the same answer and is no second turn', async () => {
    const family = await begin();
    const form = questionIn(family.page());
    const [one, other] = await Promise.all([
      family.send(form, { option: 'parent' }),
      family.send(form, { option: 'parent' }),
    ]);
    expect([stepOf(one), stepOf(other)]).toEqual(['frame/own-words', 'frame/own-words']);
    await walk(family, {}, 'frame/municipality');
    expect(stepOf(await family.send(form, { option: 'parent' }))).toBe('frame/own-words');
    expect(service.rows('select first from turns')).toHaveLength(4);
  });

  it('makes one handoff and shows the same code, on reload and by two thumbs', async () => {
    const family = await begin();
    await walk(family, wantsContact, 'contact/sent');
    const form = questionIn(family.page());
    const pages = await Promise.all([1, 2, 3].map(() => family.send(form, { option: 'send' })));
    pages.push(await family.send(form, { option: 'send' }));
    const codes = new Set(pages.map((page) => /<strong>(\w{4}-\w{4})<\/strong>/.exec(page.html)?.[1]));
    expect([...codes]).toHaveLength(1);
    expect(handoffs()).toHaveLength(1);
    expect(service.rows("select id from outbox where kind = 'notice.new'")).toHaveLength(1);
  });

  it('with another answer, from a page that was left behind, is not taken for the open question', async () => {
    const family = await begin();
    await family.answer({ option: 'parent' });
    const old = questionIn(family.page());
    await family.answer({ text: 'Vauva valvoo yöt eikä nuku' });
    const turns = service.rows('select first from turns');
    const page = await family.send(old, { text: 'Murrosikäinen ei mene kouluun' });
    expect(stepOf(page)).toBe('frame/understood');
    expect(page.text).toContain('äskeistä vastausta ei otettu mukaan');
    const renamed = { ...old, hidden: { ...old.hidden, message: 'another-form-of-the-same-page' } };
    expect(stepOf(await family.send(renamed, { text: 'Lapua' }))).toBe('frame/understood');
    expect(service.rows('select first from turns')).toEqual(turns);
  });
});

describe('at every step a family can', () => {
  it('go back and answer anew', async () => {
    const family = await begin();
    await walk(family, {}, 'frame/municipality');
    expect(stepOf(await family.press('Takaisin'))).toBe('frame/understood');
    expect(stepOf(await family.press('Takaisin'))).toBe('frame/own-words');
  });

  it('change a row at the read-back and come straight back to it', async () => {
    const family = await begin();
    await walk(family, wantsContact, 'contact/sent');
    await family.press('Muuta Yhteystieto');
    expect(stepOf(family.page())).toBe('contact/reach');
    await family.answer({ text: '050 765 43 21' });
    expect(stepOf(family.page())).toBe('contact/sent');
    expect(family.page().text).toContain('050 765 43 21');
    expect(family.page().text).not.toContain('040 123 4567');
  });

  it('change the language, ask for a person, and start over', async () => {
    const family = await begin();
    await family.answer({ option: 'parent' });
    const swedish = await family.press('Svenska');
    expect(swedish.html).toContain('<html lang="sv">');
    expect(stepOf(swedish)).toBe('frame/own-words');
    const person = await family.press('Jag vill prata med en människa');
    expect(person.html).toMatch(/<section class="said words"[^>]*>[\s\S]*tel:0/);
    expect(stepOf(await family.press('Börja om'))).toBe('frame/who');
  });

  it('read the whole conversation without saying anything, and go on', async () => {
    const family = await begin();
    await walk(family, {}, 'frame/municipality');
    const turns = service.rows('select first from turns');
    const whole = await family.press('Koko keskustelu');
    isSafe(whole);
    expect(whole.text).toContain('Vauva valvoo yöt eikä nuku');
    expect(whole.text).toContain('Vanhempi tai huoltaja');
    expect(stepOf(await family.press('Palaa keskusteluun'))).toBe('frame/municipality');
    expect(service.rows('select first from turns')).toEqual(turns);
  });

  it('end and delete', async () => {
    const family = await begin();
    await family.answer({ option: 'parent' });
    const gone = await family.press('Lopeta ja poista');
    isSafe(gone);
    expect(gone.text).toContain('Keskustelu on poistettu');
    expect(service.rows('select id from conversations')).toEqual([]);
    expect(service.rows('select first from turns')).toEqual([]);
    await family.press('Aloita uusi keskustelu');
    expect(stepOf(family.page())).toBe('frame/who');
  });

  it('leave quickly: the rows are gone and another page comes in place of this one', async () => {
    const family = await begin();
    await walk(family, {}, 'frame/municipality');
    const old = questionIn(family.page());
    const away = await family.press('Poistu nopeasti');
    expect([away.status, away.headers.get('location'), away.html]).toEqual([
      303,
      'https://www.ilmatieteenlaitos.fi/',
      '',
    ]);
    expect(away.headers.get('set-cookie')).toBeNull();
    expect(service.rows('select id from conversations')).toEqual([]);
    expect(service.rows('select first from turns')).toEqual([]);
    const back = await family.send(old, { text: 'Lapua' });
    expect(back.text).toContain('Tämä keskustelu ei ole enää auki');
    expect(back.text).not.toContain('Vauva valvoo');
  });

  it('leave quickly also before it began, with a lost token, and when nothing can be stored', async () => {
    const family = plainWindow(service);
    await family.open('/keskustelu?lang=fi');
    expect((await family.press('Poistu nopeasti')).status).toBe(303);
    const fields = { command: 'leave', message: 'a-form-of-sixteen-signs', token: 'lost' };
    expect((await postForm(service.address, fields)).status).toBe(303);
    const other = await begin();
    const back = service.takeAway();
    expect((await other.press('Poistu nopeasti')).status).toBe(303);
    back();
  });

  it('send the form only where the policy lets it lead', async () => {
    const family = await begin();
    expect(family.page().headers.get('content-security-policy')).toContain(
      "form-action 'self' https://www.ilmatieteenlaitos.fi",
    );
  });
});

describe('an answer that is not read', () => {
  it('is told in a summary that leads to its field, with what was written still there', async () => {
    const family = await begin();
    await walk(family, {}, 'frame/age');
    const page = await family.answer({ text: 'sininen' });
    isSafe(page);
    expect(stepOf(page)).toBe('frame/age');
    expect(page.html).toMatch(/<div class="errors" role="alert"[\s\S]*<a href="#answer">[\s\S]*numero/);
    expect(page.html).toMatch(/<input id="answer" name="text"[^>]*aria-describedby="hint missed"[^>]*value="sininen"/);
    expect(page.html).toContain('<title>Sama kysymys uudelleen – Perhekeskus</title>');
    expect(page.text).not.toMatch(/virhe|pakollinen/i);
    const again = await family.answer({ text: 'vihreä' });
    expect(again.html).toMatch(/<h1><label for="answer">/);
    expect(again.text).toContain('Haluan ihmisen');
    expect(stepOf(await family.answer({ text: '8 kk' }))).not.toBe('frame/age');
  });

  it('of a place suggests the region’s own names while one is written, and the likeliest after one that was not found', async () => {
    const family = await begin();
    const asked = await walk(family, {}, 'frame/municipality');
    const names = [...asked.html.matchAll(/<option value="([^"]*)">/g)].map(([, name]) => name);
    expect(names).toHaveLength(18);
    expect(names).toEqual(expect.arrayContaining(['Seinäjoki', 'Ähtäri', 'Lappajärvi']));
    expect(asked.html).toMatch(/<input id="answer"[^>]* list="places"/);
    const missed = await family.answer({ text: 'Lapinmaassa' });
    isSafe(missed);
    expect(stepOf(missed)).toBe('frame/municipality');
    expect(missed.text).toContain('Tarkoititko jotakin näistä?');
    expect(missed.html).toMatch(/name="place" value="lappajarvi">Lappajärvi</);
    expect((missed.html.match(/name="place"/g) ?? []).length).toBeLessThanOrEqual(4);
    await family.press('Lappajärvi');
    expect(stepOf(family.page())).not.toBe('frame/municipality');
  });

  it('of a place that is like nothing here suggests nothing', async () => {
    const family = await begin();
    await walk(family, {}, 'frame/municipality');
    const missed = await family.answer({ text: 'xyzzy' });
    expect(missed.html).not.toContain('name="place"');
  });

  it('may be empty: nothing is guessed and nothing blamed', async () => {
    const family = await begin();
    const page = await family.answer({});
    expect(stepOf(page)).toBe('frame/who');
    expect(page.html).toMatch(/<div class="errors" role="alert"/);
    expect(page.html).toMatch(/<input type="radio" name="option" value="parent" id="answer">/);
  });

  it('of danger brings the numbers first, and no summary', async () => {
    const family = await begin();
    const page = await family.answer({ text: 'haluan kuolla' });
    expect(page.html).toMatch(/<section class="said danger"[\s\S]*tel:112/);
    expect(page.html).not.toContain('class="errors"');
    expect(stepOf(page)).toBe('frame/who');
  });

  it('of danger is heard beside a chosen option too', async () => {
    const family = await begin();
    const page = await family.answer({ option: 'parent', text: 'mieheni lyö minua juuri nyt' });
    expect(page.html).toContain('class="said danger"');
    expect(stepOf(page)).toBe('frame/own-words');
  });
});

describe('a page that has been left too long', () => {
  it.each([
    [
      'whose token is older than a conversation lives',
      () => void service.clock.move(new Date(Date.parse(mondayMorning) + 1201 * 60_000).toISOString()),
      {},
    ],
    ['whose token was changed', () => undefined, { token: 'eyJ.changed' }],
    ['without a token', () => undefined, { token: '' }],
  ])('%s leads kindly to a new beginning', async (_how, trouble, fields) => {
    const family = await begin('lang=sv');
    const form = questionIn(family.page());
    trouble();
    const page = await family.send(form, { option: 'parent', ...fields });
    isSafe(page);
    expect(page.status).toBe(403);
    // In its own language, also when the token says nothing any more.
    expect(page.text).toContain('Den här chatten är inte öppen längre');
    await family.press('Börja en ny chatt');
    expect(stepOf(family.page())).toBe('frame/who');
  });

  it('is taken all the same, and renewed without a word, for as long as an idle conversation lives', async () => {
    const family = await begin();
    await family.answer({ option: 'parent' });
    service.clock.move(new Date(Date.parse(mondayMorning) + 19 * 3600_000).toISOString());
    const old = questionIn(family.page()).hidden['token'];
    const page = await family.answer({ text: 'Vauva valvoo yöt eikä nuku' });
    isSafe(page);
    expect([page.status, stepOf(page)]).toEqual([200, 'frame/understood']);
    expect(questionIn(page).hidden['token']).not.toBe(old);
    expect((await family.press('Poistu nopeasti')).status).toBe(303);
    expect(service.rows('select id from conversations')).toEqual([]);
  });

  it.each([
    ['fi', 'Aloita uusi keskustelu', 'Kirjoittamasi teksti on tallessa'],
    ['sv', 'Börja en ny chatt', 'Din text finns kvar'],
    ['en', 'Start a new conversation', 'What you wrote is kept'],
  ])(
    'keeps in %s the story that came too late, until it has a field again, in hidden fields alone',
    async (lang, again, told) => {
      const story = 'Vauva valvoo <yöt> eikä "kukaan" nuku';
      const family = await begin(`lang=${lang}&region=keski-uusimaa`);
      await family.answer({ option: 'parent' });
      service.clock.move(new Date(Date.parse(mondayMorning) + 1201 * 60_000).toISOString());
      const lost = await family.answer({ text: story });
      isSafe(lost);
      expect(lost.text).toContain(told);
      expect(lost.text).toContain(story);
      isSafe(await family.press(again));
      expect(family.page().html).toContain('name="region" value="keski-uusimaa"');
      expect(family.page().text).not.toContain(story);
      await family.answer({ option: 'parent' });
      expect(stepOf(family.page())).toBe('frame/own-words');
      const asked = questionIn(family.page());
      expect(asked.html).toMatch(
        /<textarea id="answer"[^>]*>Vauva valvoo &#60;yöt&#62; eikä &#34;kukaan&#34; nuku<\/textarea>/,
      );
      expect(asked.hidden).not.toHaveProperty('kept');
      const next = await family.answer({ text: story });
      expect(next.forms.some((form) => 'kept' in form.hidden)).toBe(false);
    },
  );

  it('keeps no age and no number as a story', async () => {
    const family = await begin();
    await walk(family, {}, 'frame/age');
    service.clock.move(new Date(Date.parse(mondayMorning) + 1201 * 60_000).toISOString());
    const lost = await family.answer({ text: '8 kk' });
    expect(lost.text).not.toContain('Kirjoittamasi teksti');
  });

  it('is renewed by each page, so that an hour is counted from the latest', async () => {
    const family = await begin();
    for (let looks = 1; looks <= 4; looks += 1) {
      service.clock.move(new Date(Date.parse(mondayMorning) + looks * 50 * 60_000).toISOString());
      const page = await family.press(looks % 2 === 1 ? 'Koko keskustelu' : 'Palaa keskusteluun');
      expect(page.status).toBe(200);
    }
    expect(stepOf(family.page())).toBe('frame/who');
  });
});

describe('what is no form of ours', () => {
  const post = (body: string, type = 'application/x-www-form-urlencoded'): Promise<Response> =>
    fetch(`${service.address}/keskustelu`, { method: 'POST', headers: { 'content-type': type }, body });

  it.each([
    ['application/json', '{"token":"x"}'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['text/plain', 'message=a-form-of-sixteen-signs'],
  ])('is answered by a page: %s', async (type, body) => {
    const answer = await post(body, type);
    const text = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect(text).toContain('tel:112');
    expect(text).toContain('value="start"');
  });

  it.each(['', 'message=short', 'message=a-form-of-sixteen-signs&command=drop', '%%%=%%%'])(
    'has not its fields: "%s"',
    async (body) => expect((await post(body)).status).toBe(400),
  );

  it('is too large: told kindly, with the numbers', async () => {
    const answer = await post(`message=a-form-of-sixteen-signs&text=${'a'.repeat(300_000)}`);
    const text = await answer.text();
    expect(answer.status).toBe(413);
    expect(text).toContain('Viesti oli liian pitkä');
    expect(text).toContain('tel:112');
  });
});

describe('words that are code', () => {
  const wicked = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&amp;`;

  it('are only words, wherever they are shown', async () => {
    const family = await begin();
    const wickedly = {
      ...wantsContact,
      'contact/name': { text: wicked },
      'contact/wish': { text: `Soittakaa ${wicked}` },
    };
    await walk(
      family,
      {
        'frame/own-words': {
          text: `Vauva valvoo yöt eikä nuku ${wicked}`,
        },
        'frame/understood': { option: 'other' },
      },
      'frame/age',
    );
    isSafe(await family.answer({ text: wicked }));
    expect(family.page().html).not.toContain('<img');
    isSafe(await walk(family, wickedly, 'contact/sent'));
    expect(family.page().text).toContain('alert(1)');
    expect(family.page().html).not.toContain('<img');
    isSafe(await family.press('Koko keskustelu'));
    expect(family.page().html).not.toContain('<img');
  });

  it('are only words in the address and in fields that are given back', async () => {
    const family = plainWindow(service);
    const query = new URLSearchParams({ lang: wicked, region: wicked, about: wicked }).toString();
    isSafe(await family.open(`/keskustelu?${query}`));
    expect(family.page().html).not.toContain('<img');
    const begun = await begin();
    const back = service.takeAway();
    const page = await begun.answer({ text: wicked, option: wicked, about: wicked });
    expect(page.status).toBe(503);
    expect(page.html).not.toContain('<img');
    back();
  });

  it('that choose what was never offered choose nothing', async () => {
    const family = await begin();
    const page = await family.answer({ option: 'admin' });
    expect(stepOf(page)).toBe('frame/who');
    expect(page.html).toContain('class="errors"');
  });
});

describe('when the database does not answer', () => {
  it.each([
    ['cannot be written', () => service.lock()],
    ['cannot be read', () => service.takeAway()],
  ] as const)(
    '(it %s) the page apologises with numbers and keeps the answer to be sent once',
    async (_how, trouble) => {
      const family = await begin('lang=sv');
      const back = trouble();
      const page = await family.answer({ option: 'parent' });
      expect(page.status).toBe(503);
      isSafe(page);
      expect(page.text).toMatch(/vi ledsna/);
      expect(page.text).toMatch(/[0-9A-F]{8}/);
      expect(page.html).not.toMatch(/sqlite|libsql|\n\s+at |no such table/);
      back();
      const [retry] = page.forms.filter((form) => form.hidden['option'] === 'parent');
      if (!retry) throw new Error('the answer is not kept');
      expect(stepOf(await family.send(retry))).toBe('frame/own-words');
      expect(stepOf(await family.send(retry))).toBe('frame/own-words');
      expect(service.rows('select first from turns')).toHaveLength(2);
    },
  );
});

describe('when a worker has claimed the handoff', () => {
  const worker = (id: string, move: string, body: unknown = {}): Promise<Response> =>
    call(service.address, 'POST', `/console/api/handoffs/${id}/${move}`, body, { 'x-luotsi': 'console' });

  it('the page shows the exchange, a field and a button to look, and never reloads by itself', async () => {
    const family = await begin();
    await walk(family, wantsContact, 'frame/heard');
    const id = String(handoffs()[0]?.['id']);
    await worker(id, 'claim');
    const page = await family.answer({ option: 'yes' });
    isSafe(page);
    expect(page.text).toContain('Keskustelu työntekijän kanssa');
    expect(page.text).toContain('on ottanut asiasi hoitaakseen');
    await family.answer({ text: 'Unohdin sanoa, että lapsi on ollut kuumeessa' });
    expect(family.page().text).toContain('Sinä Unohdin sanoa, että lapsi on ollut kuumeessa');
    const shown = await (await call(service.address, 'GET', `/console/api/handoffs/${id}`)).text();
    expect(shown).toContain('lapsi on ollut kuumeessa');
    const danger = await family.answer({ text: 'haluan kuolla' });
    expect(danger.html).toMatch(/<section class="said danger"[\s\S]*tel:112/);
    await worker(id, 'close', { ending: 'guided' });
    const after = await family.press('Katso, onko uusia viestejä');
    expect(after.text).toContain('Täällä vastaa taas robotti');
  });
});
