import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';

/** Nothing sensible came from the organisation. The code says why for the log; nothing of the answer is kept, since it may hold a token. */
export class OrganisationFault extends Error {
  constructor(
    readonly code: string,
    options?: { cause?: unknown },
  ) {
    super(code, options);
    this.name = 'OrganisationFault';
  }
}

export interface Network extends INetworkModule {
  /** The first fault of this network's requests: what the library makes of a fault does not tell it from a refusal. */
  readonly fault: OrganisationFault | undefined;
}

const patience = 5_000;
const most = 1024 * 1024;

/** Requests to the organisation, each of bounded time and size. An answer that is not JSON, or tells of trouble, is a fault. */
export function openNetwork(milliseconds = patience): Network {
  let fault: OrganisationFault | undefined;
  const ask = async <T>(url: string, method: 'GET' | 'POST', options?: NetworkRequestOptions) => {
    try {
      return await answered<T>(url, method, options, milliseconds);
    } catch (error) {
      fault ??= error instanceof OrganisationFault ? error : new OrganisationFault('no-answer', { cause: error });
      throw fault;
    }
  };
  return {
    get fault() {
      return fault;
    },
    sendGetRequestAsync: (url, options) => ask(url, 'GET', options),
    sendPostRequestAsync: (url, options) => ask(url, 'POST', options),
  };
}

async function answered<T>(
  url: string,
  method: 'GET' | 'POST',
  options: NetworkRequestOptions | undefined,
  milliseconds: number,
): Promise<NetworkResponse<T>> {
  const answer = await fetch(url, {
    method,
    headers: options?.headers ?? {},
    ...(method === 'POST' ? { body: options?.body ?? '' } : {}),
    // A sign-in's own addresses answer themselves; one that sends elsewhere would be given the secret.
    redirect: 'error',
    signal: AbortSignal.timeout(milliseconds),
  });
  const text = await bounded(answer);
  if (answer.status >= 500 || answer.status === 429) throw new OrganisationFault(`status-${answer.status}`);
  return {
    headers: Object.fromEntries(answer.headers.entries()),
    body: objectOf(text) as T,
    status: answer.status,
  };
}

async function bounded(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) return Buffer.concat(parts).toString('utf8');
    const bytes = part.value as Uint8Array;
    size += bytes.byteLength;
    if (size > most) {
      await reader?.cancel();
      throw new OrganisationFault('too-long');
    }
    parts.push(bytes);
  }
}

function objectOf(text: string): object {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new OrganisationFault('not-json');
  }
  if (typeof read !== 'object' || read === null) throw new OrganisationFault('not-an-object');
  return read;
}
