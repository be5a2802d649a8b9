import { useEffect, useState } from 'react';
import { Button, InlineAlert } from 'suomifi-ui-components';
import { api } from './api';
import { isSignedOut } from './refused';
import { usePlace } from './place';

const minute = 60_000;
/** How long before the end it is told; enough to finish a sentence. */
const warnAt = 2 * minute;
const acts = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Tells the server at most once a minute that the worker themselves did something here: what the console asks by itself does not keep
 * an unattended screen open. Two minutes before the session ends a warning stands here with a button that goes on.
 */
export function Presence({ onEnded }: { onEnded: () => void }) {
  const { words } = usePlace();
  const [warned, setWarned] = useState<'idle' | 'last'>();
  const [round, setRound] = useState(0);

  useEffect(() => {
    let told = 0;
    const act = (): void => {
      if (Date.now() - told < minute) return;
      told = Date.now();
      api.present().then(
        () => setRound((now) => now + 1),
        () => undefined,
      );
    };
    for (const name of acts) addEventListener(name, act, { passive: true });
    return () => {
      for (const name of acts) removeEventListener(name, act);
    };
  }, []);

  useEffect(() => {
    let later: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      // Another window of the same worker may have kept the session; only the server knows.
      const left = await api.session().catch((error: unknown) => {
        if (isSignedOut(error)) onEnded();
        // The network or the server is away for a moment: the session is not over for that.
        else later = setTimeout(() => void look(), minute);
      });
      if (left === undefined) return;
      const milliseconds = left.endsIn * 1000;
      setWarned(milliseconds > warnAt ? undefined : left.endsIn < left.lastsFor ? 'idle' : 'last');
      later = setTimeout(() => void look(), milliseconds > warnAt ? milliseconds - warnAt : milliseconds + 1000);
    };
    void look();
    return () => clearTimeout(later);
  }, [round, onEnded]);

  if (warned === undefined) return null;
  return (
    <div role="alert" className="lost">
      <InlineAlert status="warning">
        {warned === 'idle' ? words.session.ending : words.session.last}{' '}
        {warned === 'idle' && (
          <Button
            variant="secondary"
            onClick={() =>
              void api.present().then(
                () => setRound((now) => now + 1),
                (error: unknown) => isSignedOut(error) && onEnded(),
              )
            }
          >
            {words.session.goOn}
          </Button>
        )}
      </InlineAlert>
    </div>
  );
}
