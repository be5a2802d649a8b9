/** A note and a message are kept as one draft, for which the server has 10 000 signs. */
export const longestDraft = 4_500;

/** What a worker has begun with one handoff and not finished; only this worker sees it. */
export interface Draft {
  readonly note: string;
  readonly say: string;
  /** Items ticked on the checklists, as `list/item`. */
  readonly ticks: readonly string[];
}

const empty: Draft = { note: '', say: '', ticks: [] };

/** Reads a kept draft. Words in any other shape are taken for a note: nothing that was written is thrown away. */
export function readDraft(text: string): Draft {
  if (text.trim() === '') return empty;
  try {
    const kept: unknown = JSON.parse(text);
    const { note, say, ticks } = (kept ?? {}) as Record<string, unknown>;
    if (typeof note !== 'string' || typeof say !== 'string') return { ...empty, note: text };
    return { note, say, ticks: Array.isArray(ticks) ? ticks.filter((one) => typeof one === 'string') : [] };
  } catch {
    return { ...empty, note: text };
  }
}

/** The words in which a draft is kept; an empty one is kept as nothing. */
export function draftText(draft: Draft): string {
  return draft.note === '' && draft.say === '' && draft.ticks.length === 0 ? '' : JSON.stringify(draft);
}
