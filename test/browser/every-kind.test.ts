import type { Browser, Page } from 'playwright-core';
import { readJourneys, saidIn, type JourneyTurn } from '../../src/conversation/journey';
import { plainWindow, stepOf, type Fields, type PlainWindow } from '../support/plain-window';
import { root } from '../support/root';
import { startTestService, type TestService } from '../support/service';
import { kindsIn, kindsInFlows } from '../support/step-kinds';
import { questionIn } from '../support/walk';
import { inChromium, openBrowser } from './chromium';
import { sideways, smallTargets, violations } from './page-checks';
import { watched } from './resumed';
import { openRightToLeft, type RightToLeft } from './right-to-left';

const narrowest = { viewport: { width: 320, height: 640 } };
const languages = ['fi', 'sv', 'en', 'fi-x-selko', 'ar'];
/** Together these meet every kind of step that the flows have; where a new kind is met by none of them, the test says so. */
const walked = ['A young person who is not safe at home gets the card and is known to be alone'];
/** Said before the answer to the question of this step, so that a question that was not read is seen, also the third time. */
const unreadable = { step: 'services-in-use', said: 'banaani', times: 3 };

/**
 * Walks written journeys in the window and at `/keskustelu` at the same time, and looks with axe at each kind of step when it is first
 * met. That no kind is left out is proved against the flows themselves: what they hold, without the kinds that only hold other steps,
 * must have been seen in each language.
 */
inChromium('every kind of step in every language', () => {
  let strange: RightToLeft;
  let service: TestService;
  let browser: Browser;
  beforeAll(async () => {
    strange = openRightToLeft();
    service = await startTestService({ content: strange.content });
    browser = await openBrowser();
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await service.close();
    strange.close();
  });

  const found = async (page: Page): Promise<string[]> => [
    ...(await violations(page)),
    ...((await sideways(page)) > 0 ? ['can be pushed sideways'] : []),
  ];

  test.each(languages)(
    'is one that axe finds nothing in, in %s, with script and without',
    async (language) => {
      const { content } = strange;
      const wrong: Record<string, string[]> = {};
      const seen = new Set<string>();
      for (const name of walked) {
        const journey = [...readJourneys(root).values()].flat().find((one) => one.name === name);
        if (!journey) throw new Error(`there is no journey called "${name}"`);
        const { family, page, caughtUp } = await watched(browser, service.address, {
          language,
          context: narrowest,
          before: strange.dress,
        });
        const plain = plainWindow(service);
        await plain.open(`/keskustelu?region=etela-pohjanmaa&lang=${language}`);
        await plain.press(content.say(language)('plain.start'));
        const twin = await (await browser.newContext({ ...narrowest, bypassCSP: true })).newPage();
        const look = async (words: readonly Parameters<typeof kindsIn>[0][number][]): Promise<void> => {
          const met = kindsIn(words, content).filter((kind) => !seen.has(kind));
          if (met.length === 0) return;
          for (const kind of met) seen.add(kind);
          await caughtUp();
          await show(twin, plain, service.address);
          const here = [...(await found(page)), ...(await smallTargets(page))];
          const there = await found(twin);
          if (here.length + there.length > 0) wrong[met.join(', ')] = [...here, ...there];
        };
        const both = async (turn: JourneyTurn): Promise<void> => {
          const words = [...(await family.say(saidIn(turn)))];
          await plain.answer(fieldsOf(turn, questionIn(family.words)?.kind));
          // The story is told in Finnish, and Finnish is answered: each goes back to its own language.
          if (words.at(-1)?.luotsi.language !== language) {
            words.push(...(await family.say({ command: 'language', language })));
            await plain.answer({ command: 'language', language });
          }
          expect(stepOf(plain.page())?.split('/').at(-1)).toBe(words.findLast((word) => word.luotsi.step)?.luotsi.step);
          await look(words.filter((word) => word.luotsi.language === language));
        };
        await look(family.words);
        for (const turn of journey.talk) {
          if (questionIn(family.words)?.step === unreadable.step)
            for (let times = 0; times < unreadable.times; times += 1) await both({ say: unreadable.said });
          // An interpreter is offered only to those who do not write in a language of the region.
          if (questionIn(family.words)?.step === 'interpreter') await both({ tap: 'no' });
          await both(turn);
        }
        await page.emulateMedia({ colorScheme: 'dark' });
        await twin.emulateMedia({ colorScheme: 'dark' });
        const dark = [...(await found(page)), ...(await found(twin))];
        if (dark.length > 0) wrong['dark'] = dark;
        // What was answered in Finnish before the language was set back is still said to be Finnish.
        const told = await page.evaluate<string[]>(
          "[...document.querySelector('luotsi-chat').shadowRoot.querySelectorAll('li.luotsi')].map((one) => one.lang + ',' + one.dir)",
        );
        const own = `${language},${language === 'ar' ? 'rtl' : 'ltr'}`;
        expect([...new Set([own, 'fi,ltr', ...told])].sort()).toEqual([...new Set([own, 'fi,ltr'])].sort());
        expect(told).toContain(own);
        await page.context().close();
        await twin.context().close();
      }
      expect(wrong).toEqual({});
      expect(kindsInFlows(content).filter((kind) => !seen.has(kind))).toEqual([]);
    },
    120_000,
  );
});

/** Script is off where the family walks: the same page is looked at where axe can run. */
async function show(twin: Page, plain: PlainWindow, address: string): Promise<void> {
  await twin.unroute('**/keskustelu');
  await twin.route('**/keskustelu', (route) =>
    route.fulfill({ body: plain.page().html, contentType: 'text/html; charset=utf-8' }),
  );
  await twin.goto(`${address}/keskustelu`);
}

/** A turn as a form without script sends it. */
function fieldsOf({ say, tap, place, command }: JourneyTurn, kind: string | undefined): Fields {
  if (place !== undefined) return { place };
  if (command !== undefined) return { command };
  if (typeof tap === 'number') return { text: String(tap) };
  if (tap === undefined) return { text: say ?? '' };
  return Array.isArray(tap) || kind === 'choices' ? { options: tap } : { option: tap };
}
