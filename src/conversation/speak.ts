import { replay } from '../flow/replay';
import { dateText, dayText, nextReading, type LineHours } from '../region/calendar';
import { areaOf, inLanguage, type Region } from '../region/region';
import type { CardData, LuotsiData } from './contract';
import { offeredBy } from './offers';
import { outcomeData, outcomeFor, promiseData, promiseNow, type Outcome } from './outcome';
import type { Outgoing } from './outgoing';
import type { World } from './ports';
import { rowsOf } from './rows';
import type { Saying, Turn } from './step';

/** Puts what is to be said into the family's language: words that stand alone, and the same for machines. Pure. */
export function speak(turn: Turn, world: World): readonly Outgoing[] {
  const region = world.content.regions[turn.session.region];
  if (!region) return [];
  const voice = new Voice(turn, world, region);
  // The calm question stands alone: a yes must not mean anything else. The open question comes again after its answer.
  const checks = turn.says.some((saying) => saying.effect === 'check');
  const says = turn.says.filter((saying) => !(checks && (saying.effect === 'ask' || saying.effect === 'end')));
  return says.flatMap((saying) => voice.say(saying));
}

/** One turn's speech: a class only to share the turn, the region and the language between its sayings. */
class Voice {
  private readonly language: string;
  private readonly word: (name: string, values?: Record<string, string | number>) => string;
  private readonly now: Date;

  constructor(
    private readonly turn: Turn,
    private readonly world: World,
    private readonly region: Region,
  ) {
    this.language = turn.session.language;
    this.word = world.content.say(this.language);
    this.now = world.clock.now();
  }

  say(saying: Saying): Outgoing[] {
    switch (saying.effect) {
      case 'greeting':
        return this.greeting();
      case 'card':
        return [this.card(saying.kind, saying.level)];
      case 'alarm':
        return [this.card(saying.kind, saying.level)];
      case 'check':
        return [this.check()];
      case 'lines':
        return [this.lines(this.word('bot.person.intro'))];
      case 'languages':
        return [this.languages()];
      case 'word':
        return [this.message(this.word(saying.name), saying.notice ? { notice: saying.notice } : {})];
      case 'say':
        return [this.message(this.word(`${saying.flow}.steps.${saying.step}.say`))];
      case 'ask':
        return this.question(saying);
      case 'outcome':
        return this.outcome();
      case 'handoff':
        return this.handoff();
      case 'end':
        return this.end();
    }
  }

  private message(text: string, luotsi: Omit<LuotsiData, 'language'> = {}): Outgoing {
    return { text, luotsi: { language: this.language, ...luotsi } };
  }

  private listed(heading: string, cards: readonly CardData[], luotsi: Omit<LuotsiData, 'language'> = {}): Outgoing {
    const lines = cards.map((card) =>
      [card.title, card.phone, card.detail, card.url].filter((part) => part !== undefined).join(' · '),
    );
    return this.message([heading, ...lines.map((line) => `– ${line}`)].join('\n'), { heading, cards, ...luotsi });
  }

  private greeting(): Outgoing[] {
    const speaksFor = inLanguage(this.region['speaks-for'], this.language);
    const name = this.turn.session.channel === 'teams' ? 'bot.greeting.teams' : 'bot.greeting.first';
    const draft = this.turn.incoming.atHome && this.world.content.unapproved.length > 0;
    return [
      this.message(this.word(name, { speaksFor }), { notice: 'greeting' }),
      this.message(this.word('bot.greeting.privacy'), { notice: 'privacy' }),
      ...(draft ? [this.message(this.word('bot.draft'), { notice: 'draft' })] : []),
    ];
  }

  /** The emergency card: the region's numbers for this kind of danger, with what happens next. */
  private card(kind: string, level: 'emergency' | 'urgent'): Outgoing {
    const numbers = this.region.emergency.filter(
      (line) => line.verified && (line.kinds === undefined || line.kinds.some((one) => one === kind)),
    );
    const extra = this.world.content.nationalLines.filter(
      (line) => line.verified && kind === 'violence_now' && line.needs.includes('domestic_violence'),
    );
    const cards = [...numbers, ...extra].map((line) => ({
      title: inLanguage(line.name, this.language),
      phone: line.phone,
      detail: inLanguage(line.when, this.language),
    }));
    const heading = [this.word(`bot.danger.lead.${kind}`), this.word(`bot.danger.${level}`)].join(' ');
    const card = this.listed(heading, cards, { danger: { kind, level } });
    return { ...card, text: `${card.text}\n${this.word('bot.danger.goes-on')}` };
  }

  private check(): Outgoing {
    const options = ['yes', 'no', 'unknown'].map((id) => ({ id, label: this.word(`bot.options.${id}`) }));
    return this.message(this.word('bot.danger.check'), {
      flow: 'bot',
      step: 'danger-check',
      kind: 'choice',
      options,
      sensitive: true,
      danger: { kind: 'check', level: 'check' },
    });
  }

  private languages(): Outgoing {
    const options = this.region.languages.map((id) => ({
      id: `language:${id}`,
      label: this.world.content.say(id)('bot.language.name'),
    }));
    return this.message(this.word('bot.language.choose'), { flow: 'bot', step: 'language', kind: 'choice', options });
  }

  private lines(heading: string): Outgoing {
    const { facts } = replay(this.world.content.guide, this.turn.session);
    const outcome = outcomeFor(facts, this.turn.session, this.region, this.world.content, this.now);
    return outcome.lines.length === 0
      ? this.message(this.word('bot.person.no-line'))
      : this.listed(
          heading,
          outcome.lines.map((line) => this.lineCard(line)),
        );
  }

  /** A line with its hours: today's that are left, then the next day's. Never "open now" (law.md 6.3). */
  private lineCard(hours: LineHours): CardData {
    const periods = (list: readonly string[]): string =>
      list.length === 2 ? this.word('bot.hours.joined', { one: list[0] ?? '', other: list[1] ?? '' }) : list.join(', ');
    const parts = [
      ...(hours.today.length > 0 ? [this.word('bot.hours.today', { periods: periods(hours.today) })] : []),
      ...(hours.next
        ? [
            this.word('bot.hours.next', {
              day: dayText(hours.next.day, this.language),
              periods: periods(hours.next.periods),
            }),
          ]
        : []),
    ];
    const when = parts.length > 0 ? parts.join('; ') : this.word('bot.hours.none');
    const checked = this.word('bot.hours.checked', { day: dateText(hours.version['checked-at'], this.language) });
    const areas = hours.version.areas
      .map((id) => this.region.areas.find((area) => area.id === id))
      .filter((area) => area !== undefined);
    const title = `${inLanguage(hours.line.name, this.language)}: ${areas.map((area) => inLanguage(area.name, this.language)).join('; ')}`;
    return { title, phone: hours.line.phone, detail: `${when} (${checked})` };
  }

  private question(saying: Extract<Saying, { effect: 'ask' }>): Outgoing[] {
    const { asked, misses } = saying;
    const { flow, step } = asked;
    const position = replay(this.world.content.guide, this.turn.session);
    const offered = offeredBy(asked, position.facts, this.world.content, this.language);
    const heard = position.facts['proposed'];
    const proposed = Array.isArray(heard) ? ((heard as readonly string[])[0] ?? '') : '';
    const about = proposed === '' ? '' : this.word(`needs.needs.${proposed}.about`);
    const name = `${flow}.steps.${step.id}`;
    const young = position.facts['who'] === 'young-person' ? 'yes' : 'no';
    const ask = this.word(`${name}.ask`, { young, about, sure: String(position.facts['sure'] ?? 'no') });
    const why = this.world.content.words[this.language]?.[`${name}.why`];
    const complaint = misses === 0 ? [] : [this.word(`bot.kinds.${step.kind}.${misses === 1 ? 'first' : 'again'}`)];
    const greeted = saying.again === 'greeting' ? [this.word('bot.heard.greeting')] : [];
    const text =
      misses > 1
        ? complaint.join(' ')
        : [
            ...complaint,
            ...greeted,
            ...(misses === 0 && why !== undefined ? [why] : []),
            ...(greeted.length > 0 ? [] : [ask]),
          ].join(' ');
    return [
      this.message(text, {
        flow,
        step: step.id,
        kind: step.kind,
        fact: step.fact ?? step.id,
        ...(step.kind === 'confirm' ? { proposed } : {}),
        ...(offered.length > 0 ? { options: offered.map(({ id, label }) => ({ id, label })) } : {}),
        sensitive: step.sensitive === true,
        ...(step.kind === 'read-back' ? { rows: rowsOf(position, this.world.content, this.language) } : {}),
      }),
    ];
  }

  private outcome(): Outgoing[] {
    const { facts } = replay(this.world.content.guide, this.turn.session);
    const outcome = outcomeFor(facts, this.turn.session, this.region, this.world.content, this.now);
    const sent = this.turn.handoff;
    const promised = sent
      ? promiseNow(facts, this.region, outcome.area?.id, this.now, this.world.canPromise())
      : undefined;
    const data = outcomeData(outcome, this.turn.incoming.atHome, sent ? { case: sent.case, promised } : undefined);
    const { outcome: name } = outcome.judged;
    const county = this.world.content.municipalities.counties.find((one) => one.id === outcome.county);
    const countyName = (this.language === 'sv' ? county?.sv : county?.fi) ?? '';
    const lead = this.word(`bot.outcome.lead.${name}`, { county: countyName });
    const said: Outgoing[] = [this.message(`${lead} ${this.word('bot.outcome.not-a-decision')}`, { outcome: data })];
    if (name === 'out-of-area') return [...said, this.message(this.word('bot.outcome.county'))];
    if (name === 'emergency')
      said.push(
        this.card(
          this.turn.session.danger.findLast((one) => one.level === 'emergency')?.kind ?? 'violence_now',
          'emergency',
        ),
      );
    return [...said, ...this.advice(outcome), ...this.services(outcome), ...this.numbers(outcome)];
  }

  private advice(outcome: Outcome): Outgoing[] {
    if (outcome.need === undefined) return [];
    const book = this.world.content.words[this.language] ?? {};
    const tips: string[] = [];
    for (let index = 0; book[`needs.needs.${outcome.need}.advice.${index}`] !== undefined; index += 1)
      tips.push(this.word(`needs.needs.${outcome.need}.advice.${index}`));
    return [
      this.listed(
        this.word('bot.outcome.self-help'),
        tips.map((title) => ({ title })),
      ),
    ];
  }

  private services(outcome: Outcome): Outgoing[] {
    if (outcome.need === undefined || outcome.need === 'out_of_scope') return [];
    return outcome.forChildren.map((one) => {
      const real = one.fitting.filter(({ service }) => service.general !== true);
      const heading =
        one.child === undefined
          ? this.word('bot.outcome.services')
          : this.word('bot.outcome.services-for', { age: this.age(one.age) });
      if (real.length === 0) return this.message(this.word('bot.outcome.no-service'));
      return this.listed(
        heading,
        real.map(({ service }) => ({ title: inLanguage(service.name, this.language) })),
      );
    });
  }

  private age(age: number | 'unborn' | undefined): string {
    return typeof age === 'number'
      ? this.word('bot.outcome.age-years', { years: age })
      : this.word('bot.outcome.age-unborn');
  }

  private numbers(outcome: Outcome): Outgoing[] {
    const said: Outgoing[] = [];
    if (outcome.lines.length > 0)
      said.push(
        this.listed(
          this.word('bot.outcome.lines'),
          outcome.lines.map((line) => this.lineCard(line)),
        ),
      );
    const national = outcome.national.map((line) => ({
      title: inLanguage(line.name, this.language),
      phone: line.phone,
      detail: inLanguage(line.when, this.language),
    }));
    if (national.length > 0) said.push(this.listed(this.word('bot.outcome.national'), national));
    const links = outcome.links.map((link) => ({ title: inLanguage(link.name, this.language), url: link.url }));
    if (links.length > 0) said.push(this.listed(this.word('bot.outcome.links'), links));
    return said;
  }

  /** The confirmation: the family's own code, the promise with its day, what happens next, and what to do if things get worse. */
  private handoff(): Outgoing[] {
    const { handoff, code } = this.turn;
    if (!handoff || code === undefined) return [];
    const { facts } = replay(this.world.content.guide, this.turn.session);
    const area = areaOf(this.region, typeof facts['municipality'] === 'string' ? facts['municipality'] : undefined)?.id;
    const promised = promiseNow(facts, this.region, area, this.now, this.world.canPromise());
    const next =
      facts['reach'] === 'i-call'
        ? this.word('bot.handoff.i-call')
        : promised
          ? this.word('bot.handoff.promise', { day: dayText(promised.day, this.language) })
          : this.word('bot.handoff.no-promise');
    const reads = handoff.dangerRank > 0 ? nextReading(this.region, area, this.now) : undefined;
    const unread = reads
      ? [this.word('bot.handoff.unread', { day: dayText(reads.day, this.language), time: reads.time })]
      : [];
    const text = [
      ...unread,
      this.word('bot.handoff.sent', { code }),
      next,
      this.word('bot.handoff.one-is-enough'),
    ].join('\n');
    return [
      this.message(text, {
        handoff: { case: handoff.case, code, ...(promised ? { promise: promiseData(promised) } : {}) },
        voice: 'waiting',
      }),
    ];
  }

  /** The turn that reaches the end has said its goodbye; only a later message needs to hear what happens to it. */
  private end(): Outgoing[] {
    if (this.turn.says.some((saying) => saying.effect === 'say')) return [];
    const { handoff } = this.turn.session;
    if (handoff === undefined || this.turn.stored?.handoff === 'closed')
      return [this.message(this.word('bot.end.over'))];
    return [this.message(this.word('bot.voice.waiting', { case: handoff.case }), { voice: 'waiting' })];
  }
}
