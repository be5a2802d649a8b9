import { useState } from 'react';
import { Button } from 'suomifi-ui-components';
import { usePlace } from '../place';
import type { Detail } from '../shapes';
import { troubleOf } from '../trouble';
import { actionsFor, type Action } from './allowed';
import { ActionDialog, asks } from './dialogs';
import type { Make } from './make';

/** What leads on from each state, the first that is offered; what stands beside it are ways aside. */
const foremost: readonly Action[] = ['claim', 'accept', 'fill', 'copy', 'contacted', 'close'];

/** What the worker can do now, and nothing else. */
export function Actions({ handoff, make }: { handoff: Detail; make: Make }) {
  const { me, words, tell } = usePlace();
  const [asking, setAsking] = useState<Action>();
  const [busy, setBusy] = useState(false);
  const offered = actionsFor(handoff, me);
  const choose = async (action: Action): Promise<void> => {
    if (asks(action, handoff, me)) {
      setAsking(action);
      return;
    }
    setBusy(true);
    try {
      await make(action);
    } catch (error) {
      tell(troubleOf(error, words), 'trouble');
    }
    setBusy(false);
  };
  if (offered.length === 0) return null;
  const lead = leading(handoff, offered);
  const label = (action: Action): string => {
    if (action === 'refuse' && handoff.owner === me.id && handoff.offeredTo?.party === undefined)
      return words.actions.takeBack;
    if (handoff.offeredTo?.party !== undefined && action === 'accept') return words.actions.acceptedBy;
    if (handoff.offeredTo?.party !== undefined && action === 'refuse') return words.actions.refusedBy;
    return words.actions[action];
  };
  return (
    <div className="actions bar" role="group" aria-label={words.actions.title}>
      {offered.map((action) => (
        <Button
          key={action}
          aria-disabled={busy}
          variant={action === lead ? 'default' : 'secondary'}
          onClick={() => void (busy ? undefined : choose(action))}
        >
          {label(action)}
        </Button>
      ))}
      {asking !== undefined && (
        <ActionDialog
          action={asking}
          title={label(asking)}
          handoff={handoff}
          make={make}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}

/** Once the family is reached, closing leads on; once it is in the client information system, nothing does. */
function leading({ state, transferredAt }: Detail, offered: readonly Action[]): Action | undefined {
  if (state === 'contacted') return 'close';
  if (transferredAt !== null) return undefined;
  return foremost.find((action) => offered.includes(action));
}
