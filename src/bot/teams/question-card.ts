import type { SayWord } from '../../content/words';
import type { CardData } from '../../conversation/contract';
import { questionName } from '../../conversation/open-question';
import type { Outgoing } from '../../conversation/outgoing';
import { button, buttons, card, heading, line, link, row, type Element } from './cards';

/** The verb of an answer to a question of a conversation. */
export const answerVerb = 'answer';

/** A word as a card, when it is more than text: a question with options, a read-back, numbers to call. Pure. */
export function cardOf(word: Outgoing, say: SayWord): Element | undefined {
  const { luotsi, text } = word;
  const body = luotsi.cards ? listBody(word) : (luotsi.options?.length ?? 0) > 0 ? questionBody(word, say) : undefined;
  return body && card({ language: luotsi.language, words: spokenText(text, luotsi.options), body });
}

/** The card of a question that has been answered: what was asked, what was answered, and nothing to press. */
export function answeredCard(word: Outgoing, answer: string, say: SayWord): Element {
  const told = say('teams.card.answered', { answer });
  const { language } = word.luotsi;
  return card({ language, words: `${word.text} ${told}`, body: [line(word.text), line(told, { isSubtle: true })] });
}

/** A card that only tells something: that it is old, or that its conversation is over. */
export function tellingCard(text: string, language: string): Element {
  return card({ language, words: text, body: [line(text)] });
}

/** The text of a question with its options, as words alone. */
function spokenText(text: string, options: Outgoing['luotsi']['options'] = []): string {
  const labels = options.map((option) => option.label);
  return labels.length === 0 ? text : `${text}\n${labels.map((label) => `– ${label}`).join('\n')}`;
}

function questionBody(word: Outgoing, say: SayWord): Element[] {
  const { luotsi, text } = word;
  const options = luotsi.options ?? [];
  const step = questionName(luotsi);
  const rows = (luotsi.rows ?? []).map(({ fact, label, value }) =>
    row(label, value, button(say('teams.card.change'), answerVerb, { step, value: { option: `change:${fact}` } })),
  );
  if (luotsi.kind === 'choices') {
    const set = {
      type: 'Input.ChoiceSet',
      id: 'options',
      isMultiSelect: true,
      style: 'expanded',
      wrap: true,
      label: text,
      choices: options.map(({ id, label }) => ({ title: label, value: id })),
    };
    return [set, ...buttons([button(say('teams.card.ready'), answerVerb, { step, value: {} })])];
  }
  const actions = options.map(({ id, label }) =>
    button(label, answerVerb, { step, value: { option: id } }, { associatedInputs: 'none' }),
  );
  return [line(text), ...rows, ...buttons(actions)];
}

/** Something with things under it: numbers to call, services, links. */
export function listBody({ text, luotsi }: Outgoing): Element[] {
  const { cards = [], danger } = luotsi;
  const rest = text.split('\n').slice(1 + cards.length);
  const items = [
    heading(luotsi.heading ?? text.split('\n')[0] ?? ''),
    ...cards.flatMap(cardLines),
    ...rest.map((one) => line(one, { isSubtle: true })),
  ];
  return [{ type: 'Container', items, ...(danger ? { style: 'attention', bleed: true } : {}) }];
}

function cardLines({ title, phone, detail, url }: CardData): Element[] {
  return [
    url === undefined
      ? line(title, phone === undefined && detail === undefined ? {} : { weight: 'bolder' })
      : link(title, url),
    ...(phone === undefined ? [] : [link(phone, `tel:${phone.replace(/[^\d+]/g, '')}`)]),
    ...(detail === undefined ? [] : [line(detail, { isSubtle: true })]),
  ];
}
