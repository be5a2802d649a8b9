import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHome, runCommand, type Ended } from '../support/home';

let home: ReturnType<typeof openHome>;
beforeAll(() => {
  home = openHome(['dist', 'dialogs', 'locales', 'regions', 'docs/flows']);
});
afterAll(() => home.close());

const draw = (...words: string[]): Ended => runCommand(home.folder, 'content-draw', words);
const page = (name: string): string => join(home.folder, 'docs', 'flows', name);

it('pages that are not as the content is are named, written only when asked, and then right', () => {
  expect(draw('--check')).toMatchObject({
    code: 0,
    out: expect.stringContaining('docs/flows is up to date') as string,
  });
  const drawn = readFileSync(page('separation.md'), 'utf8');
  appendFileSync(page('separation.md'), 'by hand\n');
  writeFileSync(page('long-gone.md'), 'a flow that is gone\n');
  const checked = draw('--check');
  expect(checked.code).toBe(1);
  expect(checked.out).toContain('run npm run content:draw\n  docs/flows/long-gone.md\n  docs/flows/separation.md\n');
  expect(existsSync(page('long-gone.md'))).toBe(true);
  expect(draw().code).toBe(0);
  expect(existsSync(page('long-gone.md'))).toBe(false);
  expect(readFileSync(page('separation.md'), 'utf8')).toBe(drawn);
  expect(draw().out).toContain('nothing changed');
});

it('is misused with an option that it does not know', () => {
  const { code, err } = draw('--chekc');
  expect(code).toBe(2);
  expect(err).toContain('npm run content:draw');
});
