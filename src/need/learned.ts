import type { Content } from '../content/content';
import { isWhole, modelFile, openClassifier, type Lesson, type NeedClassifier } from './classifier';

/** What is learned from the authors' examples: which need a message is about, and how much it is like a message of danger. */
export interface Learned {
  readonly needs: NeedClassifier;
  readonly danger: NeedClassifier;
}

type Examples = Pick<Content, 'phrases' | 'dangerExamples'>;

/** Loads both from a folder, or learns what is missing there and keeps it; `onTraining` is told before each training. */
export function openLearned(
  content: Examples,
  folder: string,
  onTraining: (examples: number) => void = () => {},
): Learned {
  return {
    needs: openClassifier(needsLesson(content), folder, onTraining),
    danger: openClassifier(dangerLesson(content), folder, onTraining),
  };
}

/** Whether both are kept whole in the folder; asked often, it reads little. */
export function learnedIsKept(content: Examples, folder: string): () => boolean {
  const files = [needsLesson(content), dangerLesson(content)].map((lesson) => modelFile(lesson, folder));
  return () => files.every(isWhole);
}

export function needsLesson(content: Pick<Content, 'phrases'>): Lesson {
  return {
    name: 'needs',
    examples: Object.values(content.phrases).flatMap((needs) =>
      Object.entries(needs).map(([label, texts]) => ({ label, texts })),
    ),
  };
}

/** So many ordinary messages to each of danger: more of them would drown the examples, fewer would raise false alarms. */
const ordinaryToEach = 1.5;

export function dangerLesson(content: Examples): Lesson {
  const ordinary = Object.entries(content.dangerExamples).flatMap(([language, { danger }]) => {
    const phrases = Object.values(content.phrases[language] ?? {}).flat();
    const each = Math.max(1, Math.round(phrases.length / (danger.length * ordinaryToEach)));
    return phrases.filter((_, index) => index % each === 0);
  });
  return {
    name: 'danger',
    examples: [
      ...Object.values(content.dangerExamples).flatMap((examples) => [
        { label: 'danger', texts: examples.danger },
        { label: 'look-alike', texts: examples['look-alikes'] },
      ]),
      { label: 'ordinary', texts: ordinary },
    ],
  };
}
