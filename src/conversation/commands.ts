import type { Content } from '../content/content';
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
  const known = namesOf(world.content);
  const command = known.commands[spoken]?.get(text);
  if (command !== undefined) return { command };
  const other = known.languages.get(text)?.find((one) => one !== spoken);
  return other === undefined ? undefined : { command: 'language', language: other };
}

/** What commands and languages are called, as `plain` writes it; the first that has a name keeps it. */
interface CommandNames {
  readonly commands: Readonly<Record<string, ReadonlyMap<string, CommandName>>>;
  readonly languages: ReadonlyMap<string, readonly string[]>;
}

const names = new WeakMap<Content, CommandNames>();

function namesOf(content: Content): CommandNames {
  const known = names.get(content) ?? gathered(content);
  names.set(content, known);
  return known;
}

function gathered(content: Content): CommandNames {
  const spoken = [...content.languages, ...Object.keys(content.variants)];
  const commands = spoken.map((language) => {
    const called = new Map<string, CommandName>();
    for (const command of commandNames) {
      const label = content.say(language)(`bot.commands.${command}.label`);
      for (const name of [label, ...wordList(content, language, `bot.commands.${command}.also`)])
        if (!called.has(plain(name))) called.set(plain(name), command);
    }
    return [language, called] as const;
  });
  const languages = new Map<string, string[]>();
  for (const language of spoken)
    for (const name of wordList(content, language, 'bot.language.also'))
      languages.set(plain(name), [...(languages.get(plain(name)) ?? []), language]);
  return { commands: Object.fromEntries(commands), languages };
}

function plain(text: string): string {
  return wordsOf(text, 12).join(' ');
}
