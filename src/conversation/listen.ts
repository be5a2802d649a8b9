import { repeat } from '../flow/advance';
import { firstFlow } from '../flow/flow';
import { replay } from '../flow/replay';
import type { Answer, Session } from '../flow/session';
import { wordsOf } from '../need/features';
import { cleaned } from './incoming';
import type { World } from './ports';
import { told } from './told';
import type { Saying, Turn } from './step';

const longestStory = 8000;

/**
 * Hears the message itself before it is read as an answer: empty or far too long gets a kind word, masked identifiers are
 * told gently, and a story in another offered language changes the language.
 */
export function listen(turn: Turn, world: World): Turn {
  const { text, value } = turn.incoming;
  const words = cleaned(text ?? value?.text ?? '');
  const tapped = value !== undefined && Object.keys(value).length > 0;
  const guide = world.content.guide;
  if (words === '' && !tapped) return kindly(turn, world, 'bot.heard.empty');
  if (words.length > longestStory)
    return kindly({ ...turn, incoming: { ...turn.incoming, text: '' } }, world, 'bot.heard.too-long');
  const kept = told(turn, world);
  const current = replay(guide, turn.session).current;
  const open = current?.step.kind === 'listen';
  const early = value?.option === undefined && tellsEarly(words, turn.session, world);
  const guessed = open || early ? world.listener.language(words) : undefined;
  const offered = world.content.regions[turn.session.region]?.languages ?? [];
  // Plain Finnish is Finnish: who has chosen it keeps it.
  const spoken = world.content.variants[turn.session.language] ?? turn.session.language;
  const changes = guessed !== undefined && guessed !== spoken && offered.includes(guessed);
  const asksForIt =
    current?.step.kind === 'contact' || (current?.step.kind === 'text' && current.step.personal === true);
  // A name may be written in any letters; everything else is for us to understand.
  const foreign = tapped || asksForIt ? undefined : world.listener.otherLanguage(words);
  if (foreign !== undefined)
    return {
      ...turn,
      told: kept,
      says: [...turn.says, { effect: 'other-language', language: foreign }, ...repeat(guide, turn.session).effects],
      settled: true,
    };
  const masked = !asksForIt && words !== '' && kept.text !== words;
  const says: Saying[] = [
    ...turn.says,
    ...(changes ? [{ effect: 'word', name: 'bot.language.changed' } as const] : []),
    ...(masked ? [{ effect: 'word', name: 'bot.heard.masked' } as const] : []),
  ];
  const session = changes ? { ...turn.session, language: guessed } : turn.session;
  const story = early ? earlyStory(words, session, world) : undefined;
  if (!story) return { ...turn, told: kept, session, says };
  return {
    ...turn,
    told: kept,
    session: { ...session, answers: [...session.answers, { fact: storyFact, facts: story }] },
    says: [...says, { effect: 'word', name: 'bot.heard.story' }],
  };
}

const storyFact = 'own-words';
const leastWords = 5;
const tellableKinds: readonly string[] = ['choice', 'confirm', 'number', 'place'];

/** A family that tells its story before it is asked is not asked for it again. */
function tellsEarly(words: string, session: Session, world: World): boolean {
  const { current, facts } = replay(world.content.guide, session);
  const tellable = current !== undefined && current.flow === firstFlow && tellableKinds.includes(current.step.kind);
  return tellable && facts[storyFact] === undefined && wordsOf(words).length >= leastWords;
}

function earlyStory(words: string, session: Session, world: World): Answer['facts'] | undefined {
  const region = world.content.regions[session.region];
  if (!region) return undefined;
  const reader = world.listener.reader(region);
  const heard = reader.story(words);
  return typeof heard === 'object' ? { [storyFact]: reader.words(words), ...heard } : undefined;
}

/** A kind word, and the open question once more. */
function kindly(turn: Turn, world: World, name: string): Turn {
  const again = repeat(world.content.guide, turn.session).effects;
  return {
    ...turn,
    told: told(turn, world),
    says: [...turn.says, { effect: 'word', name, notice: 'unread' }, ...again],
    settled: true,
  };
}
