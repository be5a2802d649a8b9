import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { versionOf } from '../http/widget-files';

export interface Size {
  readonly name: string;
  readonly what: string;
  /** After gzip, as a phone fetches it. */
  readonly bytes: number;
  readonly most: number;
}

/** What a family's phone fetches, beside what it may be at most. The style stands inside the script and is counted in both. */
export function sizesOf(web: string): Size[] {
  const pressed = (name: string): number => gzipSync(readFileSync(join(web, name)), { level: 9 }).length;
  return [
    { name: 'script', what: 'the family’s script', bytes: pressed('widget.js'), most: 20_000 },
    { name: 'style', what: 'the family’s style', bytes: pressed('widget.css'), most: 6_000 },
  ];
}

/** `npm run size`: the sizes, and the address and checksum of this build; exit 1 when something has grown too large. */
function main(): void {
  const web = join(__dirname, '..', '..', 'dist', 'web');
  const { address, integrity } = versionOf(readFileSync(join(web, 'widget.js')));
  const sizes = sizesOf(web);
  for (const { what, bytes, most } of sizes)
    process.stdout.write(
      `${what.padEnd(22)} ${(bytes / 1000).toFixed(1).padStart(6)} kB gzip   at most ${most / 1000} kB\n`,
    );
  process.stdout.write(`${address}\n${integrity}\n`);
  const large = sizes.filter(({ bytes, most }) => bytes > most);
  for (const { what } of large)
    process.stderr.write(`${what} is too large: take something out of src/web/widget or its words\n`);
  if (large.length > 0) process.exitCode = 1;
}

if (require.main === module) main();
