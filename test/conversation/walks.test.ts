import type { AnswerValue } from '../../src/conversation/contract';
import type { Outgoing } from '../../src/conversation/outgoing';
import { greetFamily, openHouse, theContent, type House } from '../support/house';

const walks = 150;
/** Besides the ages of further children, which are as many as they are. */
const mostQuestions = 12;
const identifying = ['name', 'reach'];

/** A family that answers whatever it is asked at random, by the contract alone. */
function anyAnswer(word: Outgoing, random: () => number): AnswerValue {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const { kind, options = [] } = word.luotsi;
  const tapped = (): AnswerValue => ({ option: pick(options).id });
  switch (kind) {
    case 'listen':
      return random() < 0.5
        ? { option: pick(theContent().needs.needs.filter((need) => need.topic !== null)).id }
        : { text: pick(['lapsi ei nuku', 'ero', 'en tiedä mistä aloittaa', 'haluan ihmisen kanssa puhua rahasta']) };
    case 'number':
      return random() < 0.7 ? { number: Math.floor(random() * 18) } : tapped();
    case 'place':
      return random() < 0.8
        ? { place: pick(['lapua', 'seinajoki', 'kurikka', 'alavus', 'soini', 'vaasa', 'helsinki']) }
        : { option: 'unknown' };
    case 'choices':
      return { options: [...new Set([pick(options).id, pick(options).id])] };
    case 'text':
      return random() < 0.5 ? { option: 'skip' } : { text: 'Pörrö' };
    case 'contact':
      return random() < 0.5 ? { text: '040 123 4567' } : { option: 'i-call' };
    default:
      return tapped();
  }
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe('any family that answers what it is asked', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  it.each(['fi', 'sv', 'en'])(
    'in %s comes to one outcome, is asked nothing twice and never who it is before it wants contact',
    async (language) => {
      for (let walk = 0; walk < walks; walk += 1) {
        const random = seeded(walk + 1);
        const family = await greetFamily(house, { language });
        const asked: string[] = [];
        let outcomes = 0;
        let agreed = false;
        let question = family.words.findLast((word) => word.luotsi.kind !== undefined);
        while (question && asked.length < 60) {
          const { step = '', fact = '', kind } = question.luotsi;
          if (kind !== 'read-back') {
            expect({ walk, asked, step, twice: asked.includes(fact) }).toMatchObject({ twice: false });
            asked.push(fact);
          }
          if (identifying.includes(step)) expect({ walk, agreed }).toEqual({ walk, agreed: true });
          const answer = anyAnswer(question, random);
          if (step === 'permission' && answer.option === 'yes') agreed = true;
          const words = await family.say(answer);
          const told = words.filter((word) => word.luotsi.outcome).length;
          if (told > 0 && !asked.includes('permission'))
            expect({ walk, asked: asked.filter((one) => !one.startsWith('age-')).length <= mostQuestions }).toEqual({
              walk,
              asked: true,
            });
          outcomes += told;
          question = words.findLast((word) => word.luotsi.kind !== undefined);
        }
        expect({ walk, asked, outcomes }).toMatchObject({ outcomes: 1 });
      }
    },
    60_000,
  );
});
