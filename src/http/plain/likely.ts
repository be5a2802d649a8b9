import { edits } from '../../content/edits';
import type { OptionData } from '../../conversation/contract';

const mostShown = 4;
const sharedStart = 3;

/** The options whose names are nearest to what was written: by their beginning, or by a letter or two. Nearest first. */
export function likely(options: readonly OptionData[], written: string): readonly OptionData[] {
  const said = folded(written);
  if (said.length < sharedStart) return [];
  return options
    .map((option) => ({ option, away: edits(said, folded(option.label)) }))
    .filter(({ option, away }) => away <= 2 || startsAlike(said, folded(option.label)))
    .sort((one, other) => one.away - other.away)
    .slice(0, mostShown)
    .map(({ option }) => option);
}

/** Letters without case and marks: who writes "ahtari" means Ähtäri. */
function folded(text: string): string {
  return text.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

function startsAlike(one: string, other: string): boolean {
  return one.slice(0, sharedStart) === other.slice(0, sharedStart);
}
