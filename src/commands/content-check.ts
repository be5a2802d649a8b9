import { join } from 'node:path';
import { problemsText, type Problem } from '../content/problem';
import { readContent } from '../content/load';
import type { Content } from '../content/content';
import { combinationsOf, proveContent } from '../content/proof';
import { placedSteps } from '../content/references';
import { readSource } from '../content/source';
import { flowSchema } from '../flow/flow';
import type { Flaw } from '../flow/proof';
import { countPhrases, tooFewPhrases } from '../need/phrase-count';
import { overdueIn } from '../region/gaps';
import { readFileSync } from 'node:fs';

const root = join(__dirname, '..', '..');

/**
 * `npm run content:check`: everything wrong with dialogs/, locales/ and regions/, with its place, and the proof over all states of
 * the guidance; exit 1 on any problem.
 */
function main(): void {
  const began = performance.now();
  const { content, problems } = readContent(root);
  if (problems.length > 0 || !content) return refuse(problems);
  const counts = countPhrases(content);
  const few = tooFewPhrases(counts);
  if (few.length > 0)
    return refuse(few.map((message) => ({ file: message.split(' ')[0] ?? '', line: 1, column: 1, message })));
  const proof = proveContent(content);
  if (proof.flaws.length > 0) return refuse(proof.flaws.map(problemOf));
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  print('flow                   steps      paths  longest way  languages');
  for (const [name, flow] of Object.entries(proof.flows))
    print(
      `${name.padEnd(22)} ${String(flow.steps).padStart(5)} ${short(flow.paths).padStart(10)} ${String(flow.longest).padStart(12)}  ${content.languages.join(' ')}`,
    );
  print(`proved: ${proof.states} states, ${proof.answers} answers tried, ${short(proof.paths)} ways through the whole`);
  print(
    `outcomes reached: ${Object.entries(proof.outcomes)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
  );
  for (const one of combinationsOf(content))
    print(
      `${one.region}: ${one.all} combinations of need, age, area and worry; for ${one.none} it is said that no service fits`,
    );
  for (const language of content.languages) {
    const mine = counts.filter((one) => one.language === language);
    const [poorest] = mine
      .filter(({ need }) => need !== 'out_of_scope')
      .sort((one, other) => one.different - other.different);
    print(
      `phrases in ${language}: ${mine.reduce((sum, one) => sum + one.different, 0)} different of ${mine.reduce((sum, one) => sum + one.written, 0)}; fewest ${poorest?.different} (${poorest?.need})`,
    );
  }
  warn(content, print);
  print(
    `content ${content.version} is sound in ${content.languages.join(', ')}; ${content.unapproved.length} files await approval; ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
}

function refuse(problems: readonly Problem[]): void {
  process.stdout.write(`${problemsText(problems)}\n\n${problems.length} problem${problems.length === 1 ? '' : 's'}\n`);
  process.exitCode = 1;
}

/** What a proof found, told at the step in its file, with the answers that lead there. */
function problemOf(flaw: Flaw): Problem {
  const file = `dialogs/${flaw.flow}.yaml`;
  const source = readSource(file, readFileSync(join(root, file), 'utf8'));
  const flow = flowSchema.parse(source.data);
  const path = placedSteps(flow.steps, ['steps']).find(({ step }) => step.id === flaw.step)?.path ?? [];
  return source.at(
    [...path, 'id'],
    `${flaw.step} ${flaw.message}`,
    flaw.path.length > 0 ? `for example: ${flaw.path.join(' > ')}` : 'its conditions never hold together',
  );
}

function warn(content: Content, print: (line: string) => void): void {
  for (const region of Object.values(content.regions)) {
    const overdue = overdueIn(region, content.services[region.region]?.services ?? [], new Date());
    for (const one of overdue.filter(({ what }) => what !== 'inferred'))
      print(`warning: ${region.region}: ${one.what}: ${one.ids.length} (npm run services:gaps)`);
  }
}

/** A count as people read it: up to a million in full, then as a power of ten. */
function short(count: bigint): string {
  const text = count.toString();
  return text.length <= 7 ? text : `${text[0] ?? ''}.${text.slice(1, 3)}e${text.length - 1}`;
}

main();
