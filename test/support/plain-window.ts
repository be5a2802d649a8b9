/** One form of a page as a browser without script would send it. */
export interface PlainForm {
  readonly html: string;
  readonly hidden: Readonly<Record<string, string>>;
}

export interface PlainPage {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  readonly address: string;
  /** What a reader reads: the page without its tags. */
  readonly text: string;
  readonly forms: readonly PlainForm[];
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A family with script off: it opens pages, fills in forms and presses buttons, and sends nothing that a form does not hold. */
export interface PlainWindow {
  readonly page: () => PlainPage;
  open(path: string): Promise<PlainPage>;
  /** Sends a form with more fields, as it stands on the page that is open. */
  send(form: PlainForm, fields?: Fields): Promise<PlainPage>;
  /** Answers the open question. */
  answer(fields: Fields): Promise<PlainPage>;
  /** Presses the button with these words. */
  press(label: string): Promise<PlainPage>;
}

export function plainWindow(service: { readonly address: string }): PlainWindow {
  let current: PlainPage | undefined;
  const page = (): PlainPage => {
    if (!current) throw new Error('no page is open');
    return current;
  };
  const take = async (answer: Promise<Response>): Promise<PlainPage> => {
    const got = await answer;
    const html = await got.text();
    const forms = (html.match(/<form [\s\S]*?<\/form>/g) ?? []).map((one) => ({ html: one, hidden: hiddenIn(one) }));
    current = { status: got.status, html, headers: got.headers, address: got.url, text: textIn(html), forms };
    return current;
  };
  const send = (form: PlainForm, fields: Fields = {}): Promise<PlainPage> =>
    take(postForm(service.address, { ...form.hidden, ...fields }));
  return {
    page,
    send,
    open: (path) => take(fetch(`${service.address}${path}`, { redirect: 'manual' })),
    answer: (fields) => send(questionIn(page()), fields),
    press(label) {
      for (const form of page().forms) {
        const buttons = [...form.html.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)];
        const [, attributes = ''] = buttons.find(([, , words = '']) => textIn(words).includes(label)) ?? [];
        if (!buttons.some(([, , words = '']) => textIn(words).includes(label))) continue;
        const name = attributeIn(attributes, 'name');
        return send(form, name === undefined ? {} : { [name]: attributeIn(attributes, 'value') ?? '' });
      }
      throw new Error(`the page has no button "${label}": ${page().text}`);
    },
  };
}

export function postForm(address: string, fields: Fields): Promise<Response> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
  return fetch(`${address}/keskustelu`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: body.toString(),
  });
}

/** The form of the open question. */
export function questionIn(page: PlainPage): PlainForm {
  const found =
    page.forms.find((form) => 'step' in form.hidden) ?? page.forms.find((form) => /name="text"/.test(form.html));
  if (!found) throw new Error(`nothing is asked on this page: ${page.text}`);
  return found;
}

/** The question that is open: its flow and step. */
export function stepOf(page: PlainPage): string | undefined {
  return page.forms.find((form) => 'step' in form.hidden)?.hidden['step'];
}

function hiddenIn(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input type="hidden"([^>]*)>/g)].map(([, attributes = '']): [string, string] => [
    attributeIn(attributes, 'name') ?? '',
    attributeIn(attributes, 'value') ?? '',
  ]);
  return Object.fromEntries(inputs);
}

function attributeIn(attributes: string, name: string): string | undefined {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? undefined : plainly(value);
}

function textIn(html: string): string {
  return plainly(
    html
      .replace(/<head>[\s\S]*?<\/head>/g, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' '),
  ).trim();
}

function plainly(text: string): string {
  return text.replace(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)));
}
