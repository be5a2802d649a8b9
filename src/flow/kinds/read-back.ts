import { z } from 'zod';
import { factOf, optionSaid, questionShape, type Kind } from '../kind';
import { idSchema } from '../fact';

/** Shows every answer before anything is sent; a row is changed with the option `change:<fact>`. Nothing leaves before `send`. */
export const readBackSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('read-back'),
  options: z.array(idSchema).min(1),
});

export type ReadBackStep = z.output<typeof readBackSchema>;

const change = /^change:(.+)$/;

export const readBack: Kind<ReadBackStep> = {
  name: 'read-back',
  read(step, said, offered, reader) {
    const asked = change.exec(said.value?.option ?? said.text ?? '')?.[1];
    if (asked !== undefined) return { change: asked };
    const option = optionSaid(said, offered, reader);
    return option === undefined ? undefined : { facts: { [factOf(step)]: option } };
  },
};
