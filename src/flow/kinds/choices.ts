import { z } from 'zod';
import { factOf, optionSetSchema, questionShape, type Kind } from '../kind';
import { idSchema } from '../fact';

/** Several answers, or none of them. Beside a real answer `none`, `skip` and `unknown` count for nothing. */
export const choicesSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('choices'),
  options: z.array(idSchema).optional(),
  'options-from': optionSetSchema.optional(),
});

export type ChoicesStep = z.output<typeof choicesSchema>;

const alone = ['none', 'skip', 'unknown'];

export const choices: Kind<ChoicesStep> = {
  name: 'choices',
  read(step, said, offered, reader) {
    const tapped = said.value?.options ?? (said.value?.option === undefined ? undefined : [said.value.option]);
    const words = said.value?.text ?? said.text;
    const chosen = tapped ?? (words === undefined ? undefined : reader.options(words, offered));
    if (!chosen || chosen.length === 0) return undefined;
    if (chosen.some((id) => !offered.some((option) => option.id === id))) return undefined;
    const several = chosen.filter((id) => !alone.includes(id));
    const kept =
      several.length > 0 ? offered.map((option) => option.id).filter((id) => several.includes(id)) : [chosen[0] ?? ''];
    return { facts: { [factOf(step)]: kept } };
  },
};
