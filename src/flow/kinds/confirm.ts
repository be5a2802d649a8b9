import { z } from 'zod';
import { factOf, optionSaid, questionShape, type Kind } from '../kind';

/** Asks whether a proposed need was heard right. Yes, or another proposal, sets `need`; `other` leaves it to the topics. */
export const confirmSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('confirm'),
  'options-from': z.literal('proposals'),
});

export type ConfirmStep = z.output<typeof confirmSchema>;

export const confirm: Kind<ConfirmStep> = {
  name: 'confirm',
  read(step, said, offered, reader) {
    const tapped = said.value?.option;
    const option =
      tapped !== undefined && (tapped === 'yes' || reader.isNeed(tapped)) ? tapped : optionSaid(said, offered, reader);
    if (option === undefined) return undefined;
    const fact = factOf(step);
    if (option === 'yes') return { facts: { [fact]: 'yes' } };
    return reader.isNeed(option) ? { facts: { [fact]: option, need: option } } : { facts: { [fact]: 'other' } };
  },
};
