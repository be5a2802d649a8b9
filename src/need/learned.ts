import { createHash } from 'node:crypto';
import type { Content } from '../content/content';
import { manyLabels, type Method, type NeedClassifier } from './classifier';
import { dangerEar, type DangerEar } from './danger';
import { conceptsIn } from './danger-concepts';
import { featuresOf, wordsOf } from './features';
import { isWhole, modelFile, openClassifier, type Lesson } from './lesson';

/** What is learned from the authors' examples: which need a message is about, and how much it is like a message of danger. */
export interface Learned {
  readonly needs: NeedClassifier;
  readonly danger: NeedClassifier;
  /** Which kind of danger a message of danger is most like. */
  readonly kinds: NeedClassifier;
  /** Whether all of it is kept whole in the folder, so that the next start need not learn; asked often, it reads little. */
  isKept(): boolean;
}

type Examples = Pick<Content, 'phrases' | 'danger' | 'dangerExamples' | 'needs'>;

/** Loads both from a folder, or learns what is missing there and keeps it; `onTraining` is told before each training. */
export function openLearned(
  content: Examples,
  folder: string,
  onTraining: (examples: number) => void = () => {},
): Learned {
  const ear = dangerEar(content);
  const kept: { readonly file: string; readonly method: Method }[] = [];
  const open = (lesson: Lesson): NeedClassifier => {
    const file = modelFile(lesson, folder);
    kept.push({ file, method: lesson.method });
    return openClassifier(lesson, file, onTraining);
  };
  return {
    needs: open(needsLesson(content)),
    danger: open(dangerLesson(content, ear)),
    kinds: open(kindsLesson(content, ear)),
    isKept: () => kept.every(({ file, method }) => isWhole(file, method)),
  };
}

/** Needs in which danger may be told as a part of the matter: safety, the mind, and a child that is ill. */
export function nearDanger({ needs }: Pick<Content, 'needs'>): ReadonlySet<string> {
  const topics = ['safety', 'mind'];
  const ids = needs.needs.filter(({ topic }) => topic !== null && topics.includes(topic)).map(({ id }) => id);
  return new Set([...ids, 'child_illness_symptom']);
}

export function needsLesson(content: Pick<Content, 'phrases'>): Lesson {
  return {
    name: 'needs',
    method: manyLabels,
    examples: Object.values(content.phrases).flatMap((needs) =>
      Object.entries(needs).map(([label, texts]) => ({ label, texts })),
    ),
  };
}

/**
 * One in so many ordinary phrases: more of them would drown the examples, fewer would raise false alarms. Where a matter is near
 * danger, as a cough is near a breath that stops, all of them.
 */
const ordinaryOfEvery = 12;
/** Stems as far as the letters go, and how many words apart two of them may stand. */
const stem = 5;
const apart = 3;

/**
 * What is looked at for danger: the pieces of words, pairs of stems near each other, the ideas of the patterns, and which patterns matched,
 * the unsure ones too. Chosen, like the settings, by holding back every fifth example: the area under the curve rose from 0.89 to 0.94.
 */
function dangerMethod(content: Pick<Content, 'danger'>, ear: DangerEar): Method {
  const concepts = conceptsIn(content.danger);
  return {
    features(text) {
      const stems = wordsOf(text).map((word) => word.slice(0, stem));
      const pairs = stems.flatMap((one, index) =>
        stems.slice(index + 1, index + 1 + apart).map((other) => `s:${one} ${other}`),
      );
      const { rules, hidden } = ear(text);
      const patterns = rules.flatMap(({ name, kind, level, silenced }) =>
        [`R:${name}`, `K:${kind}`, `L:${level}`].map((feature) => (silenced ? `${feature}!` : feature)),
      );
      return [
        ...featuresOf(text),
        ...pairs,
        ...concepts(text),
        ...patterns,
        ...(rules.length === 0 ? ['R:none'] : []),
        ...(hidden ? ['R:hidden'] : []),
        `N:${Math.min(4, rules.length)}`,
      ];
    },
    basis: createHash('sha256').update(JSON.stringify(content.danger)).digest('hex'),
    shelves: 1 << 19,
    rate: 0.07,
    shrink: 1e-5,
  };
}

export function dangerLesson(content: Examples, ear: DangerEar): Lesson {
  const near = nearDanger(content);
  const ordinary = Object.values(content.phrases).flatMap((needs) =>
    Object.entries(needs).flatMap(([need, texts]) =>
      near.has(need) ? texts : texts.filter((_, index) => index % ordinaryOfEvery === 0),
    ),
  );
  return {
    name: 'danger',
    method: dangerMethod(content, ear),
    examples: [
      ...Object.values(content.dangerExamples).flatMap((examples) => [
        { label: 'danger', texts: [...examples.danger, ...Object.values(examples.kinds ?? {}).flat()] },
        { label: 'look-alike', texts: examples['look-alikes'] },
      ]),
      { label: 'ordinary', texts: ordinary },
    ],
  };
}

/** The kinds are learned from the examples that tell theirs, and from those in which a pattern hears one. */
function kindsLesson(content: Examples, ear: DangerEar): Lesson {
  return {
    name: 'danger-kinds',
    // Which of five kinds it is hangs on fewer things, and nothing but the card's order hangs on it.
    method: { ...dangerMethod(content, ear), shelves: 1 << 17 },
    examples: Object.values(content.dangerExamples).flatMap((examples) => [
      ...Object.entries(examples.kinds ?? {}).map(([label, texts]) => ({ label, texts })),
      { label: (text: string) => ear(text).heard?.kind, texts: examples.danger },
    ]),
  };
}
