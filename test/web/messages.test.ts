import fc from 'fast-check';
import { joined, messagesIn, pending, signOf, type Activity, type Message } from '../../src/web/widget/messages';

/** A conversation's log as the server gives it: the family's words carry the ids under which the window sent them. */
function logOf(size: number): Message[] {
  const activities: Activity[] = Array.from({ length: size }, (_, place) => ({
    id: `c|${String(place).padStart(7, '0')}`,
    type: 'message',
    text: `${place}`,
    ...(place % 3 === 0
      ? { from: { id: 'family' }, channelData: { clientActivityID: `own-${place}` } }
      : { from: { id: place % 5 === 0 ? 'worker' : 'luotsi' }, channelData: { luotsi: { language: 'fi' } } }),
  }));
  return messagesIn(activities);
}

it('shows each message once and in the order of the log, however often and in whatever pieces it comes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 25 }),
      fc.array(fc.tuple(fc.nat(25), fc.nat(25)), { maxLength: 12 }),
      (size, pieces) => {
        const log = logOf(size);
        const written = log
          .filter((message) => message.from === 'family')
          .map((message) => pending({ clientId: message.clientId ?? '', text: 'written' }));
        let shown = joined([], written);
        for (const [from, length] of pieces) shown = joined(shown, log.slice(from, from + length));
        shown = joined(shown, log);
        expect(shown.map((message) => message.text)).toEqual(log.map((message) => message.text));
      },
    ),
  );
});

it('leaves what is still on its way at the end, and an apology that was not stored where it was said', () => {
  const apology: Message = {
    id: 'c|unstored|x|0',
    from: 'luotsi',
    text: 'vika',
    luotsi: { language: 'fi' },
    at: '',
    state: 'sent',
  };
  const before = joined(joined(logOf(2), [apology]), [pending({ clientId: 'mine', text: 'odottaa' })]);
  const after = joined(before, logOf(4));
  expect(after.map((message) => message.text)).toEqual(['0', '1', 'vika', '2', '3', 'odottaa']);
});

it('knows a worker from the robot, and a sign from a message', () => {
  expect(logOf(6)[5]?.from).toBe('worker');
  expect(signOf({ type: 'typing' })).toBe('typing');
  expect(signOf({ type: 'event', name: 'luotsi.read' })).toBe('read');
  expect(signOf({ type: 'event', name: 'handoff.initiate' })).toBeUndefined();
  expect(messagesIn([{ type: 'typing' }, { type: 'event', name: 'luotsi.read' }])).toEqual([]);
});
