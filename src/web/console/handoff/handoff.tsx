import { usePlace } from '../place';
import { isOver } from '../queue/filters';
import { fragmentOf } from '../route';
import type { Detail } from '../shapes';
import { Actions } from './actions';
import { Answers, Advice, Statutory, SmallPrint } from './told';
import { Chat } from './chat';
import { Checklists } from './checklists';

import { Duty } from './duty';
import { Head } from './head';
import { Log } from './log';
import { Notes } from './notes';
import type { Make } from './make';
import { Segments } from './segments';
import { Triggers } from './triggers';
import { useDraft } from './use-draft';

/** One handoff: what must be known in ten seconds on top, what to do beside it, everything else below (W9). */
export function Handoff({ handoff, make, types }: { handoff: Detail; make: Make; types: boolean }) {
  const { me, words } = usePlace();
  // Whoever takes care of it works in the conversation and the notes; whoever only reads begins with the answers.
  const mine = handoff.owner === me.id && !isOver(handoff);
  const answers = <Answers key="answers" handoff={handoff} />;
  const [draft, change, kept] = useDraft(handoff.id, handoff.draft);
  return (
    <article aria-label={handoff.case}>
      <a className="back" href={fragmentOf({ page: 'queue' })}>
        ← {words.queue.title}
      </a>
      <Head handoff={handoff} />
      {handoff.dutyAsked && <Duty make={make} />}
      <Actions handoff={handoff} make={make} />
      <div className="columns">
        <div>
          {!mine && answers}
          <Chat handoff={handoff} make={make} text={draft.say} onText={(say) => change({ say })} types={types} />
          <Notes make={make} text={draft.note} onText={(note) => change({ note })} kept={kept} />
          {mine && answers}
          <Checklists ticks={draft.ticks} onTicks={(ticks) => change({ ticks })} />
          <Log handoff={handoff} />
        </div>
        <div>
          <Advice handoff={handoff} />
          <Segments handoff={handoff} make={make} />
          <Triggers key={handoff.events.length} handoff={handoff} make={make} />
          <Statutory handoff={handoff} />
          <SmallPrint handoff={handoff} />
        </div>
      </div>
    </article>
  );
}
