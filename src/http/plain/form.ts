import type { Request } from 'restify';
import { z } from 'zod';
import type { AnswerValue } from '../../conversation/contract';
import { ServiceError } from '../../errors';
import { formFields } from '../body';

/** Where the forms are sent. Nothing of a family ever stands behind it. */
export const place = '/keskustelu';

/** What a button may ask for beside answering: moves of the dialog, and moves of these pages alone. */
const moves = ['back', 'restart', 'person', 'language'] as const;
const ownMoves = ['start', 'leave', 'end', 'refresh', 'whole'] as const;

const formSchema = z.object({
  token: z.string().max(2000).default(''),
  /** Made by the server for one form: the same form sent twice is one message. */
  message: z.string().regex(/^[\w-]{16,64}$/),
  /** The question that the page asked. */
  step: z.string().max(200).default(''),
  region: z.string().max(100).optional(),
  lang: z.string().max(50).optional(),
  about: z.string().max(100).optional(),
  from: z.string().max(100).optional(),
  command: z.enum([...moves, ...ownMoves]).optional(),
  language: z.string().max(20).optional(),
  option: z.string().max(200).optional(),
  options: z.array(z.string().max(200)).max(60),
  /** A municipality that was suggested and pressed. */
  place: z.string().max(100).optional(),
  text: z.string().optional(),
  /** What was written to a conversation that had ended: carried from page to page until it has a field again. */
  kept: z.string().optional(),
});

export type Form = z.output<typeof formSchema>;

/** Reads a posted form of bounded size. What is no form, or has not the fields of one, is refused. */
export async function readForm(request: Request): Promise<Form> {
  const fields = await formFields(request);
  const read = formSchema.safeParse({ ...Object.fromEntries(fields), options: fields.getAll('options') });
  if (!read.success) throw new ServiceError('body-unreadable', { cause: read.error });
  return read.data;
}

/** What a form tells the turn. Words go as words, never as a value: danger is heard in them, and identifiers are masked. */
export function saidIn(form: Form): { readonly text?: string; readonly value?: AnswerValue } {
  const move = moves.find((one) => one === form.command);
  if (move !== undefined)
    return { value: { command: move, ...(form.language === undefined ? {} : { language: form.language }) } };
  const tapped =
    form.place !== undefined
      ? { place: form.place }
      : form.option !== undefined
        ? { option: form.option }
        : form.options.length > 0
          ? { options: form.options }
          : undefined;
  const text = form.text?.trim() ?? '';
  return { ...(tapped === undefined ? {} : { value: tapped }), ...(text === '' && tapped ? {} : { text }) };
}

const fewestWords = 4;

/** What a family wrote of its matter and would have to write again, when its conversation has ended. An age or a number is no story. */
export function storyIn(form: Form): string | undefined {
  const text = form.text?.trim() ?? '';
  return text.split(/\s+/).length >= fewestWords ? text : form.kept;
}

/** The same form as fields once more, so that a family can try again without writing again. */
export function fieldsOf(form: Form): readonly (readonly [string, string])[] {
  const { options, token: _renewed, ...single } = form;
  const fields = Object.entries(single).filter((field): field is [string, string] => field[1] !== undefined);
  return [...fields, ...options.map((one) => ['options', one] as const)];
}
