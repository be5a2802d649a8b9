import { z } from 'zod';
import { factOf, optionSaid, questionShape, type Kind } from '../kind';
import { idSchema } from '../fact';

/** A municipality. Its reading also tells whether the place is served here (`place-is`: here, elsewhere, unknown). */
export const placeSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('place'),
  options: z.array(idSchema).optional(),
});

export type PlaceStep = z.output<typeof placeSchema>;

export const place: Kind<PlaceStep> = {
  name: 'place',
  read(step, said, offered, reader) {
    const option = said.value?.place === undefined ? optionSaid(said, offered, reader) : undefined;
    if (option !== undefined) return { facts: { [factOf(step)]: option, 'place-is': 'unknown' } };
    const words = said.value?.place ?? said.value?.text ?? said.text;
    const found = words === undefined ? undefined : reader.place(words);
    return found === undefined ? undefined : { facts: { ...found, [factOf(step)]: found['municipality'] ?? '' } };
  },
};
