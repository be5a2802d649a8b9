import type { Content } from '../../content/content';
import { inLanguage, type Region } from '../../region/region';
import { escaped, headersWithoutScript, pageHead, type Page } from '../html';
import { numbersSection } from '../numbers';
import { place } from './form';
import { plainWords } from './words';

/** What every page of the way without script stands in. */
export interface Frame {
  readonly content: Content;
  readonly region: Region;
  readonly language: string;
  readonly now: Date;
  /** The neutral page of the quick exit. */
  readonly exit: string;
  /** The conversation's token, renewed for this page; nothing where no conversation is open. */
  readonly token: string | undefined;
  /** What the family wrote to a conversation that had ended, until it has a field again. */
  readonly kept: string | undefined;
  /** A random name for each form, so that a form sent twice is heard once. */
  readonly fresh: () => string;
}

export interface Sheet {
  readonly title?: string;
  readonly main: string;
  /** Whether the service's name stands above; not where it is the heading. */
  readonly named?: boolean;
  /** What a family may do here beside answering. */
  readonly moves?: string;
}

/** One whole page: the exit and the numbers first, then its matter. No script, no cookie, nothing of a family in an address. */
export function sheet(frame: Frame, { title, main, moves = '', named = true }: Sheet): Page {
  const words = plainWords(frame);
  const text = `${pageHead(frame.language, [...(title === undefined ? [] : [title]), words.title].join(' – '), ['base', 'page', 'plain'])}
<body class="plain">
<a class="skip" href="#content">${escaped(words.skip)}</a>
<aside class="exit" aria-label="${escaped(words.leave)}">${form(frame, `<button class="exit-button" name="command" value="leave">${escaped(words.leave)}</button>`)}</aside>
<header>
<p class="region">${escaped(inLanguage(frame.region.name, frame.language))}</p>
${named ? `<p class="service">${escaped(inLanguage(frame.region.service, frame.language))}</p>` : ''}
</header>
<main>
${numbersSection(frame.content, frame.region, frame.language, frame.now)}
<div id="content" tabindex="-1">
${main}
</div>
${moves}
<p class="exit-note">${escaped(words.leaveNote)}</p>
</main>
</body>
</html>`;
  return { text, headers: headersWithoutScript(frame.exit) };
}

/**
 * A form with what every form carries: the token and its own name stand in its body, never in an address. Region and language go
 * along for the day when the token says nothing any more.
 */
export function form(frame: Frame, inside: string, fields: readonly (readonly [string, string])[] = []): string {
  const own: readonly (readonly [string, string | undefined])[] = [
    ['token', frame.token],
    ['message', frame.fresh()],
    ['region', frame.region.region],
    ['lang', frame.language],
    ['kept', frame.kept],
  ];
  const hidden = [...own.filter(([name]) => !fields.some(([given]) => given === name)), ...fields].filter(
    (field): field is readonly [string, string] => field[1] !== undefined,
  );
  return `<form method="post" action="${place}" autocomplete="off">${hidden.map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`).join('')}${inside}</form>`;
}

/** A button that is a form of its own, so that two different buttons are never one message. */
export function move(frame: Frame, command: string, label: string): string {
  return form(frame, `<button class="quiet" name="command" value="${command}">${escaped(label)}</button>`);
}

/** The languages of the region but the one that is spoken, each in its own words. */
export function languageMoves(frame: Frame): string {
  return frame.region.languages
    .filter((one) => one !== frame.language)
    .map((one) =>
      form(
        frame,
        `<button class="quiet" lang="${one}" name="language" value="${one}">${escaped(frame.content.say(one)('bot.language.name'))}</button>`,
        [['command', 'language']],
      ),
    )
    .join('');
}

/** A way to begin, or to begin anew: with the region and language that the page is in. */
export function startForm(frame: Frame, label: string, about?: string, from?: string): string {
  return form(frame, `<button>${escaped(label)}</button>`, [
    ['command', 'start'],
    ...(about === undefined ? [] : [['about', about] as const]),
    ...(from === undefined ? [] : [['from', from] as const]),
  ]);
}
