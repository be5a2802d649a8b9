import { createHash } from 'node:crypto';
import type { SayWord } from '../../content/words';
import { attempts, endings } from '../../queue/contract';
import type { Listed } from '../../queue/handoff';
import { isOpen } from '../../queue/life';
import { localText } from '../../region/day-words';
import { button, card, heading, line, type Card, type Element } from './cards';

/** The verbs of a handoff's card: each is a move of the queue. */
export const handoffVerbs = ['claim', 'take-over', 'tried', 'close'] as const;
export type HandoffVerb = (typeof handoffVerbs)[number];

/** How a handoff is that a channel no longer has. */
export type Over = 'closed' | 'withdrawn' | 'moved' | 'gone';

export interface CardWords {
  readonly say: SayWord;
  readonly language: string;
  /** What workers call the area. */
  readonly areaName: string;
  /** Where the console shows the handoff. */
  readonly link: string;
}

/** What a card shows, as a stamp. A press tells the stamp it was pressed under, so that an old card changes nothing. */
export function stampOf(one: Listed, language: string): string {
  const { state, owner, ownerName, tries, dueAt, region, area, kind, offeredTo } = one;
  const shown = JSON.stringify([state, owner, ownerName, tries, dueAt, region, area, kind, offeredTo, language]);
  return createHash('sha256').update(shown).digest('base64url').slice(0, 16);
}

/**
 * The card of a handoff: where it belongs, what sort it is, who wrote, by when, its case number and how it stands. Nothing of the
 * family and never its code: Teams keeps what it is told by the organisation's rules, not by those of the client record. Pure.
 */
export function handoffCard(one: Listed, words: CardWords): Card {
  const { say, language } = words;
  const facts = factsOf(one, words);
  const title = say(`teams.handoff.title.${one.kind}`);
  const data = { handoff: one.id, seen: stampOf(one, language) };
  const press = (verb: HandoffVerb, more: Element = {}): Element =>
    button(say(`teams.handoff.${verb}`), verb, data, more);
  const mine = [
    asking(one, 'tried', 'how', attempts, words),
    asking(one, 'close', 'ending', endings, words),
    press('take-over', { associatedInputs: 'none' }),
  ];
  const open = { type: 'Action.OpenUrl', title: say('teams.handoff.open'), url: words.link };
  return card({
    language,
    words: [title, ...facts.map(([name, value]) => `${name}: ${value}`)].join('\n'),
    body: [
      { type: 'Container', style: one.dangerRank > 0 ? 'attention' : 'default', bleed: true, items: [heading(title)] },
      factSet(facts),
      line(say('teams.handoff.private'), { isSubtle: true, size: 'small' }),
      {
        type: 'ActionSet',
        actions: [
          ...(one.state === 'waiting' ? [press('claim', { associatedInputs: 'none', style: 'positive' })] : mine),
          open,
        ],
      },
    ],
  });
}

/** The card of a handoff that has ended, was withdrawn, went to another area or is gone: told, with nothing to press. */
export function overCard(
  one: Pick<Listed, 'case'> | undefined,
  over: Over,
  { say, language, areaName }: CardWords,
): Card {
  const title = say('teams.handoff.closed-title', { state: over });
  const facts: [string, string][] = [
    [say('teams.handoff.area'), areaName],
    ...(one ? [[say('teams.handoff.case'), one.case] as [string, string]] : []),
    [say('teams.handoff.state'), say('teams.handoff.state-is', { state: over, owner: '', tries: 0 })],
  ];
  const words = [title, ...facts.map(([name, value]) => `${name}: ${value}`)].join('\n');
  return card({ language, words, body: [heading(title), factSet(facts)] });
}

/** What is left of a handoff for a channel whose area does not have it any more. */
export function overOf(found: Listed | undefined, area: string): Over | undefined {
  if (!found) return 'gone';
  if (found.state === 'withdrawn') return 'withdrawn';
  if (!isOpen(found.state)) return 'closed';
  const offered = found.offeredTo !== null && 'area' in found.offeredTo && found.offeredTo.area === area;
  return `${found.region}/${found.area}` === area || offered ? undefined : 'moved';
}

function factsOf(one: Listed, { say, language, areaName }: CardWords): [string, string][] {
  const who = one.childSelf ? 'child' : one.kind === 'professional' ? 'professional' : 'family';
  const owner = one.ownerName ?? '';
  return [
    [say('teams.handoff.area'), areaName],
    [say('teams.handoff.who'), say('teams.handoff.who-is', { who })],
    [say('teams.handoff.due'), localText(new Date(one.dueAt), language)],
    [say('teams.handoff.case'), one.case],
    [say('teams.handoff.state'), say('teams.handoff.state-is', { state: one.state, owner, tries: one.tries })],
  ];
}

function factSet(facts: readonly (readonly [string, string])[]): Element {
  return { type: 'Container', items: facts.map(([name, value]) => pair(name, value)) };
}

function pair(name: string, value: string): Element {
  return {
    type: 'RichTextBlock',
    spacing: 'small',
    inlines: [
      { type: 'TextRun', text: `${name}: `, weight: 'bolder' },
      { type: 'TextRun', text: value },
    ],
  };
}

/** A button that first asks one thing: how it went, or how it ended. */
function asking(
  one: Listed,
  verb: HandoffVerb,
  id: 'how' | 'ending',
  choices: readonly string[],
  { say, language }: CardWords,
): Element {
  return {
    type: 'Action.ShowCard',
    title: say(`teams.handoff.${verb}`),
    card: {
      type: 'AdaptiveCard',
      body: [
        {
          type: 'Input.ChoiceSet',
          id,
          label: say(`teams.handoff.${id}`),
          style: 'expanded',
          value: choices[0],
          choices: choices.map((value) => ({ title: say(`teams.handoff.${id}-is.${value}`), value })),
        },
        ...(verb === 'close' ? [line(say('teams.handoff.fill-later'), { isSubtle: true, size: 'small' })] : []),
      ],
      actions: [button(say('teams.handoff.save'), verb, { handoff: one.id, seen: stampOf(one, language) })],
    },
  };
}
