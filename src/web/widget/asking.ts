import type { AnswerValue, LuotsiData } from '../../conversation/contract';
import type { WindowWords } from './words';

/** Says words, or gives a tapped answer whose words are shown. */
export type Say = (text: string, value?: AnswerValue) => void;

/** A question as it stands in the log. */
export interface Asking {
  readonly luotsi: LuotsiData;
  readonly words: WindowWords;
  readonly say: Say;
  /** Whether this is the open question. */
  readonly asks: boolean;
  /** What the family answered, once it has. */
  readonly answer: string | undefined;
}
