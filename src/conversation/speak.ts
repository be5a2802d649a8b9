import { replay } from '../flow/replay';
import { isOpen } from '../queue/life';
import { nobodyUntil } from '../region/answering';
import { promiseFor } from '../region/calendar';
import { dayText } from '../region/day-words';
import { inLanguage } from '../region/region';
import { offeredIn, placeName } from './offers';
import { outcomeFor } from './outcome';
import type { CardData } from './contract';
import type { Outgoing } from './outgoing';
import type { World } from './ports';
import { rowsOf } from './rows';
import { card, check, numbers } from './speak-danger';
import { handoff, outcome } from './speak-outcome';
import { lineCard, listed, message, speechOf, type Speech } from './speech';
import type { Saying, Turn } from './step';

/** Puts what is to be said into the family's language: words that stand alone, and the same for machines. Pure. */
export function speak(turn: Turn, world: World): readonly Outgoing[] {
  const region = world.content.regions[turn.session.region];
  if (!region) return [];
  const speech = speechOf(turn, world, region);
  // The calm question stands alone: a yes must not mean anything else. The open question comes again after its answer.
  const checks = turn.says.some((saying) => saying.effect === 'check');
  const says = turn.says.filter((saying) => !(checks && (saying.effect === 'ask' || saying.effect === 'end')));
  return says.flatMap((saying) => say(speech, saying));
}

function say(speech: Speech, saying: Saying): Outgoing[] {
  switch (saying.effect) {
    case 'greeting':
      return greeting(speech);
    case 'card':
      return [card(speech, saying.kind, saying.level)];
    case 'alarm':
      return [card(speech, saying.kind, saying.level)];
    case 'check':
      return [check(speech)];
    case 'lines':
      return [lines(speech, speech.word('bot.person.intro'))];
    case 'other-language':
      return [otherLanguage(speech, saying.language)];
    case 'languages':
      return [languages(speech)];
    case 'own-matter':
      return [ownMatter(speech)];
    case 'word':
      return [message(speech, speech.word(saying.name), saying.notice ? { notice: saying.notice } : {})];
    case 'say':
      return [message(speech, speech.word(`${saying.flow}.steps.${saying.step}.say`))];
    case 'numbers':
      return numbers(speech, speech.word(`${saying.flow}.steps.${saying.step}.say`), saying.which);
    case 'ask':
      return question(speech, saying);
    case 'outcome':
      return outcome(speech);
    case 'handoff':
      return handoff(speech);
    case 'end':
      return end(speech);
  }
}

function greeting(speech: Speech): Outgoing[] {
  const speaksFor = inLanguage(speech.region['speaks-for'], speech.language);
  const draft = speech.turn.incoming.atHome && speech.world.content.unapproved.length > 0;
  return [
    message(speech, speech.word('bot.greeting.first', { speaksFor }), { notice: 'greeting' }),
    message(speech, speech.word('bot.greeting.privacy'), { notice: 'privacy' }),
    ...nobodyNow(speech),
    ...(draft ? [message(speech, speech.word('bot.draft'), { notice: 'draft' })] : []),
  ];
}

/** When nobody answers a phone just now: when somebody does, and what else there is, before the family has told its story. */
function nobodyNow(speech: Speech): Outgoing[] {
  const next = nobodyUntil(speech.region, speech.now);
  if (!next) return [];
  const promised = speech.world.canPromise(speech.region, undefined)
    ? promiseFor(speech.region, undefined, speech.now)
    : undefined;
  const when = { day: dayText(next.day, speech.language), time: next.time };
  return [
    message(
      speech,
      promised
        ? speech.word('bot.greeting.nobody-promise', { ...when, promise: dayText(promised.day, speech.language) })
        : speech.word('bot.greeting.nobody', when),
      { notice: 'hours' },
    ),
  ];
}

function languages(speech: Speech): Outgoing {
  const options = speech.region.languages.map((id) => ({
    id: `language:${id}`,
    label: speech.world.content.say(id)('bot.language.name'),
  }));
  return message(speech, speech.word('bot.language.choose'), {
    flow: 'bot',
    step: 'language',
    kind: 'choice',
    options,
  });
}

/** Whoever asks in a matter of their own need not do it under their employer's eyes: the region's page is anonymous. */
function ownMatter(speech: Speech): Outgoing {
  const address = speech.world.page ?? speech.region.sites[0] ?? 'none';
  return message(speech, speech.word('teams.own-matter', { address }));
}

/** In the family's own language, or in English: the numbers, and how a worker with an interpreter is asked for. */
function otherLanguage(speech: Speech, language: string): Outgoing {
  const { languages, fallback } = speech.world.content.otherLanguages;
  const own = languages.find((one) => one.id === language)?.message;
  const text = (own ?? fallback).replace('{person}', speech.word('bot.commands.person.label'));
  const emergency = speech.region.emergency.filter((line) => line.verified && line.phone === '112');
  const told = listed(speech, text, [
    ...emergency.map((line) => ({ title: inLanguage(line.name, speech.language), phone: line.phone })),
    ...linesNow(speech),
  ]);
  return { ...told, luotsi: { ...told.luotsi, language: own === undefined ? 'en' : language } };
}

function lines(speech: Speech, heading: string): Outgoing {
  const cards = linesNow(speech);
  return cards.length === 0 ? message(speech, speech.word('bot.person.no-line')) : listed(speech, heading, cards);
}

/** The guidance lines of the family's area, as far as it is known, with their hours. */
function linesNow(speech: Speech): CardData[] {
  const { facts } = replay(speech.world.content.guide, speech.turn.session);
  const outcome = outcomeFor(facts, speech.turn.session, speech.region, speech.world.content, speech.now);
  return outcome.lines.map((line) => lineCard(speech, line));
}

function question(speech: Speech, saying: Extract<Saying, { effect: 'ask' }>): Outgoing[] {
  const { asked, misses } = saying;
  const { flow, step } = asked;
  const position = replay(speech.world.content.guide, speech.turn.session);
  const offered = offeredIn(speech.turn.session, asked, position.facts, speech.world.content);
  const heard = position.facts['proposed'];
  const proposed = Array.isArray(heard) ? ((heard as readonly string[])[0] ?? '') : '';
  const about = proposed === '' ? '' : speech.word(`needs.needs.${proposed}.about`);
  const name = `${flow}.steps.${step.id}`;
  const young = position.facts['who'] === 'young-person' ? 'yes' : 'no';
  const ask = speech.word(`${name}.ask`, { young, about, sure: String(position.facts['sure'] ?? 'no') });
  const why = speech.world.content.words[speech.language]?.[`${name}.why`];
  const complaint = complaintOf(speech, step.kind, misses, offered.length > 0);
  const greeted = saying.again === 'greeting' ? [speech.word('bot.heard.greeting')] : [];
  const text =
    misses === 2 || misses > 3
      ? complaint.join(' ')
      : [
          ...complaint,
          ...greeted,
          ...(misses === 0 && why !== undefined ? [why] : []),
          ...(greeted.length > 0 ? [] : [ask]),
        ].join(' ');
  return [
    ...(misses === 3 ? called(speech) : []),
    message(speech, text, {
      flow,
      step: step.id,
      kind: step.kind,
      fact: step.fact ?? step.id,
      asks: {
        question: greeted[0] ?? ask,
        ...(why === undefined ? {} : { why }),
        ...(complaint[0] === undefined ? {} : { missed: complaint[0] }),
      },
      ...(step.kind === 'confirm' ? { proposed } : {}),
      ...(step.kind === 'place' ? { places: placesOf(speech) } : {}),
      ...(offered.length > 0 ? { options: offered.map(({ id, label }) => ({ id, label })) } : {}),
      sensitive: step.sensitive === true,
      ...(step.kind === 'read-back' ? { rows: rowsOf(position, speech.world.content, speech.language) } : {}),
    }),
  ];
}

/** What helps after a misunderstanding: never the same words twice in a row (F9). */
function complaintOf(speech: Speech, kind: string, misses: number, offered: boolean): string[] {
  if (misses === 0) return [];
  if (misses === 1) return [speech.word(`bot.kinds.${kind}.first`)];
  if (misses % 2 === 0) return [speech.word(`bot.kinds.${kind}.again`)];
  return [speech.word('bot.missed.third', { options: offered ? 'yes' : 'no' })];
}

/** Who answers by phone, where a line of the family's area is known. */
function called(speech: Speech): Outgoing[] {
  const cards = linesNow(speech);
  return cards.length === 0 ? [] : [listed(speech, speech.word('bot.missed.call'), cards)];
}

/** The municipalities that the county serves, also those that no area names, for a client that suggests names while one is written. */
function placesOf({ region, world, language }: Speech): { id: string; label: string }[] {
  return world.content.municipalities.municipalities
    .filter((place) => place.county === region.county)
    .map(({ id }) => ({ id, label: placeName(id, world.content, language) }))
    .sort((one, other) => one.label.localeCompare(other.label, 'fi'));
}

/** The turn that reaches the end has said its goodbye; only a later message needs to hear what happens to it. */
function end(speech: Speech): Outgoing[] {
  if (speech.turn.says.some((saying) => saying.effect === 'say')) return [];
  const { handoff } = speech.turn.session;
  const state = speech.turn.stored?.handoff;
  if (handoff === undefined || (state !== undefined && !isOpen(state)))
    return [message(speech, speech.word('bot.end.over'))];
  return [message(speech, speech.word('bot.voice.waiting', { case: handoff.case }), { voice: 'waiting' })];
}
