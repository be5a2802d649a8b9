import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { loadContent } from '../../src/content/load';
import { openLearned } from '../../src/need/learned';
import { dataFolder, root } from './root';

/** Builds the browser programs, and trains the classifier once before the tests, when the phrases have changed; each test file then only loads it. */
export default function prepare(): void {
  execFileSync(process.execPath, [join(root, 'src', 'commands', 'build.mjs')], { stdio: 'inherit' });
  openLearned(loadContent(root), dataFolder, (phrases) =>
    process.stdout.write(`training the classifier on ${phrases} phrases\n`),
  );
}
