import { useState } from 'react';
import { Button, Checkbox } from 'suomifi-ui-components';
import { Part } from '../kit/part';
import { said, usePlace } from '../place';
import { isOver } from '../queue/filters';
import type { Detail } from '../shapes';
import { troubleOf } from '../trouble';
import type { Make } from './make';

/** The region's common triggers as a checklist: what the answers suggest is marked, and the worker decides. */
export function Triggers({ handoff, make }: { handoff: Detail; make: Make }) {
  const { me, words, language, tell } = usePlace();
  const known = me.triggers[handoff.region] ?? [];
  const saved = handoff.events.reduce<readonly string[] | null>((last, event) => event.triggers ?? last, null);
  const [ticked, setTicked] = useState<readonly string[]>(saved ?? handoff.triggers);
  const mine = handoff.owner === me.id && !isOver(handoff);
  if (known.length === 0 || (!mine && ticked.length === 0)) return null;
  const save = async (): Promise<void> => {
    try {
      await make('triggers', { ids: ticked });
    } catch (error) {
      tell(troubleOf(error, words), 'trouble');
    }
  };
  if (!mine)
    return (
      <Part title={words.triggers.title}>
        <ul>
          {known
            .filter(({ id }) => ticked.includes(id))
            .map((one) => (
              <li key={one.id}>
                {said(one.name, language)}{' '}
                {saved === null && <span className="soft">({words.triggers.suggested})</span>}
              </li>
            ))}
        </ul>
      </Part>
    );
  return (
    <Part title={words.triggers.title}>
      <p className="soft">{words.triggers.means}</p>
      <div className="ticks">
        {known.map((one) => (
          <Checkbox
            key={one.id}
            checked={ticked.includes(one.id)}
            onClick={({ checkboxState }) =>
              setTicked(checkboxState ? [...ticked, one.id] : ticked.filter((id) => id !== one.id))
            }
            {...(handoff.triggers.includes(one.id) ? { hintText: words.triggers.suggested } : {})}
          >
            {said(one.name, language)}
          </Checkbox>
        ))}
      </div>
      <Button variant="secondary" onClick={() => void save()}>
        {words.triggers.save}
      </Button>
    </Part>
  );
}
