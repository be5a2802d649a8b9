import { useEffect, useState } from 'react';
import { InlineAlert } from 'suomifi-ui-components';
import { api } from './api';
import { AreaNames } from './area-name';
import { clock } from './clock';
import { usePlace } from './place';
import type { PipeTrouble, TroubleKind } from './shapes';

/** With these the robot promises as before. */
const stillPromised: readonly TroubleKind[] = ['some-receivers', 'team-removed', 'team-waiting'];

/**
 * Tells while notices do not arrive or the robot has stopped promising: what is wrong, since when, and what to do, which is another
 * thing for a worker than for a supervisor (W1). It stands still until something changes, and is read aloud once.
 */
export function PipeBanner() {
  const { me, words, language, now } = usePlace();
  const [troubles, setTroubles] = useState<readonly PipeTrouble[]>([]);
  useEffect(() => {
    // A question that fails changes nothing: a broken line has a bar of its own.
    api.troubles().then(setTroubles, () => undefined);
  }, [now]);
  const remedies = me.role === 'supervisor' ? words.pipe.supervisor : words.pipe.worker;
  const own = me.areas === 'all' ? Object.keys(me.areaNames).length : me.areas.length;
  const promises = troubles.every(({ what }) => stillPromised.includes(what));
  return (
    <div role="status" className="pipe">
      {troubles.length > 0 && (
        <InlineAlert status="warning">
          <b>{promises ? words.pipe.title : words.pipe.noPromise}</b>
          <ul>
            {troubles.map(({ what, since, areas, receivers }) => (
              <li key={what}>
                {words.pipe.what[what]}
                {since !== null && ` ${words.pipe.since(clock(since, language))}`}
                {areas.length < own && (
                  <>
                    {' '}
                    {words.pipe.areas} <AreaNames areas={areas} />.
                  </>
                )}{' '}
                {remedies[what]}
                {me.role === 'supervisor' && receivers.length > 0 && ` ${words.pipe.receivers(receivers.join(', '))}`}
              </li>
            ))}
          </ul>
        </InlineAlert>
      )}
    </div>
  );
}
