import { savedPage } from '../../src/web/widget/saved-page';
import { startTestService, type TestService } from '../support/service';
import { theContent } from '../support/house';

const languages = ['fi', 'sv', 'en', 'fi-x-selko'];
let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const page = async (path: string): Promise<string> => (await fetch(`${service.address}${path}`)).text();

describe.each(languages)('the pages in %s', (language) => {
  test('306/2019 6 a § 1 mom. 2: tell that the content is a draft until it is approved, and who watches its quality (law 1.1)', async () => {
    const text = await page(`/?lang=${language}`);
    const say = theContent().say(language);
    expect(text).toContain(say('pages.page.draft'));
    expect(text).toContain(say('pages.page.responsible-missing'));
  });

  test('306/2019 9 §, 10 § and 12 §: lead to a statement that tells what is lacking, where feedback goes and who supervises (law 1.2)', async () => {
    expect(await page(`/?lang=${language}`)).toContain('href="/saavutettavuus?');
    const text = await page(`/saavutettavuus?lang=${language}`);
    const say = theContent().say(language);
    for (const name of ['status-text', 'lacking-text', 'feedback-time', 'supervisor-text'])
      expect(text).toContain(say(`accessibility.${name}`));
    expect(text).toContain('Traficom');
  });

  test('306/2019 4 §: name the way that works without script (law 1.2)', async () => {
    expect(await page(`/?lang=${language}`)).toContain('/keskustelu?');
  });
});

test('306/2019 6 a § 1 mom. 6: what is saved is a page that any reader reads, made without a server (law 1.1)', () => {
  const words = {
    saved: 'word saved',
    'saved-note': 'word note',
    you: 'word you',
    name: 'word name',
    worker: 'word worker',
  };
  const saved = savedPage(
    [
      { id: '1', from: 'luotsi', text: 'Hei <b>', at: '', luotsi: { language: 'fi' } },
      { id: '2', from: 'family', text: 'a & b', at: '', luotsi: undefined },
      { id: '3', from: 'worker', text: 'مرحبا', at: '', luotsi: { language: 'ar' } },
    ],
    words,
    'fi',
    new Date('2026-11-23T08:00:00Z'),
  );
  expect(saved).toMatch(/^<!doctype html>\n<html lang="fi" dir="ltr">/);
  expect(saved).toContain('<li lang="fi" dir="ltr"><strong>word name</strong><p>Hei &#60;b&#62;</p></li>');
  expect(saved).toContain('<li dir="auto"><strong>word you</strong><p>a &#38; b</p></li>');
  expect(saved).toContain('<li lang="ar" dir="rtl">');
  expect(saved).not.toMatch(/<script|https?:/);
});
