import fc from 'fast-check';
import { advance, back, open, repeat, startOver, tell, type Advanced } from '../../src/flow/advance';
import type { Said } from '../../src/flow/kind';
import { replay, type Asked, type Guide } from '../../src/flow/replay';
import type { Session } from '../../src/flow/session';
import { answered, offersOfStep, plainReader, smallGuide, smallSession, tap } from '../support/small-guide';

/** A small conversation with everything in it: a group that a person ends, a part, an alarm, an outcome, a read-back. */
const guide = smallGuide({
  frame: {
    conditions: { person: { fact: 'person', is: 'yes' }, contact: { fact: 'wants', is: 'contact' } },
    steps: [
      { id: 'who', kind: 'choice', options: ['parent', 'professional'] },
      { id: 'welcome', kind: 'say' },
      { id: 'now', kind: 'alarm', danger: 'violence_now', level: 'urgent', when: { fact: 'who', is: 'professional' } },
      {
        id: 'questions',
        kind: 'group',
        until: { named: 'person' },
        steps: [
          { id: 'age', kind: 'number', min: 0, max: 24, options: ['unknown'] },
          { id: 'small', kind: 'part', flow: 'baby', when: { fact: 'age', 'at-most': 0 } },
          { id: 'wants', kind: 'choice', options: ['advice', 'contact'] },
        ],
      },
      { id: 'answer', kind: 'outcome', when: { not: { any: [{ named: 'person' }, { named: 'contact' }] } } },
      {
        id: 'leaving',
        kind: 'group',
        when: { any: [{ named: 'person' }, { named: 'contact' }] },
        steps: [
          { id: 'name', kind: 'text', personal: true, 'at-most': 40, options: ['skip'] },
          { id: 'sent', kind: 'read-back', options: ['send', 'cancel'] },
          { id: 'handing-over', kind: 'handoff', when: { fact: 'sent', is: 'send' } },
        ],
      },
      { id: 'helped', kind: 'choice', options: ['yes', 'no'] },
      { id: 'goodbye', kind: 'say' },
    ],
  },
  baby: { steps: [{ id: 'feeding', kind: 'choice', options: ['breast', 'bottle'] }] },
});

const answer = (session: Session, said: Said, of: Guide = guide): Advanced =>
  advance(of, session, said, plainReader, offersOfStep);

/** Says one thing after another and gives what came of the last. */
const talk = (...said: readonly (Said | string)[]): Advanced =>
  said.reduce<Advanced>(
    (before, one) => answer(before.session, typeof one === 'string' ? tap(one) : one),
    open(guide, smallSession()),
  );

const told = (age: number): Said => ({ value: { number: age } });

/** What an author would say happened: the acts in order, and the question that is open. */
const story = ({ effects }: Advanced): string[] =>
  effects.map((one) => {
    switch (one.effect) {
      case 'ask':
        return `ask ${one.asked.flow}/${one.asked.step.id}`;
      case 'say':
        return `say ${one.flow}/${one.step}`;
      case 'alarm':
        return `alarm ${one.kind} ${one.level} ${one.step}`;
      default:
        return one.effect;
    }
  });

describe('an answer', () => {
  test('opens with the first question', () => {
    expect(story(open(guide, smallSession()))).toEqual(['ask frame/who']);
  });

  test('leads to the next question, with what is said between', () => {
    expect(story(talk('parent'))).toEqual(['say frame/welcome', 'ask frame/age']);
  });

  test('shows the emergency card where the author put it', () => {
    expect(story(talk('professional'))).toEqual([
      'say frame/welcome',
      'alarm violence_now urgent frame/now',
      'ask frame/age',
    ]);
  });

  test('leads into a part and out again', () => {
    expect(story(talk('parent', told(0)))).toEqual(['ask baby/feeding']);
    expect(story(talk('parent', told(0), 'bottle'))).toEqual(['ask frame/wants']);
  });

  test('gives the outcome with all that is known', () => {
    const { effects } = talk('parent', told(6), 'advice');
    expect(effects[0]).toEqual({
      effect: 'outcome',
      facts: { language: 'fi', channel: 'web', who: 'parent', age: 6, wants: 'advice' },
    });
  });

  test('hands over only after "send"', () => {
    const before = talk('parent', told(6), 'contact', { text: 'Aino' });
    expect(story(before)).toEqual(['ask frame/sent']);
    expect(story(answer(before.session, tap('send')))).toEqual(['handoff', 'ask frame/helped']);
    expect(story(answer(before.session, tap('cancel')))).toEqual(['ask frame/helped']);
  });

  test('at the end there is nothing more to answer', () => {
    const end = talk('parent', told(6), 'advice', 'yes');
    expect(story(end)).toEqual(['say frame/goodbye', 'end']);
    expect(answer(end.session, tap('yes'))).toEqual({ session: end.session, effects: [{ effect: 'end' }] });
  });

  test('changes nothing in the session it was given', () => {
    const before = open(guide, smallSession()).session;
    const copy = structuredClone(before);
    answer(before, tap('parent'));
    answer(before, { text: 'what?' });
    expect(before).toEqual(copy);
  });
});

describe('an answer that cannot be read', () => {
  test('is asked again and counted', () => {
    const once = answer(talk('parent').session, { text: 'well' });
    expect(once.effects).toEqual([expect.objectContaining({ effect: 'ask', misses: 1 })]);
    const twice = answer(once.session, { text: 'hm' });
    expect(twice.effects).toEqual([expect.objectContaining({ effect: 'ask', misses: 2 })]);
    expect(twice.session.answers).toEqual(once.session.answers);
  });

  test('is forgotten once an answer is read', () => {
    const missed = answer(talk('parent').session, { text: 'well' }).session;
    expect(answer(missed, told(6)).session.misses).toBe(0);
    expect(back(guide, missed).session.misses).toBe(0);
  });

  test('a greeting is greeted and counts as no miss', () => {
    const listening = smallGuide({ frame: { steps: [{ id: 'words', kind: 'listen', 'at-most': 100 }] } });
    const greeted = answer(smallSession(), { text: 'hello' }, listening);
    expect(greeted.effects).toEqual([
      { effect: 'ask', asked: expect.objectContaining({ flow: 'frame' }) as Asked, misses: 0, again: 'greeting' },
    ]);
    expect(greeted.session).toEqual(smallSession());
  });
});

describe('back', () => {
  test('asks the latest question again', () => {
    expect(story(back(guide, talk('parent', told(6)).session))).toEqual(['ask frame/age']);
  });

  test('at the beginning repeats the question', () => {
    const start = open(guide, smallSession());
    expect(back(guide, start.session)).toEqual(start);
  });

  test('steps back into a part', () => {
    expect(story(back(guide, talk('parent', told(0), 'bottle').session))).toEqual(['ask baby/feeding']);
  });

  test('takes back a wish for a person', () => {
    const asked = tell(guide, talk('parent').session, 'person', { person: 'yes' });
    expect(story(asked)).toEqual(['ask frame/name']);
    expect(story(back(guide, asked.session))).toEqual(['ask frame/age']);
  });

  test('does not say again what was said before', () => {
    expect(story(back(guide, talk('parent', told(6), 'contact').session))).toEqual(['ask frame/wants']);
  });

  test('does not stop at an answer of a path that is left', () => {
    const left = smallSession([answered('who', 'parent'), answered('age', 6), answered('feeding', 'bottle')]);
    expect(story(back(guide, left))).toEqual(['ask frame/age']);
  });

  test('neither a second outcome nor a second handoff is made after going back over it', () => {
    const given = talk('parent', told(6), 'advice');
    const again = answer(back(guide, given.session).session, tap('advice'));
    expect(story(again)).toEqual(['ask frame/helped']);
    const sent = talk('parent', told(6), 'contact', 'skip', 'send');
    expect(story(answer(back(guide, sent.session).session, tap('send')))).toEqual(['ask frame/helped']);
  });

  test('what was sent stays sent: nobody who goes back can be told that nothing was', () => {
    const sent = talk('parent', told(6), 'contact', 'skip', 'send').session;
    const cancelled = answer(back(guide, sent).session, tap('cancel')).session;
    expect(replay(guide, cancelled).facts['sent']).toBe('send');
  });

  test('after any answer it gives the earlier position', () => {
    const said = fc.oneof(
      fc
        .constantFrom(
          'parent',
          'professional',
          'breast',
          'bottle',
          'advice',
          'contact',
          'skip',
          'send',
          'cancel',
          'yes',
        )
        .map(tap),
      fc.constantFrom('change:age', 'change:who', 'change:wants', 'unknown').map(tap),
      fc.nat(24).map(told),
    );
    fc.assert(
      fc.property(fc.array(said, { maxLength: 20 }), (all) => {
        let { session } = open(guide, smallSession());
        for (const one of all) {
          const next = answer(session, one).session;
          const isAnswer = next.answers.length === session.answers.length + 1;
          // What was sent stays sent: nobody steps behind it.
          if (isAnswer && !next.done.includes('handoff'))
            expect(replay(guide, back(guide, next).session)).toEqual(replay(guide, session));
          session = next;
        }
      }),
    );
  });
});

describe('change', () => {
  const atReadBack = talk('parent', told(0), 'bottle', 'contact', { text: 'Aino' });

  test('asks the row again and returns to the read-back in one step', () => {
    const changing = answer(atReadBack.session, tap('change:wants'));
    expect(story(changing)).toEqual(['ask frame/wants']);
    expect(story(answer(changing.session, tap('contact')))).toEqual(['ask frame/sent']);
  });

  test('asks what the new answer makes necessary, and only that', () => {
    const changing = answer(talk('parent', told(6), 'contact', { text: 'Aino' }).session, tap('change:age'));
    expect(story(changing)).toEqual(['ask frame/age']);
    const baby = answer(changing.session, told(0));
    expect(story(baby)).toEqual(['ask baby/feeding']);
    expect(story(answer(baby.session, tap('breast')))).toEqual(['ask frame/sent']);
  });

  test('forgets what the new answer makes meaningless', () => {
    const changed = answer(answer(atReadBack.session, tap('change:age')).session, told(6));
    expect(story(changed)).toEqual(['ask frame/sent']);
    expect(replay(guide, changed.session).facts).not.toHaveProperty('feeding');
  });

  test('of something that was never answered is asked again', () => {
    const changing = answer(atReadBack.session, tap('change:weather'));
    expect(changing.effects).toEqual([expect.objectContaining({ effect: 'ask', misses: 1 })]);
    expect(changing.session.answers).toEqual(atReadBack.session.answers);
  });

  test('asks the row again also when a wish for a person has ended the questions around it', () => {
    const wished = tell(guide, talk('parent', told(6)).session, 'person', { person: 'yes' });
    const reading = answer(wished.session, { text: 'Aino' });
    expect(story(reading)).toEqual(['ask frame/sent']);
    const changing = answer(reading.session, tap('change:age'));
    expect(story(changing)).toEqual(['ask frame/age']);
    const changed = answer(changing.session, told(7));
    expect(story(changed)).toEqual(['ask frame/sent']);
    expect(replay(guide, changed.session).facts['age']).toBe(7);
  });

  test('sends nothing', () => {
    expect(answer(atReadBack.session, tap('change:who')).session.done).toEqual([]);
  });
});

describe('starting over', () => {
  test('forgets every answer and begins a new run', () => {
    const before = talk('parent', told(6), 'advice').session;
    const fresh = startOver(guide, { ...before, misses: 2, checking: true, handoff: { id: 'h', case: 'c' } });
    expect(story(fresh)).toEqual(['ask frame/who']);
    expect(fresh.session).toEqual({ ...smallSession(), run: before.run + 1 });
  });

  test('keeps in mind that danger was heard', () => {
    const danger = [{ kind: 'self_harm', level: 'urgent', pattern: 'p' }];
    expect(startOver(guide, { ...talk('parent').session, danger }).session.danger).toEqual(danger);
  });

  test('gives the outcome of the new run', () => {
    const fresh = startOver(guide, talk('parent', told(6), 'advice').session);
    const again = [tap('parent'), told(6), tap('advice')].reduce((before, one) => answer(before.session, one), fresh);
    expect(story(again)).toEqual(['outcome', 'ask frame/helped']);
  });

  test('says and asks again from the beginning', () => {
    const fresh = startOver(guide, talk('parent').session);
    expect(story(answer(fresh.session, tap('parent')))).toEqual(['say frame/welcome', 'ask frame/age']);
  });
});

describe('telling', () => {
  test('a wish for a person ends the questions and offers contact from any step', () => {
    expect(story(tell(guide, talk('parent', told(6)).session, 'person', { person: 'yes' }))).toEqual([
      'ask frame/name',
    ]);
  });

  test('the same told twice is told once', () => {
    const once = tell(guide, talk('parent').session, 'person', { person: 'yes' });
    const twice = tell(guide, once.session, 'person', { person: 'yes' });
    expect(twice).toEqual(once);
  });

  test('an answer told by the page is not asked', () => {
    const told = tell(guide, open(guide, smallSession()).session, 'who', { who: 'parent' });
    expect(story(told)).toEqual(['say frame/welcome', 'ask frame/age']);
  });
});

test('repeating asks the open question as it stands, and at the end says so', () => {
  const { session } = talk('parent');
  expect(repeat(guide, session)).toEqual({
    session,
    effects: [expect.objectContaining({ effect: 'ask', misses: 0 })],
  });
  expect(story(repeat(guide, talk('parent', told(6), 'advice', 'yes').session))).toEqual(['end']);
});
