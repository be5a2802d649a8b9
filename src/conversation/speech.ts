import { type LineHours } from '../region/calendar';
import { dateText, dayText } from '../region/day-words';
import { inLanguage, type Region } from '../region/region';
import type { SayWord, WordBook } from '../content/words';
import type { CardData, LuotsiData } from './contract';
import type { Outgoing } from './outgoing';
import type { World } from './ports';
import type { Turn } from './step';

/** What all the sayings of one turn share: the turn, its region, and the family's language. */
export interface Speech {
  readonly turn: Turn;
  readonly world: World;
  readonly region: Region;
  readonly language: string;
  readonly word: SayWord;
  readonly now: Date;
}

export function speechOf(turn: Turn, world: World, region: Region): Speech {
  const { language } = turn.session;
  const say = world.content.say(language);
  const word = turn.session.channel === 'teams' ? inTeams(say, world.content.words[language] ?? {}) : say;
  return { turn, world, region, language, word, now: world.clock.now() };
}

/** Teams is another room than the family's own window: where `teams.instead` has words of the same name, they are said there. */
export function inTeams(say: SayWord, book: WordBook): SayWord {
  return (name, values) => {
    const own = `teams.instead.${name}`;
    return say(book[own] === undefined ? name : own, values);
  };
}

export function message(speech: Speech, text: string, luotsi: Omit<LuotsiData, 'language'> = {}): Outgoing {
  return { text, luotsi: { language: speech.language, ...luotsi } };
}

/** A heading with things under it: the words stand alone, the cards say the same. */
export function listed(
  speech: Speech,
  heading: string,
  cards: readonly CardData[],
  luotsi: Omit<LuotsiData, 'language'> = {},
): Outgoing {
  const lines = cards.map((card) =>
    [card.title, card.phone, card.detail, card.url].filter((part) => part !== undefined).join(' · '),
  );
  return message(speech, [heading, ...lines.map((line) => `– ${line}`)].join('\n'), { heading, cards, ...luotsi });
}

/** A line with its hours: today's that are left, then the next day's. Never "open now" (law.md 6.3). */
export function lineCard(speech: Speech, hours: LineHours): CardData {
  const periods = (list: readonly string[]): string =>
    list.length === 2 ? speech.word('bot.hours.joined', { one: list[0] ?? '', other: list[1] ?? '' }) : list.join(', ');
  const parts = [
    ...(hours.today.length > 0 ? [speech.word('bot.hours.today', { periods: periods(hours.today) })] : []),
    ...(hours.next
      ? [
          speech.word('bot.hours.next', {
            day: dayText(hours.next.day, speech.language),
            periods: periods(hours.next.periods),
          }),
        ]
      : []),
  ];
  const when = parts.length > 0 ? parts.join('; ') : speech.word('bot.hours.none');
  const checked = speech.word('bot.hours.checked', { day: dateText(hours.version['checked-at'], speech.language) });
  const areas = hours.version.areas
    .map((id) => speech.region.areas.find((area) => area.id === id))
    .filter((area) => area !== undefined);
  const title = `${inLanguage(hours.line.name, speech.language)}: ${areas.map((area) => inLanguage(area.name, speech.language)).join('; ')}`;
  return { title, phone: hours.line.phone, detail: `${when} (${checked})` };
}
