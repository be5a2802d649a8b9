import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** The keys of a deployment, the current first: older ones only open what they once sealed. */
export interface KeyRing {
  readonly keys: readonly { readonly id: string; readonly key: Buffer }[];
}

const version = 1;
const nonceLength = 12;
const tagLength = 16;

const drawnAtOnce = 256 * nonceLength;
let drawn: Buffer = Buffer.alloc(0);
let spent = 0;

/** Random bytes are drawn for many nonces at once: asking the system for each costs more than the sealing. */
function freshNonce(): Buffer {
  if (spent >= drawn.length) {
    drawn = randomBytes(drawnAtOnce);
    spent = 0;
  }
  spent += nonceLength;
  return drawn.subarray(spent - nonceLength, spent);
}

export interface Sealer {
  /** Encrypts a value for one place (AES-256-GCM). The place is bound in: sealed bytes moved to another row do not open. */
  seal(value: unknown, place: string): Buffer;
  /** Opens what was sealed for this place. Throws when the key is missing or a single bit has changed. */
  open(sealed: Buffer, place: string): unknown;
  /** A keyed hash under a key derived for one purpose; 256 bits, base64url. */
  mac(purpose: string, text: string): string;
}

export function makeSealer(ring: KeyRing): Sealer {
  const [current] = ring.keys;
  if (!current) throw new Error('the key ring is empty');
  const byId = new Map(ring.keys.map((one) => [one.id, one.key]));
  // Hashes must stay the same when keys are rotated, so they come from the oldest key of the ring.
  const oldest = ring.keys.at(-1)?.key ?? current.key;
  const derived = new Map<string, Buffer>();
  const keyFor = (purpose: string): Buffer => {
    const key = derived.get(purpose) ?? createHmac('sha256', oldest).update(`luotsi ${purpose}`).digest();
    derived.set(purpose, key);
    return key;
  };
  return {
    seal(value, place) {
      const id = Buffer.from(current.id);
      const nonce = freshNonce();
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce);
      cipher.setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([version, id.length]), id, nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, place) {
      const idLength = sealed[1] ?? 0;
      const id = sealed.subarray(2, 2 + idLength).toString();
      const key = byId.get(id);
      if (sealed[0] !== version || !key)
        throw new Error(`no key of the ring opens this (key ${id}): add the key it was sealed with to ENCRYPTION_KEYS`);
      const nonce = sealed.subarray(2 + idLength, 2 + idLength + nonceLength);
      const tag = sealed.subarray(2 + idLength + nonceLength, 2 + idLength + nonceLength + tagLength);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce);
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(tag);
      const body = Buffer.concat([
        decipher.update(sealed.subarray(2 + idLength + nonceLength + tagLength)),
        decipher.final(),
      ]);
      return JSON.parse(body.toString('utf8')) as unknown;
    },
    mac: (purpose, text) => createHmac('sha256', keyFor(purpose)).update(text).digest('base64url'),
  };
}
