import type { Content } from '../../content/content';
import type { AnswerValue, LuotsiData } from '../../conversation/contract';
import { ordinaryMoment } from '../../conversation/journey';
import type { Outgoing } from '../../conversation/outgoing';
import type { Learned } from '../../need/learned';
import { openRehearsal } from '../rehearsal';

/** What a family said, turn by turn, from the first question to the last. One of its messages is its story in its own words. */
export type Recording = readonly (string | AnswerValue)[];

/** Three families: a baby that does not sleep and advice is enough, a worn-out parent who asks for contact, a bullied child. */
const families: readonly Readonly<Record<string, string | AnswerValue>>[] = [
  {
    'own-words':
      'Vauva on nyt puoli vuotta ja heräilee tunnin välein koko yön, eikä mikään tunnu auttavan. Mitä tehdä?',
    age: { number: 0 },
    wants: { option: 'advice' },
  },
  {
    'own-words':
      'Olen ihan loppu. Kaksi pientä lasta, mies reissutöissä, enkä ole nukkunut kunnolla kuukausiin. Itkettää joka päivä.',
    age: { number: 2 },
    coping: { option: 'hard' },
    wants: { option: 'contact' },
  },
  {
    'own-words':
      'Poikaa kiusataan koulussa, haukutaan ja jätetään ulkopuolelle. Hän ei enää haluaisi mennä sinne ollenkaan.',
    age: { number: 10 },
    worry: { option: 'big' },
    wants: { option: 'contact' },
  },
];

const usual: Readonly<Record<string, string | AnswerValue>> = {
  who: { option: 'parent' },
  municipality: { place: 'seinajoki' },
  permission: { option: 'yes' },
  name: 'Testi Henkilö',
  reach: '040 123 4567',
  sent: { option: 'send' },
};

const mostTurns = 60;

/** Walks each family once through the real house in memory, so that what is played back is what the content of today asks. */
export async function recordJourneys(content: Content, learned: Learned): Promise<readonly Recording[]> {
  const rehearsal = await openRehearsal(content, learned, new Date(ordinaryMoment));
  try {
    const all: Recording[] = [];
    for (const answers of families) {
      const family = await rehearsal.greet({ region: 'etela-pohjanmaa', language: 'fi' });
      const said: (string | AnswerValue)[] = [];
      let words = family.greeting;
      for (let turn = 0; turn < mostTurns; turn += 1) {
        const question = questionIn(words);
        if (question?.step === undefined) break;
        const answer = answers[question.step] ?? usual[question.step] ?? anyAnswer(question);
        said.push(answer);
        words = await family.say(answer);
      }
      all.push(said);
    }
    return all;
  } finally {
    await rehearsal.close();
  }
}

function questionIn(words: readonly Outgoing[]): LuotsiData | undefined {
  return words.findLast((word) => word.luotsi.step !== undefined)?.luotsi;
}

/** An answer that any question of its kind takes. */
function anyAnswer({ kind, options = [] }: LuotsiData): string | AnswerValue {
  const has = (id: string): boolean => options.some((option) => option.id === id);
  switch (kind) {
    case 'confirm':
      return { option: 'yes' };
    case 'choices':
      return { options: [has('none') ? 'none' : (options[0]?.id ?? 'none')] };
    case 'number':
      return { number: 3 };
    case 'place':
      return { place: 'seinajoki' };
    case 'contact':
      return '040 123 4567';
    case 'listen':
    case 'text':
      return has('skip') ? { option: 'skip' } : 'Kiitos avusta';
    default:
      return { option: has('no') ? 'no' : (options[0]?.id ?? 'yes') };
  }
}
