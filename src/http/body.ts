import type { Request } from 'restify';
import { ServiceError } from '../errors';

const most = 256 * 1024;
const patience = 10_000;

/** Reads a JSON body of bounded size and time. Nothing, or what is not JSON, is a refusal. */
export async function jsonBody(request: Request): Promise<unknown> {
  const text = await textBody(request);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ServiceError('body-unreadable', { cause: error });
  }
}

/** The same, where an absent body means nothing was said. */
export async function optionalJsonBody(request: Request): Promise<unknown> {
  const text = await textBody(request);
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ServiceError('body-unreadable', { cause: error });
  }
}

/** The fields of a posted form of bounded size. What is no form is refused. */
export async function formFields(request: Request): Promise<URLSearchParams> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw new ServiceError('body-unreadable');
  return new URLSearchParams(await textBody(request));
}

export function textBody(request: Request): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const slow = setTimeout(() => reject(new ServiceError('body-unreadable')), patience);
    const done = (finish: () => void): void => {
      clearTimeout(slow);
      finish();
    };
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > most) {
        done(() => reject(new ServiceError('body-too-large')));
        parts.length = 0;
        request.removeAllListeners('data');
        request.resume();
        return;
      }
      parts.push(part);
    });
    request.on('end', () => done(() => resolve(Buffer.concat(parts).toString('utf8'))));
    request.on('error', (error) => done(() => reject(new ServiceError('body-unreadable', { cause: error }))));
  });
}
