import { useState, type ReactNode } from 'react';
import type { Detail, Evaluation, Me, MoveBody, SegmentModel, Words } from './api';
import type { ConsoleWords } from './words';

interface Props {
  readonly handoff: Detail;
  readonly me: Me;
  readonly words: ConsoleWords;
  readonly language: string;
  readonly onMove: (move: string, body?: MoveBody) => void;
}

const middle = 2;

/** Two views of one family side by side: what its own answers point at, and what the worker sees. The family sees neither. */
export function Segments({ handoff, me, words, language, onMove }: Props) {
  const model = me.models[handoff.region];
  if (model === undefined) return null;
  const proposal = handoff.record.segment;
  const own = handoff.events.reduce<Evaluation | null>((last, event) => event.evaluation ?? last, null);
  const mine = handoff.state === 'claimed' && handoff.owner === me.id;
  return (
    <section className="segments">
      <h3>{words.segments}</h3>
      <div className="views">
        <View title={words.familyView} id={proposal?.id ?? null} model={model} words={words} language={language}>
          {proposal?.reasons.map((reason) => (
            <li key={reason}>
              {words.because}: {reason}
            </li>
          ))}
        </View>
        <View title={words.workerView} id={own?.segment ?? null} model={model} words={words} language={language}>
          {own && <Marks model={model} scales={own.scales} language={language} />}
        </View>
      </div>
      {mine && (
        <Evaluate
          // A new evaluation begins from the last one.
          key={handoff.events.length}
          model={model}
          before={own}
          words={words}
          language={language}
          onMove={onMove}
        />
      )}
    </section>
  );
}

function said(text: Words, language: string): string {
  return text[language] ?? text['fi'] ?? '';
}

function View({
  title,
  id,
  model,
  words,
  language,
  children,
}: {
  title: string;
  id: string | null;
  model: SegmentModel;
  words: ConsoleWords;
  language: string;
  children: ReactNode;
}) {
  const segment = model.segments.find((one) => one.id === id);
  return (
    <div>
      <h4>{title}</h4>
      {segment === undefined ? (
        <p>{words.noSegment}</p>
      ) : (
        <>
          <p>
            <strong>{said(segment.name, language)}</strong>
          </p>
          <p>{said(segment.meaning, language)}</p>
          <ul>
            {[segment['works-by'], segment.worker, segment.plan, segment['follow-up']].map(
              (line, index) => line && <li key={index}>{said(line, language)}</li>,
            )}
            {children}
          </ul>
        </>
      )}
    </div>
  );
}

function Marks({
  model,
  scales,
  language,
}: {
  model: SegmentModel;
  scales: Readonly<Record<string, number>>;
  language: string;
}) {
  return model.scales.flatMap((scale) => {
    const mark = scales[scale.id];
    return mark === undefined
      ? []
      : [
          <li key={scale.id}>
            {said(scale.left, language)} {[0, 1, 2, 3, 4].map((at) => (at === mark ? '●' : '○')).join('')}{' '}
            {said(scale.right, language)}
          </li>,
        ];
  });
}

/** The professional's own view: two questions, and the scales of the model where it has them. */
function Evaluate({
  model,
  before,
  words,
  language,
  onMove,
}: {
  model: SegmentModel;
  before: Evaluation | null;
  words: ConsoleWords;
  language: string;
  onMove: Props['onMove'];
}) {
  const [coping, setCoping] = useState<Evaluation['coping']>(before?.coping ?? 'easy');
  const [many, setMany] = useState<Evaluation['needs-many']>(before?.['needs-many'] ?? 'few');
  const [scales, setScales] = useState<Readonly<Record<string, number>>>(before?.scales ?? {});
  return (
    <details>
      <summary>{words.evaluate}</summary>
      <div className="moves">
        <label>
          {words.coping}
          <select value={coping} onChange={(event) => setCoping(event.target.value === 'hard' ? 'hard' : 'easy')}>
            <option value="easy">{words.copingEasy}</option>
            <option value="hard">{words.copingHard}</option>
          </select>
        </label>
        <label>
          {words.amount}
          <select value={many} onChange={(event) => setMany(event.target.value === 'many' ? 'many' : 'few')}>
            <option value="few">{words.few}</option>
            <option value="many">{words.many}</option>
          </select>
        </label>
        {model.scales.map((scale) => (
          <label key={scale.id}>
            {said(scale.left, language)} – {said(scale.right, language)}
            <input
              type="range"
              min={0}
              max={4}
              step={1}
              value={scales[scale.id] ?? middle}
              onChange={(event) => setScales({ ...scales, [scale.id]: Number(event.target.value) })}
            />
          </label>
        ))}
        <button type="button" onClick={() => onMove('evaluate', { axes: { coping, 'needs-many': many, scales } })}>
          {words.saveView}
        </button>
      </div>
    </details>
  );
}
