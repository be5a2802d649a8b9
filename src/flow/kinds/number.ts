import { z } from 'zod';
import { factOf, optionSaid, questionShape, type Kind } from '../kind';
import { idSchema } from '../fact';

/** A whole number within limits, or one of the options beside it (unborn, unknown …). Ages are whole years. */
export const numberSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('number'),
  min: z.number().int(),
  max: z.number().int(),
  options: z.array(idSchema).optional(),
});

export type NumberStep = z.output<typeof numberSchema>;

export const number: Kind<NumberStep> = {
  name: 'number',
  read(step, said, offered, reader) {
    const words = said.value?.text ?? said.text;
    const told =
      said.value?.number !== undefined
        ? { number: said.value.number }
        : said.value?.option === undefined && words !== undefined
          ? reader.number(words)
          : undefined;
    if (told !== undefined) {
      const whole = Math.floor(told.number);
      if (!(whole >= step.min && whole <= step.max)) return undefined;
      const fact = factOf(step);
      return { facts: { [fact]: whole, ...(told.stage === undefined ? {} : { [`${fact}-stage`]: told.stage }) } };
    }
    const option = optionSaid(said, offered, reader);
    return option === undefined ? undefined : { facts: { [factOf(step)]: option } };
  },
};
