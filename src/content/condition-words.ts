import type { Condition } from '../flow/condition';
import type { FactValue } from '../flow/fact';
import { isQuestion, stepsOf, type Flow } from '../flow/flow';
import { factOf } from '../flow/kind';
import type { QuestionStep } from '../flow/kinds/registry';
import type { Content } from './content';
import { shortWords } from './step-words';

/** Says a condition of one flow in plain Finnish words, as the end of a sentence that begins with "jos". */
export function conditionWords(content: Content, flow: Flow): (condition: Condition) => string {
  const said = (condition: Condition, holds: boolean, inside: boolean): string => {
    const parts = condition.all ?? condition.any;
    if (parts) {
      // What is denied of all is true of some, and the other way round.
      const joined = (condition.all !== undefined) === holds ? ' ja lisäksi ' : ' tai ';
      const words = parts.map((part) => said(part, holds, parts.length > 1)).join(joined);
      return inside && parts.length > 1 ? `(${words})` : words;
    }
    if (condition.not) return said(condition.not, !holds, inside);
    if (condition.named !== undefined) {
      const named = flow.conditions?.[condition.named];
      return named ? said(named, holds, inside) : condition.named;
    }
    if (condition.rule !== undefined) return ruleWords(condition.rule, holds);
    return compared(content, condition, holds);
  };
  return (condition) => said(condition, true, false);
}

/** What each named rule says when it holds and when it does not; a test keeps it as long as the list of rules. */
export const ruleSayings: Readonly<Record<string, readonly [string, string]>> = {
  heavy: ['tilanne on raskas', 'tilanne ei ole raskas'],
  'wants-person': ['perhe haluaa työntekijän yhteydenoton', 'perhe ei ole pyytänyt yhteydenottoa'],
};

function ruleWords(rule: string, holds: boolean): string {
  const [yes, no] = ruleSayings[rule] ?? [`sääntö ”${rule}” täyttyy`, `sääntö ”${rule}” ei täyty`];
  return holds ? yes : no;
}

function compared(content: Content, condition: Condition, holds: boolean): string {
  const { fact = '' } = condition;
  const name = `”${factName(content, fact)}”`;
  const is = holds ? 'on' : 'ei ole';
  const value = (one: FactValue): string => `”${valueName(content, fact, String(one))}”`;
  if (condition.answered !== undefined) return `${name} ${condition.answered === holds ? 'on' : 'ei ole'} tiedossa`;
  if (condition.includes !== undefined)
    return `kohdassa ${name} ${holds ? 'on' : 'ei ole'} valittu ${value(condition.includes)}`;
  if (condition['one-of'])
    return condition['one-of'].length === 1
      ? `${name} ${is} ${value(condition['one-of'][0] ?? '')}`
      : `${name} ${holds ? 'on jokin näistä' : 'ei ole mikään näistä'}: ${condition['one-of'].map(value).join(', ')}`;
  if (condition['at-least'] !== undefined) return `${name} ${is} vähintään ${condition['at-least']}`;
  if (condition['at-most'] !== undefined) return `${name} ${is} enintään ${condition['at-most']}`;
  return `${name} ${is} ${value(condition.is ?? '')}`;
}

/** Finnish names of the facts that no question sets. */
const givenNames: Readonly<Record<string, string>> = {
  language: 'keskustelun kieli',
  channel: 'kanava',
  person: 'pyyntö saada ihminen',
  'place-is': 'kunnan hyvinvointialue',
  county: 'hyvinvointialue',
  proposed: 'viestistä kuultu asia',
  sure: 'kuultu varmasti',
  'heard-also': 'viestistä kuultu muu asia',
  need: 'Asia',
};

const givenValues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'place-is': { here: 'tämä alue', elsewhere: 'toinen alue' },
  channel: { web: 'verkkosivu', teams: 'Teams', other: 'muu' },
};

/** A fact as people call it: the short name of the first question that asks for it. */
function factName(content: Content, fact: string): string {
  const given = givenNames[fact];
  if (given !== undefined) return given;
  const asked = askersOf(content, fact)[0];
  return asked ? shortWords(content, asked.flow, asked.step) : fact;
}

function valueName(content: Content, fact: string, value: string): string {
  const words = content.words['fi'] ?? {};
  const own = askersOf(content, fact).map(({ flow, step }) => words[`${flow.flow}.steps.${step.id}.options.${value}`]);
  const language = fact === 'language' ? content.words[value]?.['bot.language.name'] : undefined;
  return (
    language ??
    givenValues[fact]?.[value] ??
    own.find((one) => one !== undefined) ??
    words[`bot.options.${value}`] ??
    words[`needs.needs.${value}.name`] ??
    words[`needs.topics.${value}`] ??
    value
  );
}

function askersOf(content: Content, fact: string): { flow: Flow; step: QuestionStep }[] {
  return Object.values(content.guide.flows).flatMap((flow) =>
    stepsOf(flow)
      .filter(isQuestion)
      .filter((step) => factOf(step) === fact)
      .map((step) => ({ flow, step })),
  );
}
