import { useEffect, useState } from 'react';
import { areaOptions } from '../area-name';
import { HandoffPage } from '../handoff/page';
import type { Listing } from '../api';
import { Pick } from '../kit/fields';
import type { Queue } from '../live';
import { usePlace } from '../place';
import { filters, shows, type Filter } from './filters';
import { Row } from './row';

interface Props {
  readonly queue: Queue;
  readonly openId: string | undefined;
  readonly listing: Listing;
  readonly onListing: (listing: Listing) => void;
}

/** These show only when there is something under them: nobody looks daily for what is rare. */
const rare: readonly Filter[] = ['offered', 'late'];
/** What is over is not in the list of what is open, so it cannot be counted from it. */
const uncounted: readonly Filter[] = ['closed', 'to-fill'];

/** Which handoffs the server is asked for under a filter. */
function listingOf(filter: Filter): Listing {
  return filter === 'closed' ? 'closed' : filter === 'to-fill' ? 'all' : 'open';
}

/** The queue on one side, one handoff on the other; on a narrow screen one at a time. */
export function Desk({ queue, openId, listing, onListing }: Props) {
  const place = usePlace();
  const { me, words, now } = place;
  const [filter, setFilter] = useState<Filter>('open');
  const [area, setArea] = useState('');
  useEffect(() => onListing(listingOf(filter)), [filter, onListing]);
  const areas = Object.keys(me.areaNames).filter((one) => me.areas === 'all' || me.areas.includes(one));
  const ofArea = queue.rows.filter((row) => area === '' || `${row.region}/${row.area}` === area);
  const rows = ofArea.filter((row) => shows(filter, row, me, now));
  const count = (one: Filter): number => ofArea.filter((row) => shows(one, row, me, now)).length;
  const offered = filters.filter((one) => one === filter || !rare.includes(one) || count(one) > 0);
  return (
    <main id="main" tabIndex={-1} className={openId === undefined ? 'sides at-queue' : 'sides at-handoff'}>
      <section className="list" aria-label={words.queue.title}>
        <h1>{words.queue.title}</h1>
        <div className="filters" role="group" aria-label={words.queue.filter}>
          {offered.map((one) => (
            <button key={one} type="button" aria-pressed={one === filter} onClick={() => setFilter(one)}>
              {words.queue.filters[one]}
              {!uncounted.includes(one) && listing !== 'closed' && <span className="count"> {count(one)}</span>}
            </button>
          ))}
        </div>
        {areas.length > 1 && (
          <Pick
            label={words.queue.area}
            none={words.queue.everyArea}
            options={areaOptions(areas, place)}
            value={area}
            onChange={setArea}
          />
        )}
        {queue.read && rows.length === 0 && <p className="empty">{words.queue.nothing[filter]}</p>}
        <ul className="queue">
          {rows.map((row) => (
            <Row key={row.id} row={row} current={row.id === openId} />
          ))}
        </ul>
      </section>
      <div id="handoff" tabIndex={-1} className="one">
        {openId === undefined ? (
          <p className="choose">{words.queue.choose}</p>
        ) : (
          <HandoffPage key={openId} id={openId} queue={queue} />
        )}
      </div>
    </main>
  );
}
