import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  type CipherGCMOptions,
} from 'node:crypto';

/** The keys of a deployment, the current first: older ones only open what they once sealed. */
export interface KeyRing {
  readonly keys: readonly { readonly id: string; readonly key: Buffer }[];
}

const method = 'aes-256-gcm';
const version = 1;
const nonceLength = 12;
const tagLength = 16;
const options: CipherGCMOptions = { authTagLength: tagLength };

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
  /** A keyed hash under a key derived for one purpose; 256 bits, base64url. It stays the same when the ring's keys change. */
  mac(purpose: string, text: string): string;
  /** A short name of the key that hashes come from; it tells nothing of the key. */
  readonly hashKey: string;
  /** What sealed bytes begin with, for each key of the ring, the current first: a query can count them without opening anything. */
  readonly beginnings: readonly { readonly id: string; readonly bytes: Buffer }[];
}

/**
 * Seals with the ring's first key. Hashes come from `hashing`, which the database keeps sealed (see secrets.ts); without one they
 * come from the oldest key of the ring, as for a house that keeps nothing.
 */
export function makeSealer(ring: KeyRing, hashing?: Buffer): Sealer {
  const [current] = ring.keys;
  if (!current) throw new Error('the key ring is empty');
  const byId = new Map(ring.keys.map((one) => [one.id, createSecretKey(one.key)]));
  const sealing = createSecretKey(current.key);
  const beginning = beginningOf(current.id);
  const hashKey = hashing ?? oldestOf(ring);
  const derived = new Map<string, Buffer>();
  const keyFor = (purpose: string): Buffer => {
    const key = derived.get(purpose) ?? createHmac('sha256', hashKey).update(`luotsi ${purpose}`).digest();
    derived.set(purpose, key);
    return key;
  };
  const mac = (purpose: string, text: string): string =>
    createHmac('sha256', keyFor(purpose)).update(text).digest('base64url');
  return {
    seal(value, place) {
      const nonce = freshNonce();
      const cipher = createCipheriv(method, sealing, nonce, options);
      cipher.setAAD(Buffer.from(place));
      // A stream cipher: all of the bytes come at once, and nothing is left for the end but the tag.
      const body = cipher.update(JSON.stringify(value), 'utf8');
      cipher.final();
      return Buffer.concat([beginning, nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, place) {
      const idLength = sealed[1] ?? 0;
      const id = sealed.subarray(2, 2 + idLength).toString();
      const key = byId.get(id);
      if (sealed[0] !== version || !key)
        throw new Error(`no key of the ring opens this (key ${id}): add the key it was sealed with to ENCRYPTION_KEYS`);
      const nonce = sealed.subarray(2 + idLength, 2 + idLength + nonceLength);
      const tag = sealed.subarray(2 + idLength + nonceLength, 2 + idLength + nonceLength + tagLength);
      const decipher = createDecipheriv(method, key, nonce, options);
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(tag);
      const body = decipher.update(sealed.subarray(2 + idLength + nonceLength + tagLength));
      // Throws when a single bit has changed: before that, nothing of the body is read.
      decipher.final();
      return JSON.parse(body.toString('utf8')) as unknown;
    },
    mac,
    hashKey: mac('key name', '').slice(0, 8),
    beginnings: ring.keys.map(({ id }) => ({ id, bytes: beginningOf(id) })),
  };
}

/** The oldest key of a ring: the one that hashes came from before the database kept a key of its own for them. */
export function oldestOf(ring: KeyRing): Buffer {
  const oldest = ring.keys.at(-1);
  if (!oldest) throw new Error('the key ring is empty');
  return oldest.key;
}

function beginningOf(id: string): Buffer {
  const name = Buffer.from(id);
  return Buffer.concat([Buffer.from([version, name.length]), name]);
}
