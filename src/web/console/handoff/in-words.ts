import type { InWords, Told } from '../../../queue/contract';

/** What a record says, in the worker's language as far as it was written in it: a record of before says it in Finnish alone. */
export function inWords(
  record: Told,
  language: string,
): InWords & { readonly lang: 'fi' | 'sv'; readonly isSwedish: boolean } {
  const { swedish } = record;
  if (language === 'sv' && swedish) return { ...swedish, lang: 'sv', isSwedish: true };
  const { rows, reasons, segment } = record;
  return { rows, reasons, segment: segment?.reasons ?? [], lang: 'fi', isSwedish: false };
}
