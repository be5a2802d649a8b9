import type { Content } from '../content/content';
import { ordinaryMoment, saidIn, turnText, type Journey } from '../conversation/journey';
import type { Outgoing } from '../conversation/outgoing';
import type { Learned } from '../need/learned';
import { openRehearsal } from './rehearsal';

export interface PlayedTurn {
  /** What the family said or tapped; of the first turn, that it came. */
  readonly said: string;
  /** Each message as the family reads it, options included. */
  readonly heard: readonly string[];
}

export interface Played {
  readonly turns: readonly PlayedTurn[];
  /** Each outcome that was given, with what was decided by. */
  readonly outcomes: readonly string[];
  readonly sent: number;
}

/** Talks one journey through the whole house with this content, and tells all that the family read. */
export async function playJourney(journey: Journey, content: Content, learned: Learned): Promise<Played> {
  const rehearsal = await openRehearsal(content, learned, new Date(journey.at ?? ordinaryMoment));
  try {
    const family = await rehearsal.greet({
      region: 'etela-pohjanmaa',
      language: journey.language ?? 'fi',
      about: journey.about,
    });
    const turns: PlayedTurn[] = [{ said: '(opens the chat)', heard: family.greeting.map(readText) }];
    const outcomes: string[] = [];
    for (const turn of journey.talk) {
      const words = await family.say(saidIn(turn));
      turns.push({ said: turnText(turn), heard: words.map(readText) });
      outcomes.push(...words.flatMap(outcomeText));
    }
    return { turns, outcomes, sent: await rehearsal.sent(family.conversation) };
  } finally {
    await rehearsal.close();
  }
}

function readText({ text, luotsi }: Outgoing): string {
  const rows = (luotsi.rows ?? []).map((row) => `${row.label}: ${row.value}`);
  const options = (luotsi.options ?? []).map((option) => option.label);
  return [text, ...rows, ...(options.length > 0 ? [`[${options.join(' | ')}]`] : [])].join('\n');
}

function outcomeText({ luotsi: { outcome } }: Outgoing): string[] {
  if (!outcome) return [];
  return [
    [
      outcome.outcome,
      `because ${outcome.reasons?.join(', ') ?? ''}`,
      `floor ${outcome.floor ?? 'not known'}`,
      `segment ${outcome.segment ?? 'none'}`,
      `services ${outcome.services.map((service) => service.id).join(', ') || 'none'}`,
    ].join('; '),
  ];
}
