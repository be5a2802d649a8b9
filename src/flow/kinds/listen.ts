import { z } from 'zod';
import { factOf, questionShape, type Kind } from '../kind';
import { idSchema } from '../fact';

/** The open question. What it is about is only proposed from the words; the family confirms in a step of its own. */
export const listenSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('listen'),
  options: z.array(idSchema).optional(),
  'at-most': z.number().int().max(10000),
});

export type ListenStep = z.output<typeof listenSchema>;

export const listen: Kind<ListenStep> = {
  name: 'listen',
  read(step, said, offered, reader) {
    const tapped = said.value?.option;
    if (tapped !== undefined) {
      if (reader.isNeed(tapped)) return { facts: { [factOf(step)]: 'skip', need: tapped } };
      return offered.some((option) => option.id === tapped) ? { facts: { [factOf(step)]: tapped } } : undefined;
    }
    const words = (said.value?.text ?? said.text ?? '').trim();
    if (words === '' || words.length > step['at-most']) return undefined;
    const picked = offered.find((option) => option.label.toLowerCase() === words.toLowerCase());
    if (picked) return { facts: { [factOf(step)]: picked.id } };
    const heard = reader.story(words);
    if (heard === undefined) return undefined;
    if (heard === 'greeting') return { again: 'greeting' };
    return { facts: { [factOf(step)]: reader.words(words), ...heard } };
  },
};
