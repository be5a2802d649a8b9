import type { Effect } from './effect';
import type { Offered, Reader, Said } from './kind';
import { factOf } from './kind';
import { readAnswer } from './kinds/registry';
import { replay, type Asked, type Guide, type Position } from './replay';
import type { Answer, Session } from './session';

/** The next session and what should now happen. */
export interface Advanced {
  readonly session: Session;
  readonly effects: readonly Effect[];
}

/** The words of the options a question offers, in the family's language; the engine knows only their ids. */
export type Offers = (asked: Asked, position: Position) => readonly Offered[];

/** Takes one answer: the next position, or the same question again in other words. Pure. */
export function advance(guide: Guide, session: Session, said: Said, reader: Reader, offers: Offers): Advanced {
  const before = replay(guide, session);
  const asked = before.current;
  if (!asked) return { session, effects: [{ effect: 'end' }] };
  const reading = readAnswer(asked.step, said, offers(asked, before), reader);
  if (reading === undefined) return missed(session, asked);
  if ('again' in reading) return { session, effects: [{ effect: 'ask', asked, misses: 0, again: reading.again }] };
  if ('change' in reading) {
    const changeable = before.answered.some((one) => factOf(one.step) === reading.change);
    return changeable ? change(guide, session, before, reading.change) : missed(session, asked);
  }
  return moved(
    guide,
    before,
    withAnswer(session, { fact: factOf(asked.step), facts: { ...reading.facts } as Answer['facts'] }),
  );
}

/** The opening of a conversation: the first question, with nothing answered. */
export function open(guide: Guide, session: Session): Advanced {
  return moved(guide, undefined, session);
}

/** One step back: the latest answer is taken away and its question asked again. At the beginning it only repeats the question. */
export function back(guide: Guide, session: Session): Advanced {
  const before = replay(guide, session);
  const onPath = new Set(before.answered.map((one) => factOf(one.step)));
  const last = session.answers.findLastIndex((answer) => onPath.has(answer.fact) || answer.fact === 'person');
  if (last < 0) return moved(guide, before, session);
  const earlier = { ...session, misses: 0, answers: session.answers.filter((_, index) => index !== last) };
  // What was sent stays sent: nobody steps behind a handoff that was made.
  const sent = session.done.includes('handoff') && handsOver(before) && !handsOver(replay(guide, earlier));
  return moved(guide, before, sent ? session : earlier);
}

function handsOver(position: Position): boolean {
  return position.passed.some(({ act }) => act.kind === 'handoff');
}

/** Everything said in this run is forgotten and the first question asked anew. What was already handed over stays handed over. */
export function startOver(guide: Guide, session: Session): Advanced {
  const { handoff: _sent, ...rest } = session;
  return moved(guide, undefined, { ...rest, run: session.run + 1, answers: [], misses: 0, done: [], checking: false });
}

/** A fact told outside the questions: a wish for a person, a topic chosen by the page. */
export function tell(guide: Guide, session: Session, fact: string, facts: Answer['facts']): Advanced {
  const before = replay(guide, session);
  return moved(guide, before, withAnswer(session, { fact, facts }));
}

/** The open question again, as it stands: after a change of language or an interruption. */
export function repeat(guide: Guide, session: Session): Advanced {
  const { current } = replay(guide, session);
  return { session, effects: current ? [{ effect: 'ask', asked: current, misses: 0 }] : [{ effect: 'end' }] };
}

function change(guide: Guide, session: Session, before: Position, fact: string): Advanced {
  return moved(guide, before, {
    ...session,
    misses: 0,
    answers: session.answers.map((answer) => (answer.fact === fact ? { fact, facts: {} } : answer)),
  });
}

function missed(session: Session, asked: Asked): Advanced {
  const misses = session.misses + 1;
  return { session: { ...session, misses }, effects: [{ effect: 'ask', asked, misses }] };
}

function withAnswer(session: Session, answer: Answer): Session {
  const others = session.answers.filter((one) => one.fact !== answer.fact);
  return { ...session, misses: 0, answers: [...others, answer] };
}

function moved(guide: Guide, before: Position | undefined, session: Session): Advanced {
  const after = replay(guide, session);
  const already = new Set(before?.passed.map((passed) => `${passed.flow}/${passed.act.id}`));
  const effects: Effect[] = [];
  const done = new Set(session.done);
  for (const { flow, act } of after.passed) {
    if (already.has(`${flow}/${act.id}`)) continue;
    if (act.kind === 'say') effects.push({ effect: 'say', flow, step: act.id });
    else if (act.kind === 'numbers') effects.push({ effect: 'numbers', flow, step: act.id, which: act.which });
    else if (act.kind === 'alarm')
      effects.push({ effect: 'alarm', kind: act.danger, level: act.level, step: `${flow}/${act.id}` });
    else if (!done.has(act.kind)) {
      done.add(act.kind);
      effects.push({ effect: act.kind, facts: after.facts });
    }
  }
  effects.push(after.current ? { effect: 'ask', asked: after.current, misses: 0 } : { effect: 'end' });
  return { session: { ...session, done: [...done] }, effects };
}
