import { dangerKinds, type DangerKind } from '../content/shape';
import type { Content } from '../content/content';
import { dangerEar, fewWords, type Heard } from './danger';
import { wordsOf } from './features';
import { nearDanger, type Learned } from './learned';

/**
 * Below this a card becomes the calm question: the message is like those that only sound alike. It is never left unasked, and a
 * short cry for help is always taken at its word, as is a long story, where one clause weighs little.
 */
const doubtBelow = 0.65;
const shortCry = 5;
const longStory = 60;
/** From this on a message in which no pattern hears danger is asked about; a few words are an answer, of which only patterns speak. */
const askFrom = 0.45;
/** From this on it is shown the card: sooner where a pattern is unsure, too. */
const cardFrom = 0.9;
const cardWhereUnsure = 0.85;

/** What no pattern hears is named so, for the worker who asks why. */
const byLikeness = 'learned';

/**
 * How the learned likeness weighs beside the patterns. It never decides that somebody is not in danger: what a pattern hears is
 * at least asked about, whatever the score; what no pattern hears is asked about or shown the card all the same (docs/adr/0015).
 */
export function weighed(
  heard: Heard | undefined,
  likeness: number,
  text: string,
  kind: () => DangerKind,
): Heard | undefined {
  const length = wordsOf(text, longStory).length;
  if (heard === undefined) {
    if (length < fewWords || likeness < askFrom) return undefined;
    return { kind: kind(), level: likeness >= cardFrom ? 'urgent' : 'check', pattern: byLikeness };
  }
  if (heard.level === 'check') return likeness >= cardWhereUnsure ? { ...heard, level: 'urgent' } : heard;
  const doubted = likeness < doubtBelow && length >= shortCry && length < longStory;
  return doubted ? { ...heard, level: 'check' } : heard;
}

const surelyFrom = 0.7;

/** Danger as a conversation hears it: by the patterns, with the likeness weighed beside them. */
export function dangerListener(content: Content, learned: Learned): (text: string) => Heard | undefined {
  const ear = dangerEar(content);
  const near = nearDanger(content);
  return (text) => {
    const { heard } = ear(text);
    const likeness = learned.danger.guesses(text).find((guess) => guess.need === 'danger')?.confidence ?? 0;
    const found = weighed(heard, likeness, text, () => kindOf(text, learned));
    if (heard !== undefined || found?.level !== 'check') return found;
    // Where it is clear that the matter is an everyday one, a middling likeness alone asks nothing.
    const [best] = learned.needs.guesses(text);
    return best && best.confidence >= surelyFrom && !near.has(best.need) ? undefined : found;
  };
}

function kindOf(text: string, learned: Learned): DangerKind {
  const [best] = learned.kinds.guesses(text);
  return dangerKinds.find((kind) => kind === best?.need) ?? 'violence_now';
}
