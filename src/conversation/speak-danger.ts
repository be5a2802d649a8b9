import { emergencyWhen } from '../region/calendar';
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
