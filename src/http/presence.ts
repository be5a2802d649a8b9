import { EventEmitter, once } from 'node:events';
import type { Streams } from './streams';

/** How long other replicas are waited for, in milliseconds; they answer in a few. */
const patience = 200;

/** One replica asks whether a family's window is open elsewhere, and who has it answers; nobody keeps a list. */
export type Presence = 'asked' | 'there';

export interface Windows {
  /** Whether the family has the conversation's window open, here or at another replica. */
  isThere(conversation: string): Promise<boolean>;
  fromElsewhere(conversation: string, presence: Presence): void;
}

export function makeWindows(
  streams: Pick<Streams, 'isThere'>,
  tell?: (conversation: string, presence: Presence) => void,
): Windows {
  const answers = new EventEmitter().setMaxListeners(0);
  return {
    async isThere(conversation) {
      if (streams.isThere(conversation)) return true;
      if (!tell) return false;
      const answer = once(answers, `window ${conversation}`, { signal: AbortSignal.timeout(patience) });
      tell(conversation, 'asked');
      return answer.then(
        () => true,
        () => false,
      );
    },
    fromElsewhere(conversation, presence) {
      if (presence === 'there') answers.emit(`window ${conversation}`);
      else if (streams.isThere(conversation)) tell?.(conversation, 'there');
    },
  };
}
