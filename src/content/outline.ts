import { byNeed, isQuestion, stepsOf, type Flow, type Step } from '../flow/flow';
import { factOf } from '../flow/kind';
import { conditionWords } from './condition-words';
import type { Content } from './content';
import {
  actWords,
  flowTitle,
  isAct,
  kindWords,
  optionWords,
  questionWords,
  shortActWords,
  shortWords,
  whyWords,
} from './step-words';

/** A flow as numbered steps in Finnish: the same as its picture, for those who hear it read or read it on paper. */
export function outlineOf(content: Content, flow: Flow): string[] {
  const condition = conditionWords(content, flow);
  const lines = (steps: readonly Step[], before: string, depth: number): string[] =>
    steps.flatMap((step, index) => {
      const number = `${before}${index + 1}`;
      const indent = '  '.repeat(depth);
      const detail = (text: string): string => `${indent}  - ${text}`;
      const when = step.when ? [detail(`Vain, jos ${escaped(condition(step.when))}.`)] : [];
      const head = (text: string): string => `${indent}- **${number}** ${text}`;
      if (step.kind === 'group')
        return [
          head('Ryhmä:'),
          ...when,
          ...(step.until ? [detail(`Loput jätetään väliin heti, kun ${escaped(condition(step.until))}.`)] : []),
          ...lines(step.steps, `${number}.`, depth + 1),
        ];
      if (step.kind === 'part') return [head(partLink(content, step.flow)), ...when];
      if (isAct(step)) return [head(escaped(actWords(content, flow, step))), ...when];
      const options = optionWords(content, flow, step);
      const why = whyWords(content, flow, step);
      return [
        head(`${escaped(questionWords(content, flow, step))} (${kindWords(step)}, \`${step.id}\`)`),
        ...(options.length > 0 ? [detail(`Vaihtoehdot: ${options.map(escaped).join(' / ')}`)] : []),
        ...(why === undefined ? [] : [detail(`Arkaluonteinen. Perheelle kerrotaan miksi: ”${escaped(why)}”`)]),
        ...when,
        ...(isAskedElsewhere(content, flow, factOf(step)) ? [detail('Ei kysytä, jos tämä on jo tiedossa.')] : []),
      ];
    });
  return lines(flow.steps, '', 0);
}

/** The whole guidance in short: the frame's questions one after the other, with its parts by name. */
export function shortOutlineOf(content: Content, frame: Flow): string[] {
  const lines = (steps: readonly Step[], always: boolean): string[] =>
    steps.flatMap((step) => {
      const here = always && step.when === undefined;
      if (step.kind === 'group') return lines(step.steps, here);
      const when = here ? '' : ' (vain tietyssä tilanteessa)';
      if (step.kind === 'part') return [`${partLink(content, step.flow)}${when}`];
      if (isAct(step)) return [`${escaped(shortActWords(content, frame, step))}${when}`];
      return [`${escaped(shortWords(content, frame, step))}${when}`];
    });
  return lines(frame.steps, true).map((line, index) => `${index + 1}. ${line}`);
}

function partLink(content: Content, name: string): string {
  const link = (flow: Flow): string => `[${escaped(flowTitle(content, flow))}](${flow.flow}.md)`;
  const flow = content.guide.flows[name];
  if (name !== byNeed) return flow ? `Osapolku: ${link(flow)}` : name;
  const flows = [...new Set(Object.values(content.guide.flowOfNeed))].sort();
  const own = flows.flatMap((one) => content.guide.flows[one] ?? []).map(link);
  const general = content.guide.flows['general'];
  return `Asian omat kysymykset: ${own.join(', ')}${general ? `; muille asioille ${link(general)}` : ''}`;
}

function isAskedElsewhere(content: Content, flow: Flow, fact: string): boolean {
  const askers = Object.values(content.guide.flows).flatMap((one) =>
    stepsOf(one)
      .filter(isQuestion)
      .filter((step) => factOf(step) === fact),
  );
  return askers.length > 1 || (fact === 'need' && flow.flow === 'frame');
}

/** Words as Markdown shows them, signs and all. */
export function escaped(words: string): string {
  return words
    .replace(/[\\`*_[\]<>]/g, (sign) => `\\${sign}`)
    .replace(/^(\d+)\./, '$1\\.')
    .replaceAll('\n', ' ');
}
