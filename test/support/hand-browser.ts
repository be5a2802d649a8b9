import { request } from 'node:https';

/** An answer as a browser without script sees it. */
export interface Seen {
  readonly at: string;
  readonly status: number;
  readonly location: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** A browser by hand over https: keeps cookies by origin and path, and goes only where a test sends it. */
export interface HandBrowser {
  /** Asks one address, following nothing. */
  ask(address: string, options?: Asked): Promise<Seen>;
  /** Goes to an address and wherever it leads. */
  go(address: string, options?: Asked): Promise<Seen>;
  /** The same until an address begins so; that one is not asked. */
  goUntil(address: string, until: string, options?: Asked): Promise<string>;
  readonly cookies: Map<string, { readonly value: string; readonly path: string }>;
}

interface Asked {
  readonly method?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export function openHandBrowser(certificate: string): HandBrowser {
  const cookies = new Map<string, { value: string; path: string }>();
  const ask = (address: string, { method, form, headers = {} }: Asked = {}): Promise<Seen> =>
    new Promise((resolve, reject) => {
      const { origin, pathname } = new URL(address);
      const cookie = [...cookies]
        .filter(([name, { path }]) => name.startsWith(`${origin} `) && pathname.startsWith(path))
        .map(([name, { value }]) => `${name.slice(origin.length + 1)}=${value}`)
        .join('; ');
      const sent = request(
        address,
        {
          ca: certificate,
          method: method ?? (form === undefined ? 'GET' : 'POST'),
          headers: {
            ...(cookie === '' ? {} : { cookie }),
            ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
            ...headers,
          },
        },
        (answer) => {
          for (const one of answer.headers['set-cookie'] ?? []) keep(cookies, origin, one);
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (part: string) => (text += part));
          answer.on('end', () => {
            const to = answer.headers.location;
            resolve({
              at: address,
              status: answer.statusCode ?? 0,
              location: to === undefined ? undefined : new URL(to, address).href,
              headers: answer.headers,
              text,
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(form === undefined ? undefined : new URLSearchParams(form).toString());
    });
  const goOn = async (seen: Seen, stop: (address: string) => boolean): Promise<Seen | string> => {
    let now = seen;
    for (let steps = 0; now.location !== undefined; steps += 1) {
      if (stop(now.location)) return now.location;
      if (steps > 15) throw new Error(`led around without an end: ${now.at}`);
      now = await ask(now.location);
    }
    return now;
  };
  return {
    ask,
    cookies,
    go: async (address, options) => (await goOn(await ask(address, options), () => false)) as Seen,
    async goUntil(address, until, options) {
      const found = await goOn(await ask(address, options), (one) => one.startsWith(until));
      if (typeof found !== 'string') throw new Error(`ended at ${found.at} (${found.status}) before ${until}`);
      return found;
    },
  };
}

function keep(cookies: Map<string, { value: string; path: string }>, origin: string, header: string): void {
  const [pair = '', ...flags] = header.split(';').map((part) => part.trim());
  const [name = '', ...value] = pair.split('=');
  const flag = (key: string): string | undefined =>
    flags.find((one) => one.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
  const expires = flag('expires');
  const gone = flag('max-age') === '0' || (expires !== undefined && Date.parse(expires) < Date.now());
  if (gone) cookies.delete(`${origin} ${name}`);
  else cookies.set(`${origin} ${name}`, { value: value.join('='), path: flag('path') ?? '/' });
}
