import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Content } from '../content/content';
import { changedInRegions, changedWords, sameGuide, type Change } from '../content/difference';
import { loadContent, readContent } from '../content/load';
import { problemsText } from '../content/problem';
import { proveContent } from '../content/proof';
import { readJourneys } from '../conversation/journey';
import type { FlowFigures } from '../flow/proof';
import { openLearned, type Learned } from '../need/learned';
import { argumentsOf, run, UsageError } from './arguments';
import { playJourney, type Played } from './play-journey';

const use = 'npm run content:diff -- --base REVISION (as main), or --base-folder FOLDER with dialogs, locales, regions';
const root = join(__dirname, '..', '..');
const folders = ['dialogs', 'locales', 'regions'];

/** `npm run content:diff -- --base main`: what families would see differently, in words, journeys and ways through the flows. */
async function main(): Promise<void> {
  const { words, options } = argumentsOf(use, ['base', 'base-folder']);
  const { base, 'base-folder': given } = options;
  if (words.length > 0 || (base === undefined) === (given === undefined)) throw new UsageError(use);
  const after = loadContent(root);
  const scratch = mkdtempSync(join(tmpdir(), 'luotsi-base-'));
  try {
    if (base !== undefined) fetchRevision(base, scratch);
    const before = soundContent(given ?? scratch, base ?? given ?? '');
    print(`content ${before.version} (${base ?? given ?? ''}) → ${after.version} (as it is here)`);
    tellWords(before, after);
    tellRegions(before, after);
    await tellJourneys(before, after);
    tellFlows(before, after);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Unpacks the content of a revision, without touching the files that are being worked on. */
function fetchRevision(revision: string, folder: string): void {
  // A revision that begins with a hyphen would be an option of git.
  if (revision === '' || revision.startsWith('-')) throw new UsageError(`"${revision}" is no revision of git\n${use}`);
  const packed = spawnSync('git', ['archive', '--format=tar', revision, ...folders], { cwd: root, maxBuffer: 2 ** 28 });
  if (packed.status !== 0)
    throw new UsageError(
      `git does not give the content of "${revision}": ${packed.error?.message ?? packed.stderr.toString().trim()}`,
    );
  const unpacked = spawnSync('tar', ['-x', '-f', '-', '-C', folder], { input: packed.stdout });
  if (unpacked.status !== 0)
    throw new UsageError(`tar could not unpack it: ${unpacked.error?.message ?? unpacked.stderr.toString().trim()}`);
}

function soundContent(folder: string, name: string): Content {
  const missing = folders.find((one) => !existsSync(join(folder, one)));
  if (missing !== undefined) throw new UsageError(`there is no ${missing}/ in ${name}\n${use}`);
  const { content, problems } = readContent(folder);
  if (!content)
    throw new UsageError(
      `the content of ${name} is not sound by today's rules, so nothing can be compared with it\n\n${problemsText(problems)}`,
    );
  return content;
}

function tellWords(before: Content, after: Content): void {
  const languages = [...new Set([...before.languages, ...after.languages])].sort();
  const changes = languages.flatMap((language) =>
    changedWords(before, after, language).map((change) => ({ ...change, name: `${language} ${change.name}` })),
  );
  tell('WORDS', changes, 'no words change');
}

function tellRegions(before: Content, after: Content): void {
  tell('REGIONS', changedInRegions(before, after), 'no line, number, service or link changes');
}

function tell(heading: string, changes: readonly Change[], none: string): void {
  print(`\n${heading}: ${changes.length === 0 ? none : counted(changes)}`);
  for (const { name, before, after } of changes) {
    print(`  ${name}`);
    if (before === undefined) print(`    new:    ${after ?? ''}`);
    else if (after === undefined) print(`    gone:   ${before}`);
    else {
      print(`    before: ${before}`);
      print(`    after:  ${after}`);
    }
  }
}

function counted(changes: readonly Change[]): string {
  const fresh = changes.filter((one) => one.before === undefined).length;
  const gone = changes.filter((one) => one.after === undefined).length;
  return `${fresh} new, ${gone} gone, ${changes.length - fresh - gone} changed`;
}

async function tellJourneys(before: Content, after: Content): Promise<void> {
  const journeys = [...readJourneys(root).values()].flat();
  const folder = process.env['DATA_FOLDER'] ?? join(root, 'data');
  const classifierOf = (content: Content): Learned =>
    openLearned(content, folder, (phrases) =>
      process.stderr.write(`learning the needs from ${phrases} example phrases (once, some seconds) …\n`),
    );
  const [earlier, later] = [classifierOf(before), classifierOf(after)];
  const told: string[] = [];
  let changed = 0;
  for (const journey of journeys) {
    const lines = journeyLines(await playJourney(journey, before, earlier), await playJourney(journey, after, later));
    if (lines.length === 0) continue;
    changed += 1;
    told.push(`  ${journey.name}`, ...lines);
  }
  print(`\nJOURNEYS: ${changed === 0 ? 'none' : changed} of ${journeys.length} change`);
  told.forEach(print);
}

/** Where two talks of one journey part: the messages that only one of them has, turn by turn, and how they come out. */
function journeyLines(before: Played, after: Played): string[] {
  const lines = before.turns.flatMap((turn, index) => {
    const now = after.turns[index]?.heard ?? [];
    const gone = turn.heard.filter((text) => !now.includes(text));
    const fresh = now.filter((text) => !turn.heard.includes(text));
    if (gone.length === 0 && fresh.length === 0) return [];
    return [
      `    turn ${index}: ${turn.said}`,
      ...gone.map((text) => `      before: ${inOneLine(text)}`),
      ...fresh.map((text) => `      after:  ${inOneLine(text)}`),
    ];
  });
  const ends = (played: Played): string =>
    `${played.outcomes.join(' / ') || 'no outcome'}; contact requests sent: ${played.sent}`;
  if (ends(before) !== ends(after))
    lines.push('    how it comes out', `      before: ${ends(before)}`, `      after:  ${ends(after)}`);
  return lines;
}

function tellFlows(before: Content, after: Content): void {
  if (sameGuide(before, after)) return print('\nFLOWS: no step changes, so every way through them is proved as before');
  const [earlier, later] = [proveContent(before), proveContent(after)];
  const names = [...new Set([...Object.keys(earlier.flows), ...Object.keys(later.flows)])].sort();
  const lines = names.flatMap((name) => {
    const [was, is] = [figures(earlier.flows[name]), figures(later.flows[name])];
    return was === is ? [] : [`  ${name}`, `    before: ${was}`, `    after:  ${is}`];
  });
  const whole = (proof: typeof earlier): string => `${proof.states} states, ${proof.paths} ways through the whole`;
  print(`\nFLOWS: ${lines.length === 0 ? 'steps change, but no figure does' : `${lines.length / 3} change`}`);
  lines.forEach(print);
  print(`  the whole guidance\n    before: ${whole(earlier)}\n    after:  ${whole(later)}`);
  for (const flaw of later.flaws)
    print(`  not proved: ${flaw.flow}/${flaw.step} ${flaw.message} (npm run content:check)`);
}

function figures(flow: FlowFigures | undefined): string {
  return flow === undefined
    ? 'not there'
    : `${flow.steps} steps, ${flow.paths} ways, at most ${flow.longest} questions`;
}

function inOneLine(text: string): string {
  return text.replaceAll('\n', ' / ');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

run(main);
