import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dialogsSchema } from '../../src/commands/dialogs-schema';
import { root } from '../support/root';

test('the schema that editors complete flows with is the one that checks them', () => {
  expect(readFileSync(join(root, 'dialogs', 'dialogs.schema.json'), 'utf8')).toBe(dialogsSchema());
});
