import { back, repeat, startOver, tell, type Advanced } from '../flow/advance';
import { wordsOf } from '../need/features';
import { commandNames, type CommandName } from './contract';
import { cleaned } from './incoming';
import { wordList } from './offers';
import type { World } from './ports';
import { told } from './told';
import type { Saying, Turn } from './step';

/** What a family may do at every step: go back, start over, change language, ask for a person, save, leave. */
export function commands(turn: Turn, world: World): Turn {
  if (turn.incoming.kind === 'leave') return left(turn);
  const asked = commandIn(turn, world);
  if (asked === undefined) return turn;
  const { guide } = world.content;
  switch (asked.command) {
    case 'leave':
      return left(turn);
    case 'back':
      return moved(turn, world, back(guide, turn.session));
    case 'restart':
      return moved(turn, world, startOver(guide, turn.session), { effect: 'word', name: 'bot.end.started-over' });
    case 'save':
      return moved(turn, world, repeat(guide, turn.session), { effect: 'word', name: 'bot.end.save' });
    case 'person':
      return person(turn, world);
    case 'language':
      return language(turn, world, asked.language);
  }
}

function left(turn: Turn): Turn {
  return { ...turn, says: [{ effect: 'word', name: 'bot.end.left', notice: 'left' }], leaves: true, settled: true };
}

function moved(turn: Turn, world: World, advanced: Advanced, first?: Saying): Turn {
  const says = [...turn.says, ...(first ? [first] : []), ...advanced.effects];
  return { ...turn, told: told(turn, world), session: advanced.session, says, settled: true };
}

/** A person is one move away from every step: the numbers at once, and the way to leave a contact request. */
function person(turn: Turn, world: World): Turn {
  const { guide } = world.content;
  if (turn.session.handoff) return moved(turn, world, repeat(guide, turn.session), { effect: 'lines' });
  return moved(turn, world, tell(guide, turn.session, 'person', { person: 'yes' }), { effect: 'lines' });
}

function language(turn: Turn, world: World, wanted: string | undefined): Turn {
  const offered = world.content.regions[turn.session.region]?.languages ?? [];
  if (wanted === undefined)
    return { ...turn, told: told(turn, world), says: [...turn.says, { effect: 'languages' }], settled: true };
  if (!offered.includes(wanted)) {
    return moved(turn, world, repeat(world.content.guide, turn.session), {
      effect: 'word',
      name: 'bot.language.not-offered',
    });
  }
  const session = { ...turn.session, language: wanted };
  return moved({ ...turn, session }, world, repeat(world.content.guide, session), {
    effect: 'word',
    name: 'bot.language.changed',
  });
}

interface Asked {
  readonly command: CommandName;
  readonly language?: string | undefined;
}

/** A tapped command, or a message that is nothing but the words of one: "my back hurts" goes nowhere back. */
function commandIn(turn: Turn, world: World): Asked | undefined {
  const { value } = turn.incoming;
  if (value?.command !== undefined) return { command: value.command, language: value.language };
  const language = /^language:([a-z-]{2,12})$/.exec(value?.option ?? '')?.[1];
  if (language !== undefined) return { command: 'language', language };
  if (value?.option !== undefined || value?.options !== undefined) return undefined;
  const text = plain(cleaned(turn.incoming.text ?? ''));
  if (text === '' || text.length > 60) return undefined;
  const spoken = turn.session.language;
  for (const command of commandNames) {
    const names = [
      world.content.say(spoken)(`bot.commands.${command}.label`),
      ...wordList(world.content, spoken, `bot.commands.${command}.also`),
    ];
    if (names.some((name) => plain(name) === text)) return { command };
  }
  for (const one of [...world.content.languages, ...Object.keys(world.content.variants)]) {
    if (one !== spoken && wordList(world.content, one, 'bot.language.also').some((name) => plain(name) === text))
      return { command: 'language', language: one };
  }
  return undefined;
}

function plain(text: string): string {
  return wordsOf(text, 12).join(' ');
}
