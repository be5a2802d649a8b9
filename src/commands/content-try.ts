import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Content } from '../content/content';
import { loadContent } from '../content/load';
import { nearest } from '../content/problem';
import type { AnswerValue, LuotsiData, OutcomeData } from '../conversation/contract';
import type { Outgoing } from '../conversation/outgoing';
import { firstFlow, isQuestion, stepsOf } from '../flow/flow';
import { kindNames } from '../flow/kinds/registry';
import { openLearned } from '../need/learned';
import { instantOf } from '../region/calendar';
import { localText } from '../region/day-words';
import type { Region } from '../region/region';
import { argumentsOf, run, UsageError } from './arguments';
import { openRehearsal, type Guided } from './rehearsal';

const use =
  'npm run content:try -- [FLOW] [--lang fi] [--region etela-pohjanmaa] [--at 2027-06-23T16:40] [--complaints]';
const root = join(__dirname, '..', '..');

/**
 * `npm run content:try -- FLOW`: a conversation in the terminal, with the real turn at a chosen moment. With a flow, the questions
 * before it are answered by themselves and shown; without, the conversation begins at its beginning. Nothing is kept.
 */
async function main(): Promise<void> {
  const { words, options, flags } = argumentsOf(use, ['lang', 'region', 'at'], ['complaints']);
  const content = loadContent(root);
  const [flow, ...more] = words;
  if (more.length > 0) throw new UsageError(use);
  if (flow !== undefined && content.guide.flows[flow] === undefined)
    throw new UsageError(`there is no flow "${flow}"; ${nearestOr(flow, Object.keys(content.guide.flows))}`);
  const region = regionNamed(content, options['region']);
  const language = options['lang'] ?? region.languages[0] ?? 'fi';
  if (!region.languages.includes(language))
    throw new UsageError(`${region.region} does not speak "${language}"; it speaks ${region.languages.join(', ')}`);
  const at = options['at'] === undefined ? new Date() : instantOf(options['at']);
  if (!at)
    throw new UsageError(`--at is a day and a time in Finland, as 2027-06-23T16:40, not "${options['at'] ?? ''}"`);
  if (flags.has('complaints')) return complaints(content, language, flow);

  const about = flow === undefined ? undefined : needOf(content, flow);
  print(`${region.region} · ${language} · ${localText(at, language)} · content ${content.version}`);
  if (flow !== undefined && about === undefined && flow !== firstFlow)
    print(`(the flow ${flow} serves no need of its own: the conversation begins at its beginning)`);
  const folder = process.env['DATA_FOLDER'] ?? join(root, 'data');
  const classifier = openLearned(content, folder, (phrases) =>
    process.stderr.write(`learning the needs from ${phrases} example phrases (once, some seconds) …\n`),
  );
  const rehearsal = await openRehearsal(content, classifier, at);
  try {
    const family = await rehearsal.greet({ region: region.region, language, about });
    const talk = { family, region, outcome: undefined as OutcomeData | undefined };
    const begun = about === undefined || flow === undefined ? family.greeting : await walkTo(flow, talk);
    await converse(talk, begun);
    ending(talk.outcome, await rehearsal.sent(family.conversation));
  } finally {
    await rehearsal.close();
  }
}

interface Talk {
  readonly family: Guided;
  readonly region: Region;
  outcome: OutcomeData | undefined;
}

/** Reads line after line, also from a pipe, until the conversation or the lines end. An empty line is said too. */
async function converse(talk: Talk, begun: readonly Outgoing[]): Promise<void> {
  show(talk, begun);
  if (!questionIn(begun)) return;
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  const prompt = (): void => void (process.stdin.isTTY && process.stdout.write('> '));
  prompt();
  for await (const line of lines) {
    if (!process.stdin.isTTY) print(`> ${line}`);
    const words = await talk.family.say(line);
    show(talk, words);
    if (!questionIn(words)) break;
    prompt();
  }
  lines.close();
}

/** Answers what comes before a flow as an ordinary family would, and tells each answer, so that nothing is hidden. */
async function walkTo(flow: string, talk: Talk): Promise<readonly Outgoing[]> {
  let words = talk.family.greeting;
  for (let asked = 0; asked < 40; asked += 1) {
    const question = questionIn(words);
    if (question === undefined || question.flow === flow) break;
    const answer = usualAnswer(question, talk.region);
    const said = answer.label ?? String(answer.value.number ?? answer.value.place ?? answer.value.text ?? '');
    print(`(answered by itself) ${words.findLast((word) => word.luotsi.step !== undefined)?.text ?? ''} → ${said}`);
    words = await talk.family.say(answer.value);
  }
  return words;
}

function usualAnswer(question: LuotsiData, region: Region): { value: AnswerValue; label?: string } {
  const { options = [] } = question;
  const wanted = options.find((one) => ['none', 'skip'].includes(one.id)) ?? options[0];
  if (question.kind === 'place') return { value: { place: region.areas[0]?.municipalities[0] ?? '' } };
  if (question.kind === 'number') return { value: { number: 5 } };
  if (wanted === undefined) return { value: { text: '…' } };
  const value = question.kind === 'choices' ? { options: [wanted.id] } : { option: wanted.id };
  return { value, label: wanted.label };
}

/** Kinds at which a number typed alone is the number of an option. */
const numbered: readonly string[] = ['choice', 'choices', 'confirm', 'read-back', 'place', 'contact'];

function show(talk: Talk, words: readonly Outgoing[]): void {
  for (const { text, luotsi } of words) {
    print(`\n${text}`);
    for (const row of luotsi.rows ?? []) print(`   | ${row.label}: ${row.value}`);
    (luotsi.options ?? []).forEach((option, index) =>
      print(`  ${numbered.includes(luotsi.kind ?? '') ? `${index + 1}.` : '–'} ${option.label}`),
    );
    talk.outcome = luotsi.outcome ?? talk.outcome;
  }
}

function ending(outcome: OutcomeData | undefined, sent: number): void {
  print('\n----------------------------------------');
  print(`outcome: ${outcome?.outcome ?? 'not reached'}`);
  if (outcome) {
    print(`reasons: ${outcome.reasons?.join(', ') ?? ''}`);
    print(`segment: ${outcome.segment ?? 'none proposed'}`);
    print(`floor: ${outcome.floor ?? 'not known'}`);
    print(`need: ${outcome.need ?? 'none'}`);
    print(`services: ${outcome.services.map((service) => service.id).join(', ') || 'none'}`);
  }
  print(`contact requests sent: ${sent}`);
}

/** What a family hears when its answer cannot be read, for each kind of question, or for those that a flow asks. */
function complaints(content: Content, language: string, flow: string | undefined): void {
  const say = content.say(language);
  const steps = flow === undefined ? [] : stepsOf(content.guide.flows[flow] ?? emptyFlow).filter(isQuestion);
  for (const kind of kindNames) {
    if (flow !== undefined && !steps.some((step) => step.kind === kind)) continue;
    print(kind);
    print(`  first time, before the question: ${say(`bot.kinds.${kind}.first`)}`);
    print(`  then, in its place:              ${say(`bot.kinds.${kind}.again`)}`);
  }
}

const emptyFlow = { flow: '', owner: '', 'approved-by': null, 'approved-at': null, steps: [] };

/** The need by which a flow is entered: its first; of the general flow, one that has no flow of its own. */
function needOf(content: Content, flow: string): string | undefined {
  const { flowOfNeed } = content.guide;
  return content.needs.needs.find(
    (need) =>
      need.topic !== null && (flow === 'general' ? flowOfNeed[need.id] === undefined : flowOfNeed[need.id] === flow),
  )?.id;
}

function regionNamed(content: Content, name: string | undefined): Region {
  const regions = Object.values(content.regions);
  const region = name === undefined ? regions.find((one) => one.open) : content.regions[name];
  if (!region)
    throw new UsageError(`there is no region "${name ?? ''}"; ${nearestOr(name ?? '', Object.keys(content.regions))}`);
  return region;
}

function nearestOr(name: string, known: readonly string[]): string {
  return nearest(name, known) ?? `one of: ${known.join(', ')}`;
}

function questionIn(words: readonly Outgoing[]): LuotsiData | undefined {
  return words.findLast((word) => word.luotsi.step !== undefined)?.luotsi;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

run(main);
