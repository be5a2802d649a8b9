import type { Region } from '../region/region';
import type { TranscriptLine } from './contract';
import type { FittingService } from './handoff';
import { proposeRegister, type RegisterProposal } from './register';
import type { Detail, Worker } from './ports';

/** A handoff as a worker's screen shows it: what is stored, and what follows from it. */
export interface DetailView extends Omit<Detail, 'conversation' | 'firstReader'> {
  /** The whole conversation in its own language, also what was said after sending. */
  readonly chat: readonly TranscriptLine[];
  /** Whether the conversation is still there to write to. */
  readonly chatOpen: boolean;
  /** Whether the family's window is open just now. */
  readonly familyThere: boolean;
  readonly draft: string;
  readonly register: RegisterProposal;
  /** Common triggers that the answers suggest. */
  readonly triggers: readonly string[];
  readonly services: readonly FittingService[];
  /** The first reader of a danger is asked what they do about the duty to notify, until it is written down. */
  readonly dutyAsked: boolean;
}

export interface Around {
  readonly chat: readonly TranscriptLine[];
  readonly familyThere: boolean;
  readonly draft: string;
}

/** Pure. A family that has left leaves the transcript it sent and what it added after it. */
export function detailView(found: Detail, worker: Worker, region: Region | undefined, around: Around): DetailView {
  const { conversation: _conversation, firstReader, ...shown } = found;
  const { record } = found;
  return {
    ...shown,
    chat: around.chat.length > 0 ? around.chat : [...record.transcript, ...since(found)],
    chatOpen: around.chat.length > 0,
    // Whoever has left asked for nothing after it, though a window may have been seen a moment ago.
    familyThere: around.familyThere && around.chat.length > 0,
    draft: around.draft,
    register: region ? proposeRegister(record, region.registers) : { proposed: 'none', why: [] },
    triggers: record.triggers ?? [],
    services: record.fits ?? record.services.map((name) => ({ id: name, name, sector: '', why: [] })),
    dutyAsked: found.dangerRank > 0 && found.dutyAt === null && firstReader === worker.id,
  };
}

function since(found: Detail): TranscriptLine[] {
  return found.events.flatMap(({ kind, at, text }): TranscriptLine[] =>
    kind === 'family' ? [{ by: 'family', at, text }] : kind === 'say' ? [{ by: 'worker', at, text }] : [],
  );
}
