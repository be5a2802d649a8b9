import { join } from 'node:path';
import { problemsText } from '../content/problem';
import { readContent } from '../content/load';
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
  const unapproved = content.unapproved.length;
  process.stdout.write(
    `content ${content.version} is sound in ${content.languages.join(', ')}; ${unapproved} files await approval\n`,
  );
}

main();
