import { newSession } from '../flow/session';
import { inLanguage } from '../region/region';
import { cleaned } from './incoming';
import { outcomeFor } from './outcome';
import type { Outgoing } from './outgoing';
import type { World } from './ports';
import { card } from './speak-danger';
import { numbers } from './speak-outcome';
import { listed, message, speechOf, type Speech } from './speech';
import type { Turn } from './step';

/** More is no question that can be answered in general. */
const longest = 2_000;
const mostServices = 8;

/**
 * Answers where many read: what there is for such a matter and whose number answers, never anybody's own case. It reads and writes
 * nothing: no conversation begins, and nothing of the message is kept. Danger is heard there too.
 */
export function generalAnswer(
  text: string,
  from: { readonly region: string; readonly language: string },
  world: World,
): readonly Outgoing[] {
  const region = world.content.regions[from.region];
  if (!region) return [];
  const words = cleaned(text).slice(0, longest);
  const guessed = world.listener.language(words);
  const language = guessed !== undefined && region.languages.includes(guessed) ? guessed : from.language;
  const speech = speechOf(turnOf(from.region, language, world), world, region);
  const danger = words === '' ? undefined : world.listener.danger(words);
  const masked = world.listener.redact(words).masked;
  return [
    ...(danger && danger.level !== 'check' ? [card(speech, danger.kind, danger.level)] : []),
    ...aboutNeed(speech, words),
    ...(masked ? [message(speech, speech.word('teams.group.personal'))] : []),
    message(speech, speech.word('teams.group.no-cases')),
  ];
}

/** What there is for the matter a question seems to be about; only when that is sure, since nobody is asked whether it is right. */
function aboutNeed(speech: Speech, words: string): Outgoing[] {
  const { world, region } = speech;
  const heard = words === '' ? undefined : world.listener.reader(region).story(words);
  const proposed = typeof heard === 'object' && heard['sure'] === 'yes' ? heard['proposed'] : undefined;
  const need: unknown = Array.isArray(proposed) ? proposed[0] : undefined;
  const known = world.content.needs.needs.find((one) => one.id === need && one.topic !== null);
  if (!known) return [message(speech, speech.word('teams.group.ask'))];
  const facts = { need: known.id, who: 'professional' };
  const outcome = outcomeFor(facts, { danger: [] }, region, world.content, speech.now);
  const about = speech.word(`needs.needs.${known.id}.about`);
  return [
    message(speech, speech.word('teams.group.heard', { about })),
    ...servicesOf(speech, known.id),
    ...numbers(speech, outcome),
  ];
}

/** What the region has for such a matter, whatever the age: whom each is for is told when somebody asks between two. */
function servicesOf(speech: Speech, need: string): Outgoing[] {
  const { region, world, language } = speech;
  const fitting = (world.content.services[region.region]?.services ?? []).filter(
    (service) => service.general !== true && service.needs.includes(need),
  );
  const cards = fitting.slice(0, mostServices).map((service) => ({ title: inLanguage(service.name, language) }));
  return cards.length === 0 ? [] : [listed(speech, speech.word('teams.group.services'), cards)];
}

/** A turn of nobody's conversation: what speaking asks of one. */
function turnOf(region: string, language: string, world: World): Turn {
  const { clock, content } = world;
  const startedAt = clock.now().toISOString();
  return {
    incoming: {
      kind: 'message',
      conversation: '',
      messageId: '',
      region,
      channel: 'teams',
      language,
      text: undefined,
      value: undefined,
      atHome: false,
    },
    stored: undefined,
    session: newSession({ region, channel: 'teams', language, content: content.version, startedAt }),
    told: undefined,
    says: [],
    handoff: undefined,
    code: undefined,
    leaves: false,
    repeated: undefined,
    settled: true,
  };
}
