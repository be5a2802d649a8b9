import type { Content } from '../content/content';
import { dangerListener } from './danger-sense';
import { languageGuess } from './language';
import type { Learned } from './learned';
import { alsoHeard } from './listener';
import { otherLanguage } from './other-language';

/** What is understood of one message by itself, for machines: `npm run understand`. */
export interface Understood {
  readonly lang: string | null;
  readonly need: string;
  readonly confidence: number;
  /** The five best, best first, the chosen one among them. */
  readonly alternatives: readonly { readonly need: string; readonly confidence: number }[];
  readonly also: readonly string[];
  /** Set when the emergency card would be shown; at level `check` the calm question would be asked. */
  readonly danger: { readonly kind: string; readonly level: string } | null;
}

/** Understands messages as a conversation does: the same classifier, the same danger, the same language guess. */
export function understander(content: Content, learned: Learned): (text: string, language?: string) => Understood {
  const hears = dangerListener(content, learned);
  const guessLanguage = languageGuess(content);
  const guessOther = otherLanguage(content, guessLanguage);
  return (text, language) => {
    const guesses = learned.needs.guesses(text);
    const [best = { need: 'out_of_scope', confidence: 0 }] = guesses;
    const danger = hears(text);
    return {
      lang: language ?? guessLanguage(text) ?? guessOther(text) ?? null,
      need: best.need,
      confidence: rounded(best.confidence),
      alternatives: guesses.slice(0, 5).map(({ need, confidence }) => ({ need, confidence: rounded(confidence) })),
      also: alsoHeard(text, learned.needs, best),
      danger: danger ? { kind: danger.kind, level: danger.level } : null,
    };
  };
}

function rounded(confidence: number): number {
  return Math.round(confidence * 10_000) / 10_000;
}
