import { AreaName } from '../area-name';
import { said, usePlace } from '../place';
import { isOver } from '../queue/filters';
import type { Detail } from '../shapes';
import { latest } from './latest';

/**
 * What the matter waits for: a move that is offered, with what its receiver should know before answering; else the advice that was
 * last asked for, with what has been answered. It stands above the actions, and not only in the log.
 */
export function Pending({ handoff }: { handoff: Detail }) {
  if (isOver(handoff)) return null;
  return handoff.state === 'offered' ? <Offered handoff={handoff} /> : <Asked handoff={handoff} />;
}

function Offered({ handoff }: { handoff: Detail }) {
  const { me, words, language } = usePlace();
  const { offeredTo, owner, ownerName, events } = handoff;
  const offer = latest(events, (event) => event.kind === 'offer');
  const party = me.parties.find(({ id }) => id === offeredTo?.party);
  return (
    <section className="pending">
      <h2>
        {owner === me.id ? words.handoff.offered : `${words.handoff.offers} ${ownerName ?? ''}`}:{' '}
        {offeredTo?.area === undefined ? (
          said(party?.name ?? offeredTo?.party ?? '', language)
        ) : (
          <AreaName area={offeredTo.area} />
        )}
      </h2>
      {offer !== undefined && <blockquote>{offer.text}</blockquote>}
    </section>
  );
}

function Asked({ handoff }: { handoff: Detail }) {
  const { me, words, language } = usePlace();
  const { events } = handoff;
  const question = latest(events, (event) => event.kind === 'consult');
  if (question === undefined) return null;
  const role = me.roles.find(({ id }) => id === question.to);
  const answers = events.slice(events.indexOf(question)).filter((event) => event.kind === 'answer');
  return (
    <section className="pending">
      <h2>
        {words.handoff.asked}: {said(role?.name ?? question.to ?? '', language)}
      </h2>
      <blockquote>{question.text}</blockquote>
      {answers.map((answer, index) => (
        <p key={index}>
          <b>{answer.by ?? words.consults.somebody}:</b> {answer.text}
        </p>
      ))}
    </section>
  );
}
