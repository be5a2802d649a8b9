import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHome, runCommand, type Ended } from '../support/home';
import { root } from '../support/root';

let home: ReturnType<typeof openHome>;
beforeAll(() => {
  home = openHome(['dist', 'dialogs', 'locales', 'regions', 'test/journeys']);
  // Only the few journeys of one file are talked here.
  for (const file of ['dealing', 'growing', 'relations-and-safety'])
    rmSync(join(home.folder, 'test', 'journeys', `${file}.yaml`));
});
afterAll(() => home.close());

const change = (file: string, from: string, to: string): void => {
  const text = readFileSync(join(home.folder, file), 'utf8');
  if (!text.includes(from)) throw new Error(`the test is out of date: "${from}" is not in ${file}`);
  writeFileSync(join(home.folder, file), text.replace(from, to));
};

/** A git that knows one revision, `main`: the content of the repository. */
function gitOfMain(): Readonly<Record<string, string>> {
  const folder = join(home.folder, 'bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'git'),
    `#!/bin/sh\n[ "$3" = main ] || { echo "fatal: not a valid object name: $3" >&2; exit 128; }\nshift 3\nexec tar -c -f - -C '${root}' "$@"\n`,
  );
  chmodSync(join(folder, 'git'), 0o755);
  return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
}

const diff = (...words: string[]): Ended => runCommand(home.folder, 'content-diff', words, '', gitOfMain());

it('without a change it says that families see no difference', () => {
  const { code, out, err } = diff('--base', 'main');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('WORDS: no words change');
  expect(out).toContain('REGIONS: no line, number, service or link changes');
  expect(out).toMatch(/JOURNEYS: none of \d+ change/);
  expect(out).toContain('FLOWS: no step changes');
}, 120_000);

it('a change is told by its words, by the journeys that meet it, and by the ways through its flow', () => {
  change('locales/fi/child-sleep.yaml', 'Mikä unessa on nyt vaikeinta?', 'Mikä nukkumisessa on vaikeinta?');
  change('locales/sv/general.yaml', 'approved-by: null', 'approved-by: null\nextra: Hej');
  change('locales/fi/general.yaml', 'approved-by: null', 'approved-by: null\nextra: Hei');
  change('locales/en/general.yaml', 'approved-by: null', 'approved-by: null\nextra: Hello');
  change('dialogs/child-sleep.yaml', 'early-waking, rhythm, other]', 'early-waking, rhythm]');
  const { code, out, err } = diff('--base-folder', root);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('WORDS: 3 new, 0 gone, 1 changed');
  expect(out).toContain('  sv general.extra\n    new:    Hej\n');
  expect(out).toContain(
    [
      '  fi child-sleep.steps.sleep-trouble.ask',
      '    before: Huonot yöt uuvuttavat. Mikä unessa on nyt vaikeinta?',
      '    after:  Huonot yöt uuvuttavat. Mikä nukkumisessa on vaikeinta?',
    ].join('\n'),
  );
  expect(out).toContain('  A parent whose baby wakes at night gets advice and services for a baby\n    turn ');
  expect(out).toContain('/ [Nukahtaminen | Heräily öisin | Liian aikainen aamu | Rytmi on sekaisin]');
  expect(out).toMatch(/ {2}child-sleep\n {4}before: 5 steps, 20 ways, .*\n {4}after: {2}5 steps, 16 ways, /);
}, 180_000);

it.each([
  [[], 'npm run content:diff'],
  [['--base', 'nowhere'], 'git does not give the content of "nowhere": fatal: not a valid object name: nowhere'],
  [['--base=--output=x'], '"--output=x" is no revision of git'],
  [['--base-folder', '/nowhere'], 'there is no dialogs/ in /nowhere'],
])('%j is a misuse, told with its remedy', (words, told) => {
  const { code, err } = diff(...words);
  expect(code).toBe(2);
  expect(err).toContain(told);
  expect(err).not.toMatch(/\n\s+at /);
});

it('content that is not sound itself is told by its problems, without a stack', () => {
  change('dialogs/child-sleep.yaml', 'kind: choice', 'kind: choise');
  const { code, err } = diff('--base', 'main');
  expect(code).toBe(1);
  expect(err).toContain('"choise" is not a kind');
  expect(err).not.toMatch(/\n\s+at .*\.js/);
});
