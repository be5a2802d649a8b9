import type { Content } from '../content/content';
import { linesFor } from '../region/calendar';
import { inLanguage, offeredLanguage } from '../region/region';
import type { Outgoing } from './outgoing';

/**
 * What a family hears when the house itself fails: an apology in its language, a reference, and the numbers that answer.
 * Needs nothing but the content in memory.
 */
export function trouble(
  content: Content,
  regionId: string,
  wanted: string | undefined,
  reference: string,
  now: Date,
): Outgoing {
  return withNumbers(content, regionId, wanted, now, (say) => `${say('bot.trouble.apology')} (${reference})`);
}

/** What a family hears when more comes than the service takes: that it should wait a moment, and the numbers. */
export function busy(content: Content, regionId: string, wanted: string | undefined, now: Date): Outgoing {
  return withNumbers(content, regionId, wanted, now, (say) => say('bot.trouble.busy'));
}

function withNumbers(
  content: Content,
  regionId: string,
  wanted: string | undefined,
  now: Date,
  headingOf: (say: ReturnType<Content['say']>) => string,
): Outgoing {
  const region = content.regions[regionId] ?? Object.values(content.regions)[0];
  const language = offeredLanguage(region ?? { languages: ['fi'] }, wanted);
  const say = content.say(language);
  const numbers = (region?.emergency ?? [])
    .filter((line) => line.verified)
    .map((line) => ({ title: inLanguage(line.name, language), phone: line.phone }));
  const lines = region
    ? linesFor(region, undefined, now).map(({ line }) => ({
        title: inLanguage(line.name, language),
        phone: line.phone,
      }))
    : [];
  const cards = [...numbers, ...lines];
  const listed = cards.map((card) => `${card.title} ${card.phone}`).join('; ');
  const heading = headingOf(say);
  return {
    text: `${heading} ${say('bot.trouble.numbers', { lines: listed })}`,
    luotsi: { language, heading, cards, notice: 'trouble' },
  };
}
