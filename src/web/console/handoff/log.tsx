import { areaNamed } from '../area-name';
import { clock } from '../clock';
import { Part } from '../kit/part';
import { said, usePlace, type Place } from '../place';
import type { Detail, Happened } from '../shapes';
import { latest } from './latest';

/** Everything that has happened to a handoff, the newest first; consultations and moves stand here with their answers. */
export function Log({ handoff }: { handoff: Detail }) {
  const place = usePlace();
  const { words, language } = place;
  if (handoff.events.length === 0) return null;
  return (
    <Part title={words.log.title}>
      <ol className="log">
        {[...handoff.events].reverse().map((event, index) => (
          <li key={index}>
            <span className="soft">{clock(event.at, language)}</span>{' '}
            <b>{event.by ?? (ofTheFamily.includes(event.kind) ? words.chat.by.family : words.log.house)}</b>{' '}
            {sentence(event, takesBack(event, handoff.events), place)}
            {event.text !== '' && <blockquote>{event.text}</blockquote>}
          </li>
        ))}
      </ol>
    </Part>
  );
}

/** What the family itself did. */
const ofTheFamily: readonly string[] = ['family', 'withdraw'];

/** Whether whoever refuses a move is the one who offered it to another area. */
function takesBack(event: Happened, events: readonly Happened[]): boolean {
  if (event.kind !== 'refuse') return false;
  const offer = latest(events.slice(0, events.indexOf(event)), (one) => one.kind === 'offer');
  return offer !== undefined && offer.by === event.by && offer.target?.area !== undefined;
}

/** What happened, with the one thing that tells it apart. */
function sentence(event: Happened, back: boolean, place: Place): string {
  const { me, words, language } = place;
  const kinds: Readonly<Record<string, string>> = words.log.kinds;
  const names: Readonly<Record<string, string>> = {
    ...words.names.endings,
    ...words.names.hows,
    ...words.duty.decided,
    ...Object.fromEntries([...me.parties, ...me.roles].map((one) => [one.id, said(one.name, language)])),
  };
  const area = event.target?.area;
  const to = area === undefined ? event.target?.party : areaNamed(area, place);
  const detail = event.ending ?? event.how ?? event.decision ?? event.to ?? to;
  const what = back ? words.log.tookBack : (kinds[event.kind] ?? event.kind);
  return detail === undefined ? what : `${what}: ${names[detail] ?? detail}`;
}
