import { kindNames } from '../../src/flow/kinds/registry';
import { root } from '../support/root';
import { runCommand, type Ended } from '../support/home';

const talk = (words: readonly string[], ...lines: string[]): Ended =>
  runCommand(root, 'content-try', words, lines.map((line) => `${line}\n`).join(''));

it('a flow is talked through from its first question to the outcome, at the moment that was chosen', () => {
  const { code, out, err } = talk(
    ['child-sleep', '--lang', 'fi', '--region', 'etela-pohjanmaa', '--at', '2027-06-23T16:40'],
    ...['heräily öisin', '1', 'iso huoli', '2', '1', '1', '1', '1', '1'],
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('ke 23.6.2027 16:40');
  expect(out).toContain('(answered by itself) Kuka olet? Valitse lähin. → Vanhempi tai huoltaja');
  expect(out).toContain('  2. Heräily öisin');
  expect(out).toContain('> heräily öisin');
  // The phones of that Wednesday have closed.
  expect(out).toContain('to 24.6.2027 klo 9');
  expect(out).toContain('outcome: unclear-or-many\nreasons: worry=big\nsegment: ');
  expect(out).toContain('floor: 3\n');
  expect(out).toMatch(/contact requests sent: 0\n$/);
});

it('without a flow the conversation begins at its beginning, and ends where the lines end', () => {
  const { code, out } = talk(['--lang', 'sv'], '1', 'Babyn vaknar flera gånger varje natt');
  expect(code).toBe(0);
  expect(out).not.toContain('answered by itself');
  expect(out).toContain('Hej');
  expect(out).toContain('> Babyn vaknar');
  expect(out).toContain('outcome: not reached');
});

it('an answer that cannot be read gets what a family would get', () => {
  const { out } = talk(['separation', '--lang', 'en'], 'blorp', 'blorp again');
  const { out: told } = talk(['--complaints', '--lang', 'en']);
  const [, first = '', again = ''] = /^choice\n.*question: (.*)\n.*place: +(.*)$/m.exec(told) ?? [];
  expect(first).not.toBe('');
  expect(out).toContain(first);
  expect(out).toContain(again);
});

it('complaints are told for every kind of question, or for those of one flow', () => {
  const { code, out } = talk(['--complaints']);
  expect(code).toBe(0);
  expect(out.split('\n').filter((line) => /^\S/.test(line))).toEqual(kindNames);
  expect(
    talk(['contact', '--complaints'])
      .out.split('\n')
      .filter((line) => /^\S/.test(line))
      .sort(),
  ).toEqual(['choice', 'choices', 'contact', 'read-back', 'text']);
});

it.each([
  [['child-slep'], 'did you mean child-sleep?'],
  [['child-sleep', '--region', 'etela-pohjanma'], 'did you mean etela-pohjanmaa?'],
  [['child-sleep', '--lang', 'se'], 'does not speak "se"; it speaks fi, sv, en'],
  [['child-sleep', '--at', 'yesterday'], '--at is a day and a time in Finland'],
  [['child-sleep', '--when', 'now'], 'npm run content:try'],
])('%j is a misuse, told with its remedy', (words, told) => {
  const { code, err } = talk(words);
  expect(code).toBe(2);
  expect(err).toContain(told);
  expect(err).not.toMatch(/\n\s+at /);
});
