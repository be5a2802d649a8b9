import type { ReactNode } from 'react';
import { Part } from '../kit/part';
import { said, usePlace } from '../place';
import type { Evaluation } from '../../../queue/contract';
import type { Detail, SegmentModel } from '../shapes';
import { Evaluate } from './evaluate';
import { inWords } from './in-words';
import type { Make } from './make';

const ends = [0, 1, 2, 3, 4] as const;

/** Two views of one family side by side: what its own answers point at, and what the worker sees. The family sees neither. */
export function Segments({ handoff, make }: { handoff: Detail; make: Make }) {
  const { me, words, language } = usePlace();
  const model = me.models[handoff.region];
  if (model === undefined) return null;
  const proposal = handoff.record.segment;
  const proposalWords = inWords(handoff.record, language);
  const own = handoff.events.reduce<Evaluation | null>((last, event) => event.evaluation ?? last, null);
  const mine = handoff.owner === me.id && handoff.state !== 'closed';
  return (
    <Part title={words.segments.title} className="segments">
      <div className="views">
        <View title={words.segments.family} id={proposal?.id ?? null} model={model}>
          {proposalWords.segment.map((reason) => (
            <li key={reason}>
              {words.handoff.because} <span lang={proposalWords.lang}>{reason}</span>
            </li>
          ))}
        </View>
        <View title={words.segments.worker} id={own?.segment ?? null} model={model} />
      </div>
      {own && <Scales model={model} marks={own.scales} />}
      {/* A new evaluation begins from the last one. */}
      {mine && <Evaluate key={handoff.events.length} model={model} before={own} make={make} />}
    </Part>
  );
}

function View({
  title,
  id,
  model,
  children,
}: {
  title: string;
  id: string | null;
  model: SegmentModel;
  children?: ReactNode;
}) {
  const { words, language } = usePlace();
  const segment = model.segments.find((one) => one.id === id);
  if (segment === undefined)
    return (
      <div>
        <h3>{title}</h3>
        <p className="soft">{words.segments.none}</p>
      </div>
    );
  const lines = [segment['works-by'], segment.worker, segment.plan, segment['follow-up']];
  return (
    <div>
      <h3>{title}</h3>
      <p>
        <b>{said(segment.name, language)}</b>
      </p>
      <p>{said(segment.meaning, language)}</p>
      <ul>
        {lines.map((line, index) => line && <li key={index}>{said(line, language)}</li>)}
        {children}
      </ul>
    </div>
  );
}

/** The marks on the model's scales; a screen reader hears the place, and sees no row of dots. */
function Scales({ model, marks }: { model: SegmentModel; marks: Readonly<Record<string, number>> }) {
  const { words, language } = usePlace();
  return (
    <ul className="scales">
      {model.scales.map((scale) => {
        const mark = marks[scale.id];
        if (mark === undefined) return null;
        return (
          <li key={scale.id}>
            <span>{said(scale.left, language)}</span>
            <span className="dots" role="img" aria-label={words.segments.mark(mark + 1)}>
              {ends.map((at) => (
                <i key={at} className={at === mark ? 'on' : ''} />
              ))}
            </span>
            <span>{said(scale.right, language)}</span>
          </li>
        );
      })}
    </ul>
  );
}
