import { replay } from '../flow/replay';
import { emergencyWhen } from '../region/day-words';
import { inLanguage } from '../region/region';
import type { Outgoing } from './outgoing';
import { listed, message, type Speech } from './speech';

/** The emergency card: the region's numbers for this kind of danger, with what happens next. */
export function card(speech: Speech, kind: string, level: 'emergency' | 'urgent'): Outgoing {
  const numbers = speech.region.emergency.filter(
    (line) => line.verified && (line.kinds === undefined || line.kinds.some((one) => one === kind)),
  );
  const extra = speech.world.content.nationalLines.filter(
    (line) => line.verified && kind === 'violence_now' && line.needs.includes('domestic_violence'),
  );
  const cards = [...numbers, ...extra.map((line) => ({ ...line, hours: undefined }))].map((line) => ({
    title: inLanguage(line.name, speech.language),
    phone: line.phone,
    detail: emergencyWhen(line, speech.language),
  }));
  const heading = [speech.word(`bot.danger.lead.${kind}`), speech.word(`bot.danger.${level}`)].join(' ');
  const card = listed(speech, heading, cards, { danger: { kind, level } });
  return { ...card, text: `${card.text}\n${speech.word('bot.danger.goes-on')}` };
}

/** Numbers under a heading: the region's emergency numbers, or the lines that listen to whoever writes. Nothing when there are none. */
export function numbers(speech: Speech, heading: string, which: 'emergency' | 'listening'): Outgoing[] {
  const { content } = speech.world;
  const young = replay(content.guide, speech.turn.session).facts['who'] === 'young-person';
  const lines =
    which === 'emergency'
      ? speech.region.emergency.filter((line) => line.verified)
      : content.nationalLines
          .filter((line) => line.verified && (line.listens === true || (young && line['young-only'] === true)))
          .map((line) => ({ ...line, hours: undefined }));
  if (lines.length === 0) return [];
  return [
    listed(
      speech,
      heading,
      lines.map((line) => ({
        title: inLanguage(line.name, speech.language),
        phone: line.phone,
        detail: emergencyWhen(line, speech.language),
      })),
    ),
  ];
}

/** The calm question. It is no card: `danger` stands only where the emergency numbers are shown. */
export function check(speech: Speech): Outgoing {
  const options = ['yes', 'no', 'unknown'].map((id) => ({ id, label: speech.word(`bot.options.${id}`) }));
  return message(speech, speech.word('bot.danger.check'), {
    flow: 'bot',
    step: 'danger-check',
    kind: 'choice',
    options,
    sensitive: true,
  });
}
