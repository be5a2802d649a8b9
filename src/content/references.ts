import type { Condition, Names } from '../flow/condition';
import { byNeed, firstFlow, isQuestion, stepsOf, type Flow, type Step } from '../flow/flow';
import { factOf } from '../flow/kind';
import { rules } from '../flow/rules/registry';
import { missingFile, nearest, type Problem } from './problem';
import type { Needs } from './shape';
import type { Path, Source } from './source';

export interface FlowFile {
  readonly source: Source;
  readonly flow: Flow;
}

/** Facts that no question sets: given by the channel, by a command, or read from another answer. */
const givenFacts = ['language', 'channel', 'person', 'place-is', 'county', 'proposed', 'sure', 'heard-also', 'need'];

interface Placed {
  readonly step: Step;
  readonly path: Path;
}

/** Names that point nowhere, circles of flows, needs without a way: everything that one file cannot tell of itself. */
export function checkFlows(
  files: readonly FlowFile[],
  names: readonly string[],
  needs: Needs,
  problems: Problem[],
): void {
  const byName = new Map(files.map((file) => [file.flow.flow, file]));
  const known = knownIn(files, names, needs);
  const needIds = needs.needs.map((need) => need.id);
  if (!names.includes(firstFlow)) problems.push(missingFile(`dialogs/${firstFlow}.yaml`, 'the first flow is missing'));
  if (!names.includes('general'))
    problems.push(missingFile('dialogs/general.yaml', 'the flow for needs without their own is missing'));
  for (const { source, flow } of files) {
    if (source.file !== `dialogs/${flow.flow}.yaml`)
      problems.push(source.at(['flow'], `the flow is called ${flow.flow}, its file ${source.file}`, 'name them alike'));
    flow.needs?.forEach((need, index) => {
      if (!needIds.includes(need))
        problems.push(source.at(['needs', index], `there is no need "${need}"`, nearest(need, needIds)));
    });
    const conditions: Names = { named: flow.conditions ?? {}, rules };
    for (const [name, condition] of Object.entries(flow.conditions ?? {})) {
      if (namesIn(condition, conditions, new Set()).has(name))
        problems.push(
          source.at(['conditions', name], `the condition ${name} goes in a circle`, 'it may not name itself'),
        );
      checkCondition(condition, ['conditions', name], source, conditions, known, problems);
    }
    const seen = new Map<string, Path>();
    for (const { step, path } of placedSteps(flow.steps, ['steps'])) {
      if (seen.has(step.id))
        problems.push(
          source.at([...path, 'id'], `a second step is called ${step.id}`, 'each step of a flow has its own id'),
        );
      seen.set(step.id, path);
      if (step.when) checkCondition(step.when, [...path, 'when'], source, conditions, known, problems);
      if (step.kind === 'group' && step.until)
        checkCondition(step.until, [...path, 'until'], source, conditions, known, problems);
      if (step.kind === 'part' && step.flow !== byNeed && !byName.has(step.flow) && !names.includes(step.flow)) {
        problems.push(
          source.at([...path, 'flow'], `there is no flow "${step.flow}"`, nearest(step.flow, [...byName.keys()])),
        );
      }
    }
  }
  checkCircles(byName, problems);
  checkOneFlowPerNeed(files, problems);
}

export function placedSteps(steps: readonly Step[], path: Path): Placed[] {
  return steps.flatMap((step, index) => {
    const here = [...path, index];
    return step.kind === 'group'
      ? [{ step, path: here }, ...placedSteps(step.steps, [...here, 'steps'])]
      : [{ step, path: here }];
  });
}

function checkCondition(
  condition: Condition,
  path: Path,
  source: Source,
  names: Names,
  known: Known | undefined,
  problems: Problem[],
): void {
  condition.all?.forEach((part, index) =>
    checkCondition(part, [...path, 'all', index], source, names, known, problems),
  );
  condition.any?.forEach((part, index) =>
    checkCondition(part, [...path, 'any', index], source, names, known, problems),
  );
  if (condition.not) checkCondition(condition.not, [...path, 'not'], source, names, known, problems);
  if (condition.rule !== undefined && !names.rules[condition.rule]) {
    problems.push(
      source.at(
        [...path, 'rule'],
        `there is no rule "${condition.rule}"`,
        nearest(condition.rule, Object.keys(names.rules)),
      ),
    );
  }
  if (condition.named !== undefined && !names.named[condition.named]) {
    problems.push(
      source.at(
        [...path, 'named'],
        `this flow has no condition "${condition.named}"`,
        nearest(condition.named, Object.keys(names.named)),
      ),
    );
  }
  if (condition.fact === undefined || !known) return;
  if (!known.facts.includes(condition.fact)) {
    problems.push(
      source.at([...path, 'fact'], `no step asks for "${condition.fact}"`, nearest(condition.fact, known.facts)),
    );
  }
  const values = known.values.get(condition.fact);
  const compared: readonly (readonly [unknown, Path])[] = [
    [condition.is, [...path, 'is']],
    [condition.includes, [...path, 'includes']],
    ...(condition['one-of'] ?? []).map((one, index) => [one, [...path, 'one-of', index]] as const),
  ];
  for (const [value, at] of values ? compared : []) {
    if (typeof value === 'string' && !values?.includes(value))
      problems.push(source.at(at, `"${value}" is no answer to ${condition.fact}`, nearest(value, values ?? [])));
  }
}

/** What a condition may name: the facts, and of those whose answers are a closed list, the answers. */
export interface Known {
  readonly facts: readonly string[];
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** What all flows ask. Nothing while one of them cannot be read: of that one it is not known. */
export function knownIn(files: readonly FlowFile[], names: readonly string[], needs: Needs): Known | undefined {
  if (!names.every((name) => files.some(({ flow }) => flow.flow === name))) return undefined;
  const facts = files.flatMap(({ flow }) => stepsOf(flow).flatMap((step) => (isQuestion(step) ? [factOf(step)] : [])));
  return {
    facts: [...givenFacts, ...facts],
    values: valuesOf(
      files,
      needs.needs.map((need) => need.id),
    ),
  };
}

function valuesOf(files: readonly FlowFile[], needs: readonly string[]): Map<string, readonly string[]> {
  const values = new Map<string, readonly string[]>();
  const open = new Set(givenFacts);
  for (const step of files.flatMap(({ flow }) => stepsOf(flow)).filter(isQuestion)) {
    const closed = ['choice', 'choices', 'number', 'read-back'].includes(step.kind) && !('options-from' in step);
    if (!closed) open.add(factOf(step));
    else
      values.set(factOf(step), [
        ...(values.get(factOf(step)) ?? []),
        ...('options' in step ? (step.options ?? []) : []),
      ]);
  }
  for (const fact of open) values.delete(fact);
  return values.set('need', [...needs, 'other', 'unknown']);
}

/** The named conditions that a condition leans on, by whatever way round. */
function namesIn(condition: Condition, names: Names, seen: Set<string>): ReadonlySet<string> {
  for (const part of [...(condition.all ?? []), ...(condition.any ?? []), ...(condition.not ? [condition.not] : [])])
    namesIn(part, names, seen);
  if (condition.named !== undefined && !seen.has(condition.named)) {
    seen.add(condition.named);
    const named = names.named[condition.named];
    if (named) namesIn(named, names, seen);
  }
  return seen;
}

function checkCircles(byName: ReadonlyMap<string, FlowFile>, problems: Problem[]): void {
  const parts = (flow: Flow): string[] =>
    stepsOf(flow).flatMap((step) =>
      step.kind !== 'part'
        ? []
        : step.flow === byNeed
          ? [...byName.values()]
              .filter((file) => file.flow.needs)
              .map((file) => file.flow.flow)
              .concat('general')
          : [step.flow],
    );
  const visit = (name: string, above: readonly string[]): void => {
    const file = byName.get(name);
    if (!file) return;
    for (const part of parts(file.flow)) {
      if ([...above, name].includes(part)) {
        const path =
          placedSteps(file.flow.steps, ['steps']).find(
            ({ step }) => step.kind === 'part' && (step.flow === part || step.flow === byNeed),
          )?.path ?? [];
        problems.push(
          file.source.at(
            path,
            `flows go in a circle: ${[...above, name, part].join(' → ')}`,
            'a flow may not be a part of itself',
          ),
        );
      } else visit(part, [...above, name]);
    }
  };
  visit(firstFlow, []);
}

function checkOneFlowPerNeed(files: readonly FlowFile[], problems: Problem[]): void {
  const taken = new Map<string, string>();
  for (const { source, flow } of files) {
    flow.needs?.forEach((need, index) => {
      const other = taken.get(need);
      if (other !== undefined)
        problems.push(
          source.at(['needs', index], `the need ${need} already belongs to the flow ${other}`, 'a need has one flow'),
        );
      taken.set(need, flow.flow);
    });
  }
}
