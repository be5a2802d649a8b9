import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeholderIn } from '../../src/content/placeholder';
import { readContent } from '../../src/content/load';
import { openHome, runCommand, type Ended } from '../support/home';

let home: ReturnType<typeof openHome>;
beforeAll(() => {
  home = openHome();
  // Every need of the house has its flow: these two are begun anew.
  for (const file of ['dialogs', 'locales/fi', 'locales/sv', 'locales/en'])
    rmSync(join(home.folder, file, 'togetherness.yaml'));
});
afterAll(() => home.close());
afterEach(() => {
  for (const file of ['dialogs', 'locales/fi', 'locales/sv', 'locales/en'])
    rmSync(join(home.folder, file, 'lonely.yaml'), { force: true });
});

const make = (...words: string[]): Ended => runCommand(home.folder, 'content-new', words);

it('a new flow has four steps and a word file in every language, and nothing is wrong but the words to be written', () => {
  const { code, out, err } = make('lonely', '--needs', 'loneliness,peer_support_meeting_place');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const file of ['dialogs/lonely.yaml', 'locales/fi/lonely.yaml', 'locales/sv/lonely.yaml'])
    expect(out).toContain(file);
  const { problems } = readContent(home.folder);
  expect(problems).toHaveLength(3 * 12);
  for (const problem of problems) {
    expect(problem.message).toMatch(/^lonely\.steps\.\S+ is still to be written in (fi|sv|en)$/);
    const line = readFileSync(join(home.folder, problem.file), 'utf8').split('\n')[problem.line - 1] ?? '';
    expect(line.slice(problem.column)).toMatch(/^…(kirjoita tähän|skriv här|write here)…/);
  }
});

it('is proved when its words are written', () => {
  make('lonely', '--needs', 'loneliness');
  for (const language of ['fi', 'sv', 'en']) {
    const file = join(home.folder, 'locales', language, 'lonely.yaml');
    const written = readFileSync(file, 'utf8').replaceAll(placeholderIn(language), 'Hei');
    writeFileSync(file, written);
  }
  const checked = runCommand(home.folder, 'content-check', []);
  expect(checked.out).toMatch(/^lonely +4 /m);
  expect(checked.out).toContain('is sound');
}, 120_000);

it('in fewer languages it says which are still without words', () => {
  const { code, out } = make('lonely', '--needs', 'loneliness', '--languages', 'fi,sv');
  expect(code).toBe(0);
  expect(out).toContain('en has no word file yet');
  expect(existsSync(join(home.folder, 'locales/en/lonely.yaml'))).toBe(false);
});

it.each([
  [['separation', '--needs', 'loneliness'], 'dialogs/separation.yaml is already there'],
  [['bot', '--needs', 'loneliness'], 'locales/en/bot.yaml is already there'],
  [['lonely', '--needs', 'lonliness'], 'there is no need "lonliness"; did you mean loneliness?'],
  [['lonely', '--needs', 'child_sleep'], 'the need child_sleep already belongs to the flow child-sleep'],
  [['lonely'], '--needs names the needs'],
  [['Lonely', '--needs', 'loneliness'], 'npm run content:new'],
  [['../lonely', '--needs', 'loneliness'], 'npm run content:new'],
  [['lonely', '--needs', 'loneliness', '--languages', 'fi,sw'], 'there are no words in "sw"'],
  [['lonely', '--needs', 'loneliness', '--languages', 'sv'], 'Finnish comes first'],
  [['lonely', '--need', 'loneliness'], 'npm run content:new'],
])('%j is refused, told with its remedy, and nothing is made', (words, told) => {
  const { code, err } = make(...words);
  expect(code).toBe(2);
  expect(err).toContain(told);
  expect(err).not.toMatch(/\n\s+at /);
  expect(existsSync(join(home.folder, 'dialogs/lonely.yaml'))).toBe(false);
  expect(existsSync(join(home.folder, 'locales/fi/lonely.yaml'))).toBe(false);
});
