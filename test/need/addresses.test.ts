import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { redact } from '../../src/need/redact';
import { root } from '../support/root';

const parts = z
  .record(z.string(), z.array(z.string()))
  .parse(parse(readFileSync(join(root, 'test/need/addresses.yaml'), 'utf8')));

/** What stands in the brackets must be gone; what stands outside them should stay. */
function tried(written: string): { left: boolean; lost: boolean } {
  const inside = [...written.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '').join(' ');
  const outside = written.replace(/\[[^\]]*\]/g, ' ');
  const pieces = (text: string): string[] => text.match(/\p{L}{3,}|\d+/gu) ?? [];
  const { text } = redact(written.replace(/[[\]]/g, ''));
  const kept = pieces(text);
  return {
    left: pieces(inside).some((piece) => kept.includes(piece) && !pieces(outside).includes(piece)),
    lost: pieces(outside).some((piece) => !kept.includes(piece)),
  };
}

describe('a street address', () => {
  const all = Object.values(parts).flat();

  it('is masked in nearly every way of writing it', () => {
    expect(all.length).toBeGreaterThanOrEqual(150);
    for (const [name, rows] of Object.entries(parts)) {
      const missed = rows.filter((row) => tried(row).left);
      const overdone = rows.filter((row) => tried(row).lost);
      process.stdout.write(
        `addresses, ${name}: ${rows.length - missed.length} of ${rows.length} masked (${((100 * (rows.length - missed.length)) / rows.length).toFixed(1)} %), ${overdone.length} times too much\n` +
          missed.map((row) => `  not masked: ${row}  ->  ${redact(row.replace(/[[\]]/g, '')).text}\n`).join('') +
          overdone.map((row) => `  too much: ${row}  ->  ${redact(row.replace(/[[\]]/g, '')).text}\n`).join(''),
      );
    }
    expect(all.filter((row) => tried(row).left).length / all.length).toBeLessThanOrEqual(0.05);
    expect(all.filter((row) => tried(row).lost).length / all.length).toBeLessThanOrEqual(0.05);
  });
});
