import { replay } from '../flow/replay';
import { cleaned } from './incoming';
import { labelOf } from './offers';
import type { Told } from './outgoing';
import type { World } from './ports';
import type { Turn } from './step';

/**
 * What the family said as it is kept and echoed: identifiers masked, unless the open question asks for them. A tap without
 * words is kept with the words of what was tapped.
 */
export function told(turn: Turn, world: World): Told {
  const { text, value, clientId } = turn.incoming;
  const written = cleaned(text ?? value?.text ?? '');
  const current = replay(world.content.guide, turn.session).current;
  const asksForIt =
    current?.step.kind === 'contact' || (current?.step.kind === 'text' && current.step.personal === true);
  const kept = asksForIt ? written : world.listener.redact(written).text;
  const words = kept === '' && current ? labelOf(value, current, turn.session, world.content) : kept;
  const tapped = value === undefined ? undefined : value.text === undefined ? value : { ...value, text: kept };
  return { text: words, value: tapped, clientId };
}
