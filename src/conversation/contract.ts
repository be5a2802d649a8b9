/**
 * The contract for machines: what every outgoing activity carries in `channelData.luotsi`, and what an answer may carry in
 * `value`. Any client, test or load driver can walk a conversation by this file alone; the browser code imports nothing else.
 */

export type QuestionKind =
  'listen' | 'choice' | 'choices' | 'number' | 'place' | 'text' | 'confirm' | 'read-back' | 'contact';

const rightToLeft: readonly string[] = ['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'];

/** The direction in which a language is written; a variant is written as its language. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.includes(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

export interface OptionData {
  readonly id: string;
  readonly label: string;
}

/** One thing to show in a list: a service, a line with its hours, a link. Always also in the message's text. */
export interface CardData {
  readonly title: string;
  readonly detail?: string;
  readonly phone?: string;
  readonly url?: string;
}

export interface RowData {
  readonly fact: string;
  readonly label: string;
  readonly value: string;
}

export interface ServiceData {
  readonly id: string;
  readonly name: string;
  /** Which child, counted from one, when there are several. */
  readonly child?: number;
}

export interface PromiseData {
  /** The day by which a worker is in touch, yyyy-mm-dd in Finland. */
  readonly day: string;
  /** The queue's due time, UTC. */
  readonly due: string;
}

export interface OutcomeData {
  readonly outcome: 'emergency' | 'out-of-area' | 'own-worker' | 'clear-need' | 'unclear-or-many' | 'advice';
  readonly need: string | null;
  readonly also: readonly string[];
  readonly services: readonly ServiceData[];
  /** The id of the area's guidance line, when the area has exactly one. */
  readonly line: string | null;
  readonly promise?: PromiseData;
  /** The case number of the handoff, when one was made. */
  readonly handoff?: string;
  /** At home and to workers only; a family never sees a label. */
  readonly segment?: string | null;
  readonly floor?: 1 | 2 | 3 | null;
  readonly reasons?: readonly string[];
}

export interface HandoffData {
  readonly case: string;
  /** The family's own code. */
  readonly code: string;
  /** The address that the code opens; it stands in the text as well. */
  readonly page?: string;
  readonly promise?: PromiseData;
}

/** What the text of a question is made of, for a client that gives each part a place of its own. */
export interface AsksData {
  readonly question: string;
  /** Why it is asked, where that is told. */
  readonly why?: string;
  /** What to do differently, when the answer before was not understood. */
  readonly missed?: string;
}

export interface LuotsiData {
  readonly language: string;
  readonly flow?: string;
  readonly step?: string;
  readonly kind?: QuestionKind;
  readonly fact?: string;
  readonly asks?: AsksData;
  /** The need a confirmation proposes. */
  readonly proposed?: string;
  readonly options?: readonly OptionData[];
  /** Of a place: the region's own municipalities, to be suggested while a name is written. Any other may be written too. */
  readonly places?: readonly OptionData[];
  readonly sensitive?: boolean;
  readonly rows?: readonly RowData[];
  readonly heading?: string;
  readonly cards?: readonly CardData[];
  readonly danger?: { readonly kind: string; readonly level: string };
  readonly outcome?: OutcomeData;
  readonly handoff?: HandoffData;
  readonly notice?: 'greeting' | 'privacy' | 'hours' | 'trouble' | 'left' | 'voice' | 'draft' | 'unread';
  readonly voice?: 'bot' | 'waiting' | 'worker';
}

export const commandNames = ['back', 'restart', 'person', 'save', 'leave', 'language'] as const;
export type CommandName = (typeof commandNames)[number];

/** What an answer's `value` may hold. `command` works at every step; with `language` it names the language to change to. */
export interface AnswerValue {
  readonly option?: string;
  readonly options?: readonly string[];
  readonly number?: number;
  readonly text?: string;
  readonly place?: string;
  readonly command?: CommandName;
  readonly language?: string;
}
