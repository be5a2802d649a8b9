import { clock } from '../clock';
import { Folded, Part } from '../kit/part';
import { said, usePlace } from '../place';
import type { Detail } from '../shapes';
import { inWords } from './in-words';
import { whyItFits } from './why';

/** Answers that stand in the family's own words. */
const own: readonly string[] = ['own-words', 'wish'];

/** What the family answered, in the worker's language; an older record says it in Finnish. */
export function Answers({ handoff }: { handoff: Detail }) {
  const { words, language: read } = usePlace();
  const { language } = handoff.record;
  const { rows, lang } = inWords(handoff.record, read);
  if (rows.length === 0) return null;
  return (
    <Part title={words.handoff.answers}>
      <dl className="rows" lang={lang}>
        {rows.map((row) => (
          <div key={row.fact}>
            <dt>{row.label}</dt>
            <dd lang={own.includes(row.fact) ? language : undefined}>{row.value}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

/** What the robot proposed and why, and which services it showed the family for which reasons. */
export function Advice({ handoff }: { handoff: Detail }) {
  const place = usePlace();
  const { words } = place;
  const { record } = handoff;
  const { reasons, lang, isSwedish } = inWords(record, place.language);
  const outcomes: Readonly<Record<string, string>> = words.names.outcomes;
  return (
    <Part title={words.handoff.proposal}>
      <p>
        <b>{outcomes[record.outcome] ?? record.outcome}</b>
      </p>
      {reasons.length > 0 && (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>
              {reason === 'danger=emergency' ? (
                words.handoff.heardDanger
              ) : (
                <>
                  {words.handoff.because} <span lang={lang}>{reason}</span>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {handoff.services.length > 0 && (
        <>
          <h3>{words.handoff.advised}</h3>
          <ul>
            {handoff.services.map((one, index) => (
              <li key={`${one.id}${String(index)}`}>
                <b>{(isSwedish ? one.swedish : undefined) ?? one.name}</b>
                {one.child !== undefined && ` (${words.handoff.child} ${String(one.child)})`}
                <span className="soft"> {one.why.map((why) => whyItFits(why, place)).join(', ')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

/** The clocks of statutes that may run: for workers only. */
export function Statutory({ handoff }: { handoff: Detail }) {
  const { me, words, language } = usePlace();
  const { statutory } = handoff.record;
  if (statutory.length === 0) return null;
  return (
    <Part title={words.handoff.statutory}>
      <ul>
        {statutory.map((one) => (
          <li key={one.id}>
            {said(me.clocks[one.id]?.name ?? one.id, language)}
            {one.dueAt !== null && <strong> {clock(one.dueAt, language)}</strong>}
            <span className="soft"> ({me.clocks[one.id]?.source})</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** What the family was told of its data, and what it allowed: folded, yet always there. */
export function SmallPrint({ handoff }: { handoff: Detail }) {
  const { words, language } = usePlace();
  const { permission, privacy, language: spoken } = handoff.record;
  return (
    <>
      <Folded title={`${words.handoff.permission} · ${clock(permission.at, language)}`}>
        <p lang={spoken}>{permission.words}</p>
      </Folded>
      <Folded title={words.handoff.privacy}>
        <p lang={spoken}>{privacy.words}</p>
        <p className="soft">
          {words.handoff.version} {privacy.content}
        </p>
      </Folded>
    </>
  );
}
