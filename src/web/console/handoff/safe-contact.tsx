import { usePlace, said } from '../place';
import { isSafeNow } from '../safe-time';
import type { Detail } from '../shapes';

/** Everything that can be safe when nobody answers; what a family did not choose is not allowed. */
const ways = ['voicemail', 'text-message', 'say-who'] as const;

/** How the family may be reached without harm: always on top, and the most cautious where nothing was said. */
export function SafeContact({ handoff }: { handoff: Detail }) {
  const { me, words, language, now } = usePlace();
  const { contact } = handoff.record;
  const reach = contact.reach ?? '';
  const who = contact.name ?? words.safe.noName;
  if (reach === 'i-call')
    return (
      <section className="safe" aria-label={words.safe.title}>
        <h2>{words.safe.title}</h2>
        <p className="reach">{who}</p>
        <p>
          <strong>{words.safe.callsItself}</strong>
        </p>
      </section>
    );
  const times = contact.times.map((id) => said(me.safeTimes[id]?.name ?? id, language)).join(', ');
  const safeNow = isSafeNow(contact.times, me.safeTimes, now);
  return (
    <section className="safe" aria-label={words.safe.title}>
      <h2>{words.safe.title}</h2>
      <p className="reach">
        {who} · <Reach reach={reach} none={words.safe.noReach} />
      </p>
      <p>
        {times === '' ? words.safe.noTimes : `${words.safe.times}: ${times}. `}
        {times !== '' && (
          <strong className={safeNow ? 'yes' : 'no'}>{safeNow ? words.safe.now : words.safe.notNow}</strong>
        )}
      </p>
      <ul className="ways">
        {ways.map((way) => {
          const may = contact.allowed.includes(way);
          return (
            <li key={way} className={may ? 'yes' : 'no'}>
              <span aria-hidden="true">{may ? '✓' : '✕'}</span> {may ? words.safe.may[way] : words.safe.mayNot[way]}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A number that a phone can dial, an address, or the words as they were written. */
function Reach({ reach, none }: { reach: string; none: string }) {
  if (/^[+\d][\d\s().-]+$/.test(reach)) return <a href={`tel:${reach.replace(/[^\d+]/g, '')}`}>{reach}</a>;
  return reach === '' ? none : reach;
}
