import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NeedClassifier, recipe, rowsLength, type Method } from './classifier';

/** Written examples by label, and a name for the file that keeps what was learned from them. */
export interface Lesson {
  readonly name: string;
  readonly method: Method;
  readonly examples: readonly {
    /** Or what tells the label of a text, asked only when there is something to learn; a text that has none is left out. */
    readonly label: string | ((text: string) => string | undefined);
    readonly texts: readonly string[];
  }[];
}

/**
 * Loads what was learned from just these examples from their own file (`modelFile`), or learns and keeps it there.
 * `onTraining` is told before a training begins.
 */
export function openClassifier(
  lesson: Lesson,
  file: string,
  onTraining: (examples: number) => void = () => {},
): NeedClassifier {
  if (existsSync(file)) {
    try {
      return NeedClassifier.fromFile(file, lesson.method);
    } catch {
      // A file cut short by a crash is made anew below.
    }
  }
  const classifier = trained(lesson, onTraining);
  try {
    mkdirSync(dirname(file), { recursive: true });
    classifier.toFile(file);
  } catch {
    // What was learned serves until the end of the process; that it could not be kept is seen by whoever asks `isWhole`.
  }
  return classifier;
}

/** Where what was learned from just these examples is kept. */
export function modelFile(lesson: Lesson, folder: string): string {
  return join(folder, `${lesson.name}-${hashOf(lesson)}.model`);
}

/** Whether a kept file is there and has all its bytes, so that the next start need not learn again. */
export function isWhole(file: string, { shelves }: Method): boolean {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const length = Buffer.alloc(4);
      readSync(descriptor, length, 0, 4, 0);
      const head = Buffer.alloc(Math.min(length.readUInt32LE(0), 100_000));
      readSync(descriptor, head, 0, head.length, 4);
      const { labels } = JSON.parse(head.toString('utf8')) as { labels: string[] };
      return fstatSync(descriptor).size === 4 + head.length + rowsLength(shelves, labels.length);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
}

/** The texts of a lesson, each with its label. */
export function taught({ examples }: Lesson): (readonly [text: string, label: string])[] {
  return examples.flatMap(({ label, texts }) =>
    texts.flatMap((text) => {
      const told = typeof label === 'string' ? label : label(text);
      return told === undefined ? [] : [[text, told] as const];
    }),
  );
}

export function trained(lesson: Lesson, onTraining: (examples: number) => void = () => {}): NeedClassifier {
  const classifier = new NeedClassifier(lesson.method);
  for (const [text, label] of taught(lesson)) classifier.addDocument(text, label);
  onTraining(classifier.docs.length);
  classifier.train();
  return classifier;
}

/** A few of the examples tell whether the program looks at the same in a text as before. */
function hashOf({ examples, method }: Lesson): string {
  const { features, ...settings } = method;
  const sample = examples.flatMap(({ texts }) => texts.slice(0, 1)).map((text) => features(text));
  const hash = createHash('sha256')
    .update(recipe)
    .update(JSON.stringify([settings, sample]));
  // No text has a zero in it, so that no two lists read the same.
  for (const { label, texts } of examples)
    hash.update(`\0\0${typeof label === 'string' ? label : ''}\0`).update(texts.join('\0'));
  return hash.digest('hex').slice(0, 16);
}
