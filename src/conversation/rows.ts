import type { Content } from '../content/content';
import type { FactValue } from '../flow/fact';
import { factOf } from '../flow/kind';
import type { Asked, Position } from '../flow/replay';
import type { RowData } from './contract';
import { offeredBy, placeName } from './offers';

/** Every answer on the path as a row: what was asked in short, and the answer in words. For the read-back and for the worker. */
export function rowsOf(position: Position, content: Content, language: string): RowData[] {
  return position.answered
    .filter(({ step }) => step['read-back'] !== false)
    .map((asked) => ({
      fact: factOf(asked.step),
      label: content.say(language)(`${asked.flow}.steps.${asked.step.id}.row`),
      value: answerText(asked, position, content, language),
    }));
}

function answerText(asked: Asked, position: Position, content: Content, language: string): string {
  const fact = factOf(asked.step);
  const value = position.facts[fact];
  const say = content.say(language);
  if (asked.step.kind === 'confirm')
    return needName(String(position.facts['need']), content, language) ?? say('bot.options.other');
  if (value === undefined || value === 'skip') return say('bot.rows.skipped');
  if (typeof value === 'number') return say('bot.outcome.age-years', { years: value });
  const offered = offeredBy(asked, position.facts, content, language);
  const label = (id: string): string =>
    offered.find((option) => option.id === id)?.label ?? needName(id, content, language) ?? id;
  if (Array.isArray(value)) return (value as readonly string[]).map(label).join(', ');
  if (asked.step.kind === 'place')
    return value === 'unknown' ? label('unknown') : placeName(value as string, content, language);
  return label(value as Exclude<FactValue, number | readonly string[]>);
}

function needName(id: string, content: Content, language: string): string | undefined {
  return content.words[language]?.[`needs.needs.${id}.name`];
}
