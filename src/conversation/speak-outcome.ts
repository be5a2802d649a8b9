import { areaOf, inLanguage } from '../region/region';
import { nextReading } from '../region/calendar';
import { dayText } from '../region/day-words';
import { replay } from '../flow/replay';
import type { Service } from '../region/services';
import type { CardData } from './contract';
import { wordList } from './offers';
import { outcomeData, outcomeFor, promiseData, promisedIn, type Outcome } from './outcome';
import type { Outgoing } from './outgoing';
import { lineCard, listed, message, type Speech } from './speech';
import { card } from './speak-danger';

/** The outcome in words: what it is, what one can do, which services fit, whose number answers. */
export function outcome(speech: Speech): Outgoing[] {
  const { facts } = replay(speech.world.content.guide, speech.turn.session);
  const outcome = outcomeFor(facts, speech.turn.session, speech.region, speech.world.content, speech.now);
  const sent = speech.turn.handoff;
  const promised = sent && promisedIn(sent);
  const data = outcomeData(outcome, speech.turn.incoming.atHome, sent ? { case: sent.case, promised } : undefined);
  const { outcome: name } = outcome.judged;
  const county = speech.world.content.municipalities.counties.find((one) => one.id === outcome.county);
  const countyName = (speech.language === 'sv' ? county?.sv : county?.fi) ?? '';
  const lead = speech.word(`bot.outcome.lead.${name}`, { county: countyName });
  const said: Outgoing[] = [message(speech, `${lead} ${speech.word('bot.outcome.not-a-decision')}`, { outcome: data })];
  if (name === 'out-of-area') return [...said, message(speech, speech.word('bot.outcome.county'))];
  if (name === 'emergency')
    said.push(
      card(
        speech,
        speech.turn.session.danger.findLast((one) => one.level === 'emergency')?.kind ?? 'violence_now',
        'emergency',
      ),
    );
  return [...said, ...advice(speech, outcome), ...services(speech, outcome), ...numbers(speech, outcome)];
}

function advice(speech: Speech, outcome: Outcome): Outgoing[] {
  if (outcome.need === undefined) return [];
  const tips = wordList(speech.world.content, speech.language, `needs.needs.${outcome.need}.advice`);
  return [
    listed(
      speech,
      speech.word('bot.outcome.self-help'),
      tips.map((title) => ({ title })),
    ),
  ];
}

function services(speech: Speech, outcome: Outcome): Outgoing[] {
  if (outcome.need === undefined || outcome.need === 'out_of_scope') return [];
  return outcome.forChildren.map((one) => {
    const real = one.fitting.filter(({ service }) => service.general !== true);
    const heading =
      one.child === undefined
        ? speech.word('bot.outcome.services')
        : speech.word('bot.outcome.services-for', { age: age(speech, one.age) });
    if (real.length === 0) return message(speech, speech.word('bot.outcome.no-service'));
    return listed(
      speech,
      heading,
      real.map(({ service }) => serviceCard(service, speech.language)),
    );
  });
}

/** A service with what its document tells of it: who provides it, and how it is reached. */
function serviceCard({ name, provider, contact }: Service, language: string): CardData {
  return {
    title: inLanguage(name, language),
    ...(provider === undefined ? {} : { detail: inLanguage(provider, language) }),
    ...(contact?.phone === undefined ? {} : { phone: contact.phone }),
    ...(contact?.url === undefined ? {} : { url: contact.url }),
  };
}

function age(speech: Speech, age: number | 'unborn' | undefined): string {
  return typeof age === 'number'
    ? speech.word('bot.outcome.age-years', { years: age })
    : speech.word('bot.outcome.age-unborn');
}

export function numbers(speech: Speech, outcome: Outcome): Outgoing[] {
  const said: Outgoing[] = [];
  if (outcome.lines.length > 0)
    said.push(
      listed(
        speech,
        speech.word('bot.outcome.lines'),
        outcome.lines.map((line) => lineCard(speech, line)),
      ),
    );
  const national = outcome.national.map((line) => ({
    title: inLanguage(line.name, speech.language),
    phone: line.phone,
    detail: inLanguage(line.when, speech.language),
  }));
  if (national.length > 0) said.push(listed(speech, speech.word('bot.outcome.national'), national));
  const links = outcome.links.map((link) => ({ title: inLanguage(link.name, speech.language), url: link.url }));
  if (links.length > 0) said.push(listed(speech, speech.word('bot.outcome.links'), links));
  return said;
}

/** The confirmation: the family's own code, the promise with its day, what happens next, and what to do if things get worse. */
export function handoff(speech: Speech): Outgoing[] {
  const { handoff, code } = speech.turn;
  if (!handoff || code === undefined) return [];
  const page = speech.world.codePage;
  const { facts } = replay(speech.world.content.guide, speech.turn.session);
  const area = areaOf(speech.region, typeof facts['municipality'] === 'string' ? facts['municipality'] : undefined)?.id;
  const promised = promisedIn(handoff);
  const next =
    facts['reach'] === 'i-call'
      ? speech.word('bot.handoff.i-call')
      : promised
        ? speech.word('bot.handoff.promise', { day: dayText(promised.day, speech.language) })
        : speech.word('bot.handoff.no-promise');
  const reads = handoff.dangerRank > 0 ? nextReading(speech.region, area, speech.now) : undefined;
  const unread = reads
    ? [speech.word('bot.handoff.unread', { day: dayText(reads.day, speech.language), time: reads.time })]
    : [];
  const text = [
    ...unread,
    speech.word('bot.handoff.sent', { code }),
    next,
    speech.word('bot.handoff.one-is-enough'),
    ...(page === undefined ? [] : [speech.word('bot.handoff.code-page', { address: page })]),
  ].join('\n');
  return [
    message(speech, text, {
      handoff: {
        case: handoff.case,
        code,
        ...(page === undefined ? {} : { page }),
        ...(promised ? { promise: promiseData(promised) } : {}),
      },
      voice: 'waiting',
    }),
    ...(promised ? [] : hours(speech)),
  ];
}

/** Without a promise there are hours and numbers; the outcome of the same turn has them already. */
function hours(speech: Speech): Outgoing[] {
  const { says, session } = speech.turn;
  if (says.some((saying) => saying.effect === 'outcome')) return [];
  const { facts } = replay(speech.world.content.guide, session);
  return numbers(speech, outcomeFor(facts, session, speech.region, speech.world.content, speech.now));
}
