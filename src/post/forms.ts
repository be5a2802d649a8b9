import type { Letter } from './mail';
import type { NoticeWords } from './words';

/** A notice as a letter: the languages one below the other, the link once. */
export function letterOf(words: readonly NoticeWords[], link: string): Letter {
  const [first] = words;
  const place = first?.about[0]?.value ?? '';
  const part = (one: NoticeWords): string =>
    [
      one.title,
      '',
      ...one.about.map(({ name, value }) => `${name}: ${value}`),
      '',
      one.note,
      `${one.open}: ${link}`,
    ].join('\n');
  return {
    subject: `${words.map(({ title }) => title).join(' / ')}: ${place}`,
    text: `${words.map(part).join('\n\n--\n\n')}\n`,
  };
}

/** A notice as the message that a Teams workflow's webhook takes: one Adaptive Card as its only attachment. */
export function cardOf(words: readonly NoticeWords[], link: string): unknown {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: words.flatMap(({ title, about, note }, index) => [
            { type: 'TextBlock', text: title, weight: 'Bolder', size: 'Medium', wrap: true, separator: index > 0 },
            { type: 'FactSet', facts: about.map(({ name, value }) => ({ title: name, value })) },
            { type: 'TextBlock', text: note, isSubtle: true, wrap: true },
          ]),
          actions: [{ type: 'Action.OpenUrl', title: words.map(({ open }) => open).join(' / '), url: link }],
        },
      },
    ],
  };
}
