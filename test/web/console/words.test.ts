import { refusals } from '../../../src/errors';
import { attempts, dutyDecisions, endings } from '../../../src/queue/contract';
import { moves, otherMoves } from '../../../src/queue/life';
import { registerReasons } from '../../../src/queue/register';
import { consoleWords } from '../../../src/web/console/words/words';

/** Every text of the words, by the way to it; a text with a place is said with a one and a name. */
function texts(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const here = `${path}.${name}`;
    if (typeof value === 'string') return [[here, value]];
    if (typeof value === 'function') return [[here, String((value as (one: unknown) => unknown)(1))]];
    return texts(value as object, here);
  });
}

describe.each(Object.entries(consoleWords))('the words of the console in %s', (_language, words) => {
  test('say everything', () => {
    expect(texts(words).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('hold no sign of enthusiasm and no order with a "must"', () => {
    expect(texts(words).filter(([, text]) => /!|\b(pakollinen|virheellinen|måste)\b/i.test(text))).toEqual([]);
  });

  test('know every ending, attempt, decision, register reason and happening of the queue', () => {
    const has = (names: object, ids: readonly string[]): string[] => ids.filter((id) => !(id in names));
    expect(has(words.names.endings, endings)).toEqual([]);
    expect(has(words.names.hows, attempts)).toEqual([]);
    expect(has(words.duty.decided, dutyDecisions)).toEqual([]);
    expect(has(words.names.registerReasons, registerReasons)).toEqual([]);
    expect(has(words.log.kinds, [...moves, ...otherMoves, 'family', 'alarm'])).toEqual([]);
  });

  test('tell in words what to do at every refusal that the console can meet', () => {
    const met = [
      'handoff-taken',
      'handoff-not-yours',
      'handoff-unknown',
      'move-not-now',
      'not-permitted',
      'family-gone',
    ];
    expect(met.filter((code) => !(code in words.troubles) || !(code in refusals))).toEqual([]);
  });
});

test('Swedish is a language of its own: few texts are the same in both', () => {
  const swedish = new Map(texts(consoleWords.sv));
  const same = texts(consoleWords.fi).filter(([path, text]) => swedish.get(path) === text);
  expect(same.map(([path]) => path)).toEqual(['.log.house', '.chat.by.bot']);
});
