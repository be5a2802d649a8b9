import { inLanguage, type Words } from '../region/region';
import { rootAttributes } from './page-language';

/** What every page of the house shares: safe text, telephone links, and headers that let nothing foreign in. */

export interface Page {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

const shared = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
};

/**
 * A page as far as its body: its language, its title and its style sheets, by their names without an ending. Only what is meant to be
 * found is left to search engines.
 */
export function pageHead(
  language: string,
  title: string,
  sheets: readonly string[],
  { found = false }: { readonly found?: boolean } = {},
): string {
  return `<!doctype html>
<html ${rootAttributes(language)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${found ? '' : '<meta name="robots" content="noindex">\n'}<title>${escaped(title)}</title>
${sheets.map((sheet) => `<link rel="stylesheet" href="/${sheet}.css">`).join('\n')}
</head>`;
}

/** The headers of a page whose only script carries this nonce; it may call us, by a socket too. */
export function headersWith(nonce: string): Page['headers'] {
  return { ...shared, 'content-security-policy': policy(nonce, true) };
}

/** The headers of a page with the family's chat: its script by nonce, its sockets to one address, framed by the sites named and no other. */
export function chatHeaders(
  nonce: string,
  { sockets, ancestors }: { readonly sockets: string; readonly ancestors: readonly string[] },
): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ${sockets}`,
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors.length === 0 ? "'none'" : ancestors.join(' ')}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return { ...shared, 'content-security-policy': policy };
}

/** The headers of a page whose script makes styles of its own: its sheets carry the nonce, too. It has no use for sockets. */
export function headersWithMadeStyles(nonce: string): Readonly<Record<string, string>> {
  return { ...shared, 'content-security-policy': policy(nonce, false, `'nonce-${nonce}'`) };
}

/** The headers of a page without any script. Its forms may lead to us and, by way of us, to one other site if it is named. */
export function headersWithoutScript(leadsTo?: string): Page['headers'] {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    // A browser holds a form's redirect to the same rule as the form.
    `form-action 'self'${leadsTo === undefined ? '' : ` ${new URL(leadsTo).origin}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return { ...shared, 'content-security-policy': policy };
}

function policy(nonce: string, sockets: boolean, alsoStyles = ''): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'self' ${alsoStyles}`.trim(),
    "img-src 'self'",
    `connect-src 'self'${sockets ? ' ws: wss:' : ''}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** A number that a phone can dial when it is touched. */
export function phone(number: string): string {
  return `<a class="phone" href="tel:${escaped(number.replace(/\s/g, ''))}">${escaped(number)}</a>`;
}

/** Text as it may stand in HTML, in content and in attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A region's words as they may stand in HTML; what has no certain translation stays Finnish and says so to a screen reader. */
export function spoken(words: Words, language: string): string {
  const text = escaped(inLanguage(words, language));
  return words[language] === undefined && language !== 'fi' ? `<span lang="fi">${text}</span>` : text;
}
