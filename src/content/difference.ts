import type { Content } from './content';

/** One thing that was and is: nothing before means it is new, nothing after that it is gone. */
export interface Change {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The words of one language that are new, gone or changed, by their name. */
export function changedWords(before: Content, after: Content, language: string): Change[] {
  return changesBetween(before.words[language] ?? {}, after.words[language] ?? {});
}

/**
 * Services, lines, numbers and links of the regions that are new, gone or changed, by region and id. Of one that changed only the
 * settings that differ are told.
 */
export function changedInRegions(before: Content, after: Content): Change[] {
  const [was, is] = [regionThings(before), regionThings(after)];
  return changesBetween(wholes(was), wholes(is)).flatMap((change) =>
    change.before === undefined || change.after === undefined
      ? [change]
      : changesBetween(settings(was[change.name]), settings(is[change.name])).map((one) => ({
          ...one,
          name: `${change.name}: ${one.name}`,
        })),
  );
}

/** Whether both lead through the same steps: then their proofs are the same too. */
export function sameGuide(before: Content, after: Content): boolean {
  const shape = ({ guide, needs, languages }: Content): string =>
    JSON.stringify([guide.flows, guide.flowOfNeed, needs, languages]);
  return shape(before) === shape(after);
}

function changesBetween(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ name, before: before[name], after: after[name] }));
}

type Thing = Readonly<Record<string, unknown>>;

function regionThings(content: Content): Record<string, Thing> {
  const things: Record<string, Thing> = {};
  for (const region of Object.values(content.regions)) {
    const keep = (kind: string, one: Thing & { readonly id: string }): void => {
      things[`${region.region} ${kind} ${one.id}`] = one;
    };
    region.lines.forEach((one) => keep('line', one));
    region.emergency.forEach((one) => keep('number', one));
    content.services[region.region]?.services.forEach((one) => keep('service', one));
    const { open, languages, links } = region;
    things[region.region] = { open, languages, links };
  }
  return things;
}

function wholes(things: Readonly<Record<string, Thing>>): Record<string, string> {
  return Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, plain(thing)]));
}

function settings(thing: Thing | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(thing ?? {}).map(([name, value]) => [name, plain(value)]));
}

/** A value as its author wrote it, without the signs of a program. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, one]) => `${name} ${plain(one)}`)
      .join('; ');
  return String(value);
}
