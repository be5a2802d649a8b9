import type { Content } from '../content/content';
import type { DeskRules } from '../queue/desk';
import type { Heard, MoveWords } from '../queue/family-hears';
import { dueAfter } from '../region/calendar';
import { commonQueue } from '../region/region';
import { segmentAt } from '../region/segments';
import { modelsOf } from './console-knowledge';

const voices: Readonly<Record<Heard, 'bot' | 'waiting' | 'worker'>> = {
  joined: 'worker',
  changed: 'worker',
  left: 'bot',
  withdrawn: 'bot',
  returned: 'waiting',
  reopened: 'waiting',
};

/** What a family hears of a move, from the content's own words. */
export function moveWords(content: Content): MoveWords {
  return (heard, language) => {
    const text = content.say(language)(`bot.voice.worker-${heard}`);
    return [{ text, luotsi: { language, notice: 'voice', voice: voices[heard] } }];
  };
}

/** What the desk asks of the regions, answered from their files. */
export function deskRules(content: Content): DeskRules {
  const models = modelsOf(content);
  return {
    words: moveWords(content),
    segmentAt(region, axes) {
      const model = models[region];
      return (model && segmentAt(model, axes)?.id) ?? null;
    },
    dueAt(id, area, at) {
      const region = content.regions[id];
      if (!region) return at;
      const days = region.promise?.['business-days'] ?? 1;
      return dueAfter(region, area === commonQueue ? undefined : area, at, days).dueAt;
    },
    isTarget(id, target) {
      if ('party' in target) return content.workbook.parties.some((one) => one.id === target.party);
      // Another county is another keeper of records: a matter is moved on within its own.
      const [region = '', area = ''] = target.area.split('/');
      const known = content.regions[region];
      return region === id && (area === commonQueue || known?.areas.some((one) => one.id === area) === true);
    },
  };
}
