import { createContext, useContext } from 'react';
import type { Me, Words } from './shapes';
import type { ConsoleWords, Language } from './words/words';

/** What every screen knows: who reads, in which language, and when it is. */
export interface Place {
  readonly me: Me;
  readonly words: ConsoleWords;
  readonly language: Language;
  /** Moves on by itself, so that what is late becomes late on the screen. */
  readonly now: Date;
  /** Says one line to the worker; it is read aloud by a screen reader. */
  readonly tell: (text: string, tone?: 'done' | 'trouble') => void;
}

/** Filled in by the console once it knows who is signed in. */
export const PlaceContext = createContext<Place | undefined>(undefined);

/** The place of a screen; only screens inside the console have one. */
export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (place === undefined) throw new Error('A screen stands outside the console: wrap it in PlaceContext.');
  return place;
}

/** A text in the worker's language, in Finnish where it has no other, or as it is. */
export function said(text: string | Words, language: string): string {
  return typeof text === 'string' ? text : (text[language] ?? text['fi'] ?? '');
}
