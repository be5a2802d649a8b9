import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/root';

const run = (home: string, name: string, ...words: string[]): { code: number | null; out: string; err: string } => {
  const ended = spawnSync(process.execPath, [join(home, 'dist', 'commands', `${name}.js`), ...words], {
    encoding: 'utf8',
  });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
};

describe('why a service is not shown', () => {
  it('by its age limit', () => {
    const { code, out } = run(root, 'services-why', 'nuorisoasema', '--age', '12', '--need', 'youth_mental_health');
    expect(code).toBe(0);
    expect(out).toContain('not shown: its age limits are 13–17, and the age is 12');
    expect(run(root, 'services-why', 'nuorisoasema', '--age', '13', '--need', 'youth_mental_health').out).toContain(
      'shown, because',
    );
  });

  it('by pre-primary, which is 6, or 5 when the family says so', () => {
    const why = (...words: string[]): string =>
      run(root, 'services-why', 'kuraattoripalvelut', '--need', 'bullying', '--age', '5', ...words).out;
    expect(why()).toContain('not shown: its age limits are 6–17');
    expect(why('--stage', 'pre-primary')).toContain('shown, because');
  });

  it.each([
    [['nuorisasema'], 'did you mean nuorisoasema?'],
    [['nuorisoasema', '--age', 'young'], '--age is whole years'],
    [['nuorisoasema', '--municipality', 'lapau'], 'did you mean lapua?'],
    [['nuorisoasema', '--years', '3'], 'npm run services:why'],
    [[], 'npm run services:why'],
  ])('%j is a misuse, told with its remedy', (words, told) => {
    const { code, err } = run(root, 'services-why', ...words);
    expect(code).toBe(2);
    expect(err).toContain(told);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

it('gaps are told by need and age: substance services of the young are missing in Etelä-Pohjanmaa', () => {
  const { code, out } = run(root, 'services-gaps', '--region', 'etela-pohjanmaa');
  expect(code).toBe(0);
  expect(out).toMatch(/youth_substance_use +at any age/);
  expect(out).toContain('numbers checked over 90 days ago: lapua-line');
});

describe('a new region', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'luotsi-region-'));
    for (const folder of ['dist', 'dialogs', 'locales', 'regions'])
      cpSync(join(root, folder), join(home, folder), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('is one folder, closed, sound, and in the catalogue of its county', () => {
    const made = run(home, 'region-new', 'pohjois-savo');
    expect(made.err).toBe('');
    expect(made.code).toBe(0);
    const checked = run(home, 'content-check');
    expect(checked.out).toContain('is sound');
    const file = readFileSync(join(home, 'regions', 'pohjois-savo', 'region.yaml'), 'utf8');
    expect(file).toContain('open: false');
    expect(file).toContain('kuopio');
    const again = run(home, 'region-new', 'pohjois-savo');
    expect(again.code).toBe(2);
    expect(again.err).toContain('is already there');
  });

  it('of no county, or with a wicked name, is refused', () => {
    expect(run(home, 'region-new', 'pohjois-sawo').err).toContain('did you mean pohjois-savo?');
    expect(run(home, 'region-new', '../elsewhere').code).toBe(2);
  });
});
