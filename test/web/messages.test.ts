import fc from 'fast-check';
import { joined, messagesIn, pending, type Activity, type Message } from '../../src/web/widget/messages';
import { isWithWorker, paced, readMessage, signOf } from '../../src/web/widget/signs';

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
  expect(signOf({ type: 'event', name: 'luotsi.read', value: { at: '2026-11-23T08:00:00Z' } })).toEqual({
    readTo: '2026-11-23T08:00:00Z',
  });
  expect(signOf({ type: 'event', name: 'luotsi.read' })).toBeUndefined();
  expect(signOf({ type: 'event', name: 'handoff.initiate' })).toBeUndefined();
  expect(messagesIn([{ type: 'typing' }, { type: 'event', name: 'luotsi.read' }])).toEqual([]);
});

const at = (minute: number): string => `2026-11-23T08:0${minute}:00Z`;
const said = (from: Message['from'], minute: number, voice?: 'bot' | 'worker'): Message => ({
  id: `c|000000${minute}`,
  from,
  text: String(minute),
  at: at(minute),
  luotsi: from === 'family' ? undefined : { language: 'fi', ...(voice === undefined ? {} : { voice }) },
});

it('marks the family’s newest message as read only when the worker has seen that one, and has not answered yet', () => {
  const messages = [said('luotsi', 0, 'worker'), said('family', 1), said('family', 3)];
  expect(readMessage(messages, at(2))).toBeUndefined();
  expect(readMessage(messages, at(3))?.text).toBe('3');
  expect(readMessage([...messages, said('worker', 4, 'worker')], at(4))).toBeUndefined();
  expect(readMessage([...messages, pending({ clientId: 'x', text: 'matkalla' })], at(4))).toBeUndefined();
  expect(readMessage(messages, '')).toBeUndefined();
});

it('knows whether a worker has the voice, also when a card of danger stands between', () => {
  expect(isWithWorker([])).toBe(false);
  expect(isWithWorker([said('luotsi', 0, 'worker'), said('luotsi', 1)])).toBe(true);
  expect(isWithWorker([said('luotsi', 0, 'worker'), said('luotsi', 1, 'bot')])).toBe(false);
});

it('does what is paced at once, and then at most so often', () => {
  jest.useFakeTimers();
  let done = 0;
  const act = paced(3200, () => (done += 1));
  for (let second = 0; second < 10; second += 1) {
    act();
    jest.advanceTimersByTime(1000);
  }
  jest.useRealTimers();
  expect(done).toBe(3);
});
