import { useState } from 'react';
import { Button } from 'suomifi-ui-components';
import { Choice } from '../kit/fields';
import { said, usePlace } from '../place';
import type { Evaluation } from '../../../queue/contract';
import type { SegmentModel } from '../shapes';
import { troubleOf } from '../trouble';
import type { Make } from './make';

const middle = 2;

/** The professional's own view (F-097): two questions, and the scales of the model where it has them. */
export function Evaluate({ model, before, make }: { model: SegmentModel; before: Evaluation | null; make: Make }) {
  const { words, language, tell } = usePlace();
  const [coping, setCoping] = useState<Evaluation['coping'] | undefined>(before?.coping);
  const [many, setMany] = useState<Evaluation['needs-many'] | undefined>(before?.['needs-many']);
  const [scales, setScales] = useState<Readonly<Record<string, number>>>(before?.scales ?? {});
  const ready = coping !== undefined && many !== undefined;
  const save = async (): Promise<void> => {
    try {
      await make('evaluate', { axes: { coping, 'needs-many': many, scales } });
    } catch (error) {
      tell(troubleOf(error, words), 'trouble');
    }
  };
  return (
    <details className="folded">
      <summary>{words.segments.evaluate}</summary>
      <div className="form">
        <Choice
          name="coping"
          label={words.segments.coping}
          options={[
            ['easy', words.segments.easy],
            ['hard', words.segments.hard],
          ]}
          value={coping}
          onChange={setCoping}
        />
        <Choice
          name="needs-many"
          label={words.segments.needs}
          options={[
            ['few', words.segments.few],
            ['many', words.segments.many],
          ]}
          value={many}
          onChange={setMany}
        />
        {model.scales.map((scale) => (
          <label key={scale.id} className="scale">
            <span>{said(scale.left, language)}</span>
            <input
              type="range"
              min={0}
              max={4}
              step={1}
              value={scales[scale.id] ?? middle}
              aria-label={`${said(scale.left, language)} – ${said(scale.right, language)}`}
              aria-valuetext={words.segments.mark((scales[scale.id] ?? middle) + 1)}
              onChange={(event) => setScales({ ...scales, [scale.id]: Number(event.target.value) })}
            />
            <span>{said(scale.right, language)}</span>
          </label>
        ))}
        <Button variant="secondary" aria-disabled={!ready} onClick={() => void (ready ? save() : undefined)}>
          {words.segments.save}
        </Button>
      </div>
    </details>
  );
}
