import type { Guide } from '../flow/replay';
import type { Flow } from '../flow/flow';
import type { Municipalities, Municipality, NationalLine, Region } from '../region/region';
import type { SegmentModel } from '../region/segments';
import type { Services } from '../region/services';
import type { StatutoryClock } from '../region/statutory';
import type { Workbook } from '../region/workbook';
import type { DangerExamples, DangerRules, Needs, OtherLanguages } from './shape';
import type { SayWord, WordBook } from './words';

/** Everything the authors own, read once and found sound. */
export interface Content {
  /** A short hash of all files: the version a conversation began with. */
  readonly version: string;
  readonly guide: Guide;
  readonly needs: Needs;
  readonly regions: Readonly<Record<string, Region>>;
  readonly services: Readonly<Record<string, Services>>;
  readonly segmentModels: readonly SegmentModel[];
  /** Times that statutes give to the authority; for workers only. */
  readonly statutory: readonly StatutoryClock[];
  /** What workers have at hand beside a handoff. */
  readonly workbook: Workbook;
  readonly municipalities: Municipalities;
  /** National lines, verified or not; only verified ones may be shown. */
  readonly nationalLines: readonly NationalLine[];
  readonly languages: readonly string[];
  readonly words: Readonly<Record<string, WordBook>>;
  readonly phrases: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly danger: Readonly<Record<string, DangerRules>>;
  readonly dangerExamples: Readonly<Record<string, DangerExamples>>;
  readonly otherLanguages: OtherLanguages;
  /** Files that the region has not approved yet; production refuses to start with any (306/2019 6 a §). */
  readonly unapproved: readonly string[];
  say(language: string): SayWord;
  municipality(id: string): Municipality | undefined;
}

export function flowNamed(content: Content, name: string): Flow | undefined {
  return content.guide.flows[name];
}
