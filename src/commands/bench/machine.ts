import { cpus, platform, release, totalmem } from 'node:os';

/** The machine that figures were measured on, in one line. */
export function machine(): string {
  const all = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `Node ${process.version}, ${all.length} cores (${all[0]?.model.trim() ?? 'unknown'}), ${memory} GiB, ${platform()} ${release()}`;
}
