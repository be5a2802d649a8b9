import type { Content } from '../../content/content';
import { wordList } from '../../conversation/offers';

export const workerCommands = ['connect', 'disconnect', 'state', 'help'] as const;
export type WorkerCommand = (typeof workerCommands)[number];

export interface AskedOfQueue {
  readonly command: WorkerCommand;
  /** The language of the word that was used: cards are written in it. */
  readonly language: string;
  /** What stands after the command. */
  readonly rest: string;
}

/** A command to the queue at the beginning of a message, in any language; the longest that fits. Pure. */
export function commandIn(text: string, content: Content): AskedOfQueue | undefined {
  const said = text.trim().replace(/\s+/g, ' ');
  const known = content.languages.flatMap((language) =>
    workerCommands.flatMap((command) =>
      wordList(content, language, `teams.commands.${command}.also`).map((word) => ({ command, language, word })),
    ),
  );
  const fitting = known
    .filter(({ word }) => `${said} `.toLowerCase().startsWith(`${word} `))
    .sort((one, other) => other.word.length - one.word.length)[0];
  if (!fitting) return undefined;
  const { command, language, word } = fitting;
  const rest = said.slice(word.length).trim();
  // Only connecting is told something more: a question that begins with such a word is a question.
  return command !== 'connect' && rest !== '' ? undefined : { command, language, rest };
}
