import { CloudAdapter, EventFactory, TurnContext, type Activity, type Transcript } from 'botbuilder';
import type { Detail } from '../queue/ports';

/**
 * A handoff as the Bot Framework's `handoff.initiate` event, for a connected desk: what it is about, and the transcript as an
 * attachment. It is sent to the desk's own address and never towards the family's browser.
 */
export function handoffEvent(handoff: Detail): Partial<Activity> {
  const { record } = handoff;
  const conversation = { id: handoff.id, isGroup: false, conversationType: 'handoff', name: '' };
  // The SDK makes the event from a turn; its adapter is asked nothing.
  const context = new TurnContext(new CloudAdapter(), {
    type: 'message',
    id: handoff.case,
    channelId: 'directline',
    serviceUrl: 'urn:luotsi',
    conversation,
    from: { id: 'family', name: '' },
    recipient: { id: 'luotsi', name: 'Luotsi' },
  });
  const about = {
    case: handoff.case,
    region: handoff.region,
    area: handoff.area,
    dangerRank: handoff.dangerRank,
    childSelf: handoff.childSelf,
    receivedAt: handoff.receivedAt,
    dueAt: handoff.dueAt,
    record: { ...record, transcript: undefined },
  };
  const transcript: Transcript = {
    activities: record.transcript.map((line) => ({
      type: 'message',
      timestamp: new Date(line.at),
      from: { id: line.by, name: line.by },
      text: line.text,
    })) as unknown as Activity[],
  };
  return EventFactory.createHandoffInitiation(context, about, transcript);
}
