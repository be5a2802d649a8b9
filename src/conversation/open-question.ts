import type { LuotsiData } from './contract';
import type { Conversations, Outgoing } from './ports';

/** More than one turn ever says, so that the last question is among them. */
const farEnough = 60;

export interface OpenQuestion {
  /** Whether this message was answered before. */
  readonly repeated: boolean;
  /** What was asked last, if anything is still asked. */
  readonly asked: Outgoing | undefined;
}

/** The name of a question that an answer belongs to, so that it is never taken for another's: its flow and step. */
export function questionName(luotsi: Pick<LuotsiData, 'flow' | 'step'>): string {
  return `${luotsi.flow ?? ''}/${luotsi.step ?? ''}`;
}

/** What a conversation was asked last, as it was said. Nothing for a conversation that has ended. */
export async function openQuestion(
  conversations: Conversations,
  conversation: string,
  messageId: string,
): Promise<OpenQuestion | undefined> {
  const stored = await conversations.open(conversation, messageId);
  if (!stored) return undefined;
  const log = await conversations.log(conversation, Math.max(0, stored.size - farEnough));
  const asked = log.flatMap((entry) => entry.words).findLast((word) => word.luotsi.step !== undefined);
  return { repeated: stored.repeated !== undefined, asked };
}
