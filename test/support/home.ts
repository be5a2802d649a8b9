import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder, root } from './root';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a small program of `dist/commands`, in the repository or in a copy of it, with words for it to read. */
export function runCommand(
  home: string,
  name: string,
  words: readonly string[],
  input = '',
  env: Readonly<Record<string, string>> = {},
): Ended {
  const ended = spawnSync(process.execPath, [join(home, 'dist', 'commands', `${name}.js`), ...words], {
    encoding: 'utf8',
    input,
    env: { ...process.env, DATA_FOLDER: dataFolder, ...env },
  });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

/** A copy of the repository in a folder of its own, for programs that write; gone when the test is over. */
export function openHome(folders: readonly string[] = ['dist', 'dialogs', 'locales', 'regions']): {
  readonly folder: string;
  close(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'luotsi-home-'));
  for (const one of folders)
    if (existsSync(join(root, one))) cpSync(join(root, one), join(folder, one), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, close: () => rmSync(folder, { recursive: true, force: true }) };
}
