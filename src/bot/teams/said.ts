import { ActivityTypes, InputHints, type Activity } from 'botbuilder';
import type { Content } from '../../content/content';
import type { SayWord } from '../../content/words';
import type { Outgoing } from '../../conversation/outgoing';
import { attached, isTooLarge } from './cards';
import { cardOf } from './question-card';

/** Longer messages are hard to read in a chat, and Teams breaks them off somewhere past this. */
const longest = 3_500;

/** A word as Teams shows it: a card where there is something to press or to call, else plain text, in as many parts as it needs. */
export function teamsActivities(word: Outgoing, say: SayWord): Partial<Activity>[] {
  const { language, kind } = word.luotsi;
  const shared = {
    type: ActivityTypes.Message,
    locale: language,
    inputHint: kind === undefined ? InputHints.AcceptingInput : InputHints.ExpectingInput,
  };
  const whole = { channelData: { luotsi: word.luotsi }, speak: word.text };
  const content = cardOf(word, say);
  if (content && !isTooLarge(content))
    return [{ ...shared, ...whole, summary: word.text.slice(0, 200), attachments: [attached(content)] }];
  const labels = (word.luotsi.options ?? []).map(({ label }) => `– ${label}`);
  const parts = partsOf([word.text, ...labels].join('\n'), longest);
  return parts.map((text, index) => ({
    ...shared,
    ...(index === parts.length - 1 ? whole : { channelData: { luotsi: { language } } }),
    text,
    textFormat: 'plain',
  }));
}

/** Words as activities, each in its own language. */
export function activitiesOf(words: readonly Outgoing[], content: Pick<Content, 'say'>): Partial<Activity>[] {
  return words.flatMap((word) => teamsActivities(word, content.say(word.luotsi.language)));
}

/** Text in parts of at most so many signs, broken where a reader would: between paragraphs, sentences, words. */
export function partsOf(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const head = rest.slice(0, most + 1);
    const at = [head.lastIndexOf('\n'), head.lastIndexOf('. ') + 1, head.lastIndexOf(' ')].find(
      (one) => one > most / 2,
    );
    // A part never ends between the halves of one sign.
    const cut = at ?? (/[\uD800-\uDBFF]/.test(rest.charAt(most - 1)) ? most - 1 : most);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest];
}
