import { finnish } from './fi';
import { swedish } from './sv';

/** The words of the console in one language. */
export type ConsoleWords = typeof finnish;

/** The languages of workers: the two national ones. */
export const consoleWords = { fi: finnish, sv: swedish } satisfies Record<string, ConsoleWords>;
export type Language = keyof typeof consoleWords;
