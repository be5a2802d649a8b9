import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One version of the family's window, as it is served: an address that never changes its content, and the checksum of it. */
export interface WidgetVersion {
  readonly address: string;
  /** For the `integrity` of a script element. */
  readonly integrity: string;
  readonly bytes: Buffer;
}

export interface WidgetFiles {
  readonly current: WidgetVersion;
  /** A version by the name in its address; nothing for one that is not kept. */
  named(name: string): WidgetVersion | undefined;
  /** Marks the current version as served today; a version is kept for twelve months from its last day. */
  touch(now: Date): void;
}

const kept = 366 * 24 * 60 * 60_000;
const nameForm = /^[a-f0-9]{16}\.js$/;

/**
 * The versions of the window. The one that was built stands among the others in a folder, so that a site that names an older one goes
 * on working for twelve months (docs/adr/0022). A folder that cannot be written only loses the older ones.
 */
export function openWidgetFiles(built: string, folder: string, now: Date): WidgetFiles {
  const bytes = readFileSync(built);
  const current = versionOf(bytes);
  const versions = new Map<string, WidgetVersion>();
  const own = nameOf(bytes);
  const touch = (at: Date): void => {
    try {
      utimesSync(join(folder, own), at, at);
    } catch {
      // The folder cannot be written: this version is served from memory alone.
    }
  };
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, own), bytes);
    touch(now);
    for (const name of readdirSync(folder).filter((one) => nameForm.test(one))) {
      const file = join(folder, name);
      if (now.getTime() - statSync(file).mtimeMs > kept) unlinkSync(file);
      else addSound(versions, name, readFileSync(file));
    }
  } catch {
    // As above.
  }
  versions.set(own, current);
  return { current, named: (name) => versions.get(name), touch };
}

/** A file whose content is not what its name says is not given to anybody. */
function addSound(versions: Map<string, WidgetVersion>, name: string, bytes: Buffer): void {
  if (nameOf(bytes) === name) versions.set(name, versionOf(bytes));
}

function nameOf(bytes: Buffer): string {
  return `${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.js`;
}

/** A version as its bytes make it. */
export function versionOf(bytes: Buffer): WidgetVersion {
  return {
    address: `/widget/${nameOf(bytes)}`,
    integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
    bytes,
  };
}
