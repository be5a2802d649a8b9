import { byNeed, firstFlow, isQuestion, stepsOf, type Flow, type Part, type Step } from '../flow/flow';
import { conditionWords } from './condition-words';
import type { Content } from './content';
import { chart, type Chart, type End } from './mermaid';
import { escaped, outlineOf, shortOutlineOf } from './outline';
import { actWords, flowTitle, isAct, partWords, questionWords, shortActWords, shortWords } from './step-words';

/** Every page of docs/flows by its file name: a picture and an outline of each flow, and README.md with the whole guidance. */
export function drawings(content: Content): ReadonlyMap<string, string> {
  const flows = Object.values(content.guide.flows).sort((one, other) => one.flow.localeCompare(other.flow));
  const pages = flows.map((flow) => [`${flow.flow}.md`, flowPage(content, flow)] as const);
  return new Map([['README.md', wholePage(content, flows)], ...pages]);
}

const made = '<!-- Tehty komennolla npm run content:draw. Älä muokkaa käsin. -->';

function flowPage(content: Content, flow: Flow): string {
  const title = flowTitle(content, flow);
  const questions = stepsOf(flow).filter(isQuestion).length;
  const approved = flow['approved-at'] === null ? 'luonnos' : `hyväksytty ${flow['approved-at']}`;
  return page([
    made,
    '',
    `# ${escaped(title)}`,
    '',
    `Tiedosto [dialogs/${flow.flow}.yaml](../../dialogs/${flow.flow}.yaml), ${questions === 1 ? '1 kysymys' : `${questions} kysymystä`}, ${approved}. [Koko ohjaus](README.md).`,
    '',
    ...picture(flowChart(content, flow), title, 'Sama tekstinä on kuvan alla.'),
    '',
    '## Sama tekstinä',
    '',
    ...outlineOf(content, flow),
  ]);
}

function wholePage(content: Content, flows: readonly Flow[]): string {
  const frame = content.guide.flows[firstFlow];
  if (!frame) return page([made, '', '# Koko ohjaus']);
  return page([
    made,
    '',
    '# Koko ohjaus',
    '',
    'Näin keskustelu etenee alusta loppuun. Katkoviivan takana oleva kysytään vain tietyssä tilanteessa; tilanne lukee polun omalla sivulla.',
    '',
    ...picture(wholeChart(content, frame), 'Koko ohjaus', 'Sama tekstinä on kuvan alla.'),
    '',
    '## Sama tekstinä',
    '',
    ...shortOutlineOf(content, frame),
    '',
    '## Polut',
    '',
    ...flows.map((flow) => `- [${escaped(flowTitle(content, flow))}](${flow.flow}.md) (\`${flow.flow}\`)`),
  ]);
}

/** One flow with its conditions: a diamond asks, and `ei` leads past the step. */
function flowChart(content: Content, flow: Flow): Chart {
  const drawn = chart();
  const condition = conditionWords(content, flow);
  const walk = (steps: readonly Step[], from: readonly End[]): readonly End[] =>
    steps.reduce<readonly End[]>((ends, step) => {
      if (!step.when) return pass(step, ends);
      const asked = drawn.node('diamond', `jos ${condition(step.when)}`, ends);
      return [...pass(step, [{ ...asked, label: 'kyllä' }]), { ...asked, label: 'ei' }];
    }, from);
  const pass = (step: Step, ends: readonly End[]): readonly End[] => {
    if (step.kind === 'group') {
      if (!step.until) return walk(step.steps, ends);
      return drawn.inside(`kysytään, kunnes ${condition(step.until)}`, () => walk(step.steps, ends));
    }
    if (step.kind === 'part') return [drawn.node('part', partWords(content, step), ends)];
    if (isAct(step)) return [drawn.node('act', actWords(content, flow, step), ends)];
    return [drawn.node('question', questionWords(content, flow, step), ends)];
  };
  const first = drawn.node('end', flow.flow === firstFlow ? 'Keskustelu alkaa' : 'Polku alkaa', []);
  const ends = walk(flow.steps, [first]);
  drawn.node('end', flow.flow === firstFlow ? 'Keskustelu päättyy' : 'Polku päättyy', ends);
  return drawn;
}

/** The whole guidance in short names, parts opened where they stand, each need's own flow as a branch. */
function wholeChart(content: Content, frame: Flow): Chart {
  const drawn = chart();
  const opened = (flow: Flow, from: readonly End[], always: boolean): readonly End[] =>
    drawn.inside(flowTitle(content, flow), () => walk(flow, flow.steps, from, always));
  const walk = (flow: Flow, steps: readonly Step[], from: readonly End[], always: boolean): readonly End[] =>
    steps.reduce<readonly End[]>((before, step) => {
      const here = always && step.when === undefined;
      const ends = here ? before : before.map((end) => ({ ...end, dotted: true }));
      if (step.kind === 'group') return walk(flow, step.steps, before, here);
      if (step.kind === 'part') return openPart(step, ends, here);
      if (isAct(step)) return [drawn.node('act', shortActWords(content, flow, step), ends)];
      return [drawn.node('question', shortWords(content, flow, step), ends)];
    }, from);
  const openPart = (part: Part, ends: readonly End[], always: boolean): readonly End[] => {
    const flow = content.guide.flows[part.flow];
    if (part.flow !== byNeed) return flow ? opened(flow, ends, always) : ends;
    const fork = drawn.node('diamond', partWords(content, part), ends);
    return [...new Set([...Object.values(content.guide.flowOfNeed), 'general'])].flatMap((name) => {
      const own = content.guide.flows[name];
      return own ? opened(own, [fork], true) : [];
    });
  };
  const ends = walk(frame, frame.steps, [drawn.node('end', 'Keskustelu alkaa', [])], true);
  drawn.node('end', 'Keskustelu päättyy', ends);
  return drawn;
}

function picture(drawn: Chart, title: string, description: string): string[] {
  return ['```mermaid', ...drawn.lines(title, description), '```'];
}

function page(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
