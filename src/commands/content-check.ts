import { join } from 'node:path';
import { problemsText } from '../content/problem';
import { readContent } from '../content/load';
import { overdueIn } from '../region/gaps';
import { stepsOf } from '../flow/flow';

/** `npm run content:check`: everything wrong with dialogs/, locales/ and regions/, with its place; exit 1 on any. */
function main(): void {
  const { content, problems } = readContent(join(__dirname, '..', '..'));
  if (problems.length > 0 || !content) {
    process.stdout.write(
      `${problemsText(problems)}\n\n${problems.length} problem${problems.length === 1 ? '' : 's'}\n`,
    );
    process.exitCode = 1;
    return;
  }
  for (const flow of Object.values(content.guide.flows))
    process.stdout.write(`${flow.flow}: ${stepsOf(flow).length} steps\n`);
  for (const region of Object.values(content.regions)) {
    const overdue = overdueIn(region, content.services[region.region]?.services ?? [], new Date());
    for (const one of overdue.filter(({ what }) => what !== 'inferred'))
      process.stdout.write(`warning: ${region.region}: ${one.what}: ${one.ids.length} (npm run services:gaps)\n`);
  }
  const unapproved = content.unapproved.length;
  process.stdout.write(
    `content ${content.version} is sound in ${content.languages.join(', ')}; ${unapproved} files await approval\n`,
  );
}

main();
