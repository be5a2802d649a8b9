import type { Detail } from '../shapes';

/** Makes a move and shows what became of it; throws a `Refused` when the server does not allow it. */
export type Make = (move: string, body?: object) => Promise<void>;

/** What every dialog of a move is given. */
export interface DialogProps {
  readonly title: string;
  readonly handoff: Detail;
  readonly make: Make;
  readonly onClose: () => void;
}
