import { loadContent } from '../../src/content/load';
import { openClassifier } from '../../src/need/classifier';
import { dataFolder, root } from './root';

/** Trains the classifier once before the tests, when the phrases have changed; each test file then only loads it. */
export default function train(): void {
  openClassifier(loadContent(root), dataFolder, (phrases) =>
    process.stdout.write(`training the classifier on ${phrases} phrases\n`),
  );
}
