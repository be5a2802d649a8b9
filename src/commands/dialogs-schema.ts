import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { flowSchema } from '../flow/flow';

const file = join(__dirname, '..', '..', 'dialogs', 'dialogs.schema.json');

/** The shape of a flow as JSON Schema, for completion in an editor; made from the schema that checks the flows. */
export function dialogsSchema(): string {
  const schema = z.toJSONSchema(flowSchema, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ title: 'A flow of Luotsi', ...schema }, null, 2)}\n`;
}

/** `npm run dialogs:schema` writes the file; a test keeps it equal. */
function main(): void {
  writeFileSync(file, dialogsSchema());
  process.stdout.write(`${readFileSync(file).length} bytes written to dialogs/dialogs.schema.json\n`);
}

if (require.main === module) main();
