/** Milliseconds of this process's own processor time an act takes: what neighbours do on a shared machine is not counted. */
export function processorTime(act: () => unknown): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
