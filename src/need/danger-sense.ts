import type { Content } from '../content/content';
import type { NeedClassifier } from './classifier';
import { dangerEar, type Heard } from './danger';
import { wordsOf } from './features';
import type { Learned } from './learned';

/**
 * Below this a card becomes the calm question: the message is like those that only sound alike. It is never left unasked, and a
 * short cry for help is always taken at its word, as is a long story, where one clause weighs little.
 */
const doubtBelow = 0.05;
const shortCry = 5;
const longStory = 60;
/** From this on a message that no pattern hears, or that would only be asked about, is taken more gravely. */
const askFrom = 0.95;
const askedWords = 6;
const cardFrom = 0.9;

/**
 * How the learned likeness weighs beside the patterns. It never decides that somebody is not in danger: what a pattern hears is
 * at least asked about, whatever the score; what no pattern hears may still be asked about (docs/adr/0015).
 */
export function weighed(heard: Heard | undefined, likeness: number, text: string): Heard | undefined {
  // A few words are an answer or a greeting far more often than a hidden cry: of those only the patterns speak.
  if (heard === undefined)
    return likeness >= askFrom && wordsOf(text, askedWords).length >= askedWords ? learned : undefined;
  if (heard.level === 'check') return likeness >= cardFrom ? { ...heard, level: 'urgent' } : heard;
  const length = wordsOf(text, longStory).length;
  const doubted = likeness < doubtBelow && length >= shortCry && length < longStory;
  return doubted ? { ...heard, level: 'check' } : heard;
}

const graveTopics = ['safety', 'mind'];
const surelyFrom = 0.5;

/** Danger as a conversation hears it: by the patterns, with the likeness weighed beside them. */
export function dangerListener(content: Content, learned: Learned): (text: string) => Heard | undefined {
  const hears = dangerEar(content);
  const grave = new Set(
    content.needs.needs
      .filter((need) => need.topic !== null && graveTopics.includes(need.topic))
      .map((need) => need.id)
      .concat('child_illness_symptom'),
  );
  return (text) => {
    const heard = hears(text);
    const found = weighed(heard, likenessIn(learned.danger, text), text);
    if (heard !== undefined || found === undefined) return found;
    // Where it is clear that the matter is an everyday one, a likeness alone asks nothing.
    const [best] = learned.needs.guesses(text);
    return best && best.confidence >= surelyFrom && !grave.has(best.need) ? undefined : found;
  };
}

/** Somebody is not safe: what kind of danger it is, only a pattern can tell. */
const learned: Heard = { kind: 'violence_now', level: 'check', pattern: 'learned' };

const mostSentences = 12;

/**
 * How much a message, or one of its sentences, is like the written examples of danger, from 0 to 1: in a long story danger is
 * often one clause among others.
 */
export function likenessIn(classifier: NeedClassifier, text: string): number {
  const like = (part: string): number =>
    classifier.guesses(part).find((guess) => guess.need === 'danger')?.confidence ?? 0;
  const sentences = text.split(/[.!?\n]+/u).filter((sentence) => wordsOf(sentence, 4).length >= 3);
  const parts = sentences.length > 1 ? sentences.slice(-mostSentences) : [];
  return Math.max(...[text, ...parts].map(like));
}
