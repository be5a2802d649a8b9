import { said, type Place } from '../place';

/** A reason of the service list, such as `age=3`, in the worker's words; one that the console does not know stays as it is. */
export function whyItFits(why: string, { me, words, language }: Pick<Place, 'me' | 'words' | 'language'>): string {
  const [what, value = ''] = why.split('=');
  if (what === 'need') return words.why.need(said(me.needs[value] ?? value, language));
  if (what === 'age') return value === 'unborn' ? words.names.ageBands.unborn : words.why.age(Number(value));
  return why;
}
