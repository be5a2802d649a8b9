import { useState } from 'react';
import { Button, InlineAlert } from 'suomifi-ui-components';
import { dutyDecisions } from '../../../queue/contract';
import { said, usePlace } from '../place';
import { troubleOf } from '../trouble';
import type { Make } from './make';

/**
 * The duty to notify lies on whoever reads of the danger, and on nobody in their place (W13): the first reader is told what it
 * means and writes down what they did, without a word of the matter.
 */
export function Duty({ make }: { make: Make }) {
  const { me, words, language, tell } = usePlace();
  const [busy, setBusy] = useState(false);
  const decide = async (decision: string): Promise<void> => {
    setBusy(true);
    try {
      await make('duty', { decision });
    } catch (error) {
      tell(troubleOf(error, words), 'trouble');
      setBusy(false);
    }
  };
  return (
    <InlineAlert status="warning" labelText={words.duty.title} className="duty">
      <p>{said(me.duty, language)}</p>
      <div className="actions">
        {dutyDecisions.map((one) => (
          <Button
            key={one}
            variant="secondary"
            aria-disabled={busy}
            onClick={() => void (busy ? undefined : decide(one))}
          >
            {words.duty[one]}
          </Button>
        ))}
      </div>
    </InlineAlert>
  );
}
