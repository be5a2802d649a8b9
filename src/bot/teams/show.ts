import type { Activity } from 'botbuilder';
import type { Content } from '../../content/content';
import type { Listed } from '../../queue/handoff';
import type { TeamChannel } from '../../queue/team-channels';
import { localText } from '../../region/day-words';
import type { Notice } from '../../queue/ports';
import { areaName } from './area-names';
import { attached, type Card } from './cards';
import { handoffCard, overCard, type CardWords, type Over } from './handoff-card';

/** How a channel's cards are written. */
export interface Show {
  current(channel: TeamChannel, one: Listed): Card;
  over(channel: TeamChannel, one: Pick<Listed, 'case'> | undefined, over: Over): Card;
  reminder(channel: TeamChannel, one: Listed, due: readonly Notice[]): string;
}

/** Writes cards in a channel's own language; `linkTo` is where the console shows a case. */
export function showing(content: Content, linkTo: (caseNumber: string) => string): Show {
  const wordsOf = ({ region, area, language }: TeamChannel, caseNumber: string): CardWords => ({
    say: content.say(language),
    language,
    areaName: areaName(content, `${region}/${area}`, language),
    link: linkTo(caseNumber),
  });
  return {
    current: (channel, one) => handoffCard(one, wordsOf(channel, one.case)),
    over: (channel, one, over) => overCard(one, over, wordsOf(channel, one?.case ?? '')),
    reminder({ language }, one, due) {
      const alarm = due.find((notice) => notice.payload.why === 'overdue') ?? due.find((notice) => notice.payload.why);
      const why = alarm?.payload.why ?? (one.dangerRank > 0 ? 'danger' : 'other');
      return content.say(language)('teams.handoff.reminder', {
        why,
        case: one.case,
        due: localText(new Date(one.dueAt), language),
      });
    },
  };
}

/** A card as a message; its words stand for it in notifications. */
export function cardMessage(content: Card, language: string): Partial<Activity> {
  const words = content.speak;
  return {
    type: 'message',
    locale: language,
    summary: words.split('\n')[0] ?? '',
    speak: words,
    attachments: [attached(content)],
  };
}
