import { Checkbox } from 'suomifi-ui-components';
import { Folded } from '../kit/part';
import { said, usePlace } from '../place';

/** The region's checklists; the ticks are the worker's own memory and go nowhere but their draft (W12). */
export function Checklists({
  ticks,
  onTicks,
}: {
  ticks: readonly string[];
  onTicks: (ticks: readonly string[]) => void;
}) {
  const { me, language } = usePlace();
  return me.checklists.map((list) => {
    const items = list.items.map((text, index) => ({ id: `${list.id}/${String(index)}`, text }));
    const done = items.filter(({ id }) => ticks.includes(id)).length;
    return (
      <Folded key={list.id} title={`${said(list.title, language)} (${String(done)}/${String(items.length)})`}>
        <div className="ticks">
          {items.map(({ id, text }) => (
            <Checkbox
              key={id}
              checked={ticks.includes(id)}
              onClick={({ checkboxState }) =>
                onTicks(checkboxState ? [...ticks, id] : ticks.filter((other) => other !== id))
              }
            >
              {said(text, language)}
            </Checkbox>
          ))}
        </div>
      </Folded>
    );
  });
}
