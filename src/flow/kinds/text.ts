import { z } from 'zod';
import { factOf, questionShape, type Kind } from '../kind';
import { idSchema } from '../fact';

/** Free words. `personal` words (a name) are kept as written; all other words are masked before anything is kept. */
export const textSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('text'),
  options: z.array(idSchema).optional(),
  personal: z.boolean().optional(),
  'at-most': z.number().int().max(4000),
});

export type TextStep = z.output<typeof textSchema>;

export const text: Kind<TextStep> = {
  name: 'text',
  read(step, said, offered, reader) {
    const tapped = said.value?.option;
    if (tapped !== undefined) {
      return offered.some((option) => option.id === tapped) ? { facts: { [factOf(step)]: tapped } } : undefined;
    }
    const words = (said.value?.text ?? said.text ?? '').trim();
    if (words === '' || words.length > step['at-most']) return undefined;
    const skipped = offered.find((option) => option.label.toLowerCase() === words.toLowerCase());
    if (skipped) return { facts: { [factOf(step)]: skipped.id } };
    return { facts: { [factOf(step)]: step.personal ? words : reader.words(words) } };
  },
};
