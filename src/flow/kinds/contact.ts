import { z } from 'zod';
import { factOf, questionShape, type Kind } from '../kind';
import { idSchema } from '../fact';

/** One way to reach the person, in any way of writing it: a phone number or an e-mail address. Shown back as typed. */
export const contactSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('contact'),
  options: z.array(idSchema).optional(),
});

export type ContactStep = z.output<typeof contactSchema>;

export const contact: Kind<ContactStep> = {
  name: 'contact',
  read(step, said, offered, reader) {
    const tapped = said.value?.option;
    if (tapped !== undefined) {
      return offered.some((option) => option.id === tapped) ? { facts: { [factOf(step)]: tapped } } : undefined;
    }
    const words = (said.value?.text ?? said.text ?? '').trim();
    const reach = reader.contact(words);
    if (reach !== undefined) return { facts: { [factOf(step)]: reach } };
    const option = reader.option(words, offered);
    return option === undefined ? undefined : { facts: { [factOf(step)]: option } };
  },
};
