import { isQuestion } from '../flow/flow';
import { factOf } from '../flow/kind';
import { outcomes } from '../flow/rules/outcome';
import type { Workbook } from '../region/workbook';
import { nearest, type Problem } from './problem';
import { placedSteps, type FlowFile, type Known } from './references';
import type { Source } from './source';

const safeTimes = 'safe-times';
/** Answers beside the times themselves. */
const noTime: readonly string[] = ['none', 'skip', 'unknown'];
/** What a trigger may look at beside the answers. */
const judged: readonly string[] = ['outcome'];

/** What stands around the workbook. */
export interface AroundWorkbook {
  readonly regions: readonly string[];
  readonly flows: readonly FlowFile[];
  /** Nothing while a flow cannot be read: then it is not known what is asked. */
  readonly known: Known | undefined;
}

/** Names that the workbook and other files have in common: regions and answers of triggers, and the times at which it is safe to call. */
export function checkWorkbookNames(
  source: Source,
  workbook: Workbook,
  { regions, flows, known }: AroundWorkbook,
  problems: Problem[],
): void {
  workbook.triggers.forEach((trigger, index) => {
    trigger.regions.forEach((region, at) => {
      if (!regions.includes(region))
        problems.push(
          source.at(
            ['triggers', index, 'regions', at],
            `there is no region "${region}"`,
            nearest(region, regions) ?? `one of: ${regions.join(', ')}`,
          ),
        );
    });
    if (known) checkSuggestions(source, trigger, index, known, problems);
  });
  workbook[safeTimes].forEach(({ from, to }, index) => {
    if (from >= to)
      problems.push(
        source.at([safeTimes, index, 'to'], `a safe time ends at ${to}, before it begins`, `it begins at ${from}`),
      );
  });
  if (known) checkSafeTimes(source, workbook, flows, problems);
}

function checkSuggestions(
  source: Source,
  { suggest }: Workbook['triggers'][number],
  index: number,
  known: Known,
  problems: Problem[],
): void {
  suggest.forEach((line, number) => {
    for (const [fact, values] of Object.entries(line)) {
      const path = ['triggers', index, 'suggest', number, fact];
      if (!judged.includes(fact) && !known.facts.includes(fact)) {
        problems.push(source.atName(path, `no step asks for "${fact}"`, nearest(fact, [...known.facts, ...judged])));
        continue;
      }
      // Needs have a check of their own.
      const answers = fact === 'outcome' ? outcomes : fact === 'need' ? undefined : known.values.get(fact);
      values.forEach((value, at) => {
        if (answers && !answers.includes(value))
          problems.push(source.at([...path, at], `"${value}" is no answer to ${fact}`, nearest(value, answers)));
      });
    }
  });
}

/** Each time that a family may choose has its hours here, and each one here can be chosen: else nobody is ever called then. */
function checkSafeTimes(source: Source, workbook: Workbook, flows: readonly FlowFile[], problems: Problem[]): void {
  const here = workbook[safeTimes].map(({ id }) => id);
  const offered: string[] = [];
  for (const file of flows)
    for (const { step, path } of placedSteps(file.flow.steps, ['steps'])) {
      if (!isQuestion(step) || factOf(step) !== safeTimes || !('options' in step)) continue;
      step.options?.forEach((option, at) => {
        if (noTime.includes(option)) return;
        offered.push(option);
        if (!here.includes(option))
          problems.push(
            file.source.at(
              [...path, 'options', at],
              `there is no safe time "${option}" in regions/workbook.yaml`,
              nearest(option, here) ?? 'add it to safe-times there, with its hours',
            ),
          );
      });
    }
  here.forEach((id, index) => {
    if (!offered.includes(id))
      problems.push(
        source.at(
          [safeTimes, index, 'id'],
          `no question offers the safe time "${id}"`,
          nearest(id, offered) ?? 'add it to the options of safe-times in dialogs/contact.yaml',
        ),
      );
  });
}
