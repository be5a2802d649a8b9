import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The YAML files of a folder below the root, by name; none where the folder is missing. */
export function yamlFiles(root: string, folder: string): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** The folders in a folder, by name. */
export function folders(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`)
    .sort();
}

/** A file's name without its folder and ending. */
export function fileName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1, -'.yaml'.length);
}
