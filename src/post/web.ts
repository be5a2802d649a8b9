import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { faultOf } from '../log';
import { patienceMs, type Send, type Sent } from './sending';

const bodySchema = z.object({ json: z.string() });

/** Answers that mean "not now" although they are of the class of refusals (RFC 9110, RFC 6585). */
const notNow = [408, 425, 429];

/**
 * Posts a body as it was made, byte for byte, to an address that must answer 2xx. The event's key goes in `x-luotsi-event`; with a
 * secret, the body is signed in `x-luotsi-signature` as `sha256=` and the HMAC in hexadecimal.
 */
export function webSender(address: string, secret?: string): Send {
  return async (key, body) => {
    const { json } = bodySchema.parse(body);
    const signature = secret === undefined ? undefined : createHmac('sha256', secret).update(json).digest('hex');
    try {
      const answer = await fetch(address, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-luotsi-event': key,
          ...(signature === undefined ? {} : { 'x-luotsi-signature': `sha256=${signature}` }),
        },
        body: json,
        signal: AbortSignal.timeout(patienceMs),
        redirect: 'error',
      });
      // A body that nobody reads would keep the connection.
      await answer.body?.cancel();
      return sentOf(answer.status, answer.headers.get('retry-after'));
    } catch (error) {
      return { came: 'later', fault: faultOf(error).fault };
    }
  };
}

function sentOf(status: number, retryAfter: string | null): Sent {
  if (status >= 200 && status < 300) return { came: 'taken' };
  const fault = `status ${status}`;
  if (status >= 400 && status < 500 && !notNow.includes(status)) return { came: 'refused', fault };
  const waitMs = waitOf(retryAfter);
  return { came: 'later', fault, ...(waitMs === undefined ? {} : { waitMs }) };
}

/** `Retry-After` in milliseconds from now: seconds, or a date (RFC 9110, 10.2.3). The date is the receiver's, so real time counts. */
export function waitOf(retryAfter: string | null, now = Date.now()): number | undefined {
  if (retryAfter === null) return undefined;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
