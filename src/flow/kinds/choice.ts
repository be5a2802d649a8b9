import { z } from 'zod';
import { factOf, optionSaid, optionSetSchema, questionShape, type Kind } from '../kind';
import { idSchema } from '../fact';

/** One answer out of a few. */
export const choiceSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('choice'),
  options: z.array(idSchema).optional(),
  'options-from': optionSetSchema.optional(),
});

export type ChoiceStep = z.output<typeof choiceSchema>;

export const choice: Kind<ChoiceStep> = {
  name: 'choice',
  read(step, said, offered, reader) {
    const option = optionSaid(said, offered, reader);
    return option === undefined ? undefined : { facts: { [factOf(step)]: option } };
  },
};
