import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sign, type SignOptions } from 'jsonwebtoken';

export const appId = '7d1f2a3c-0000-4000-8000-00000000c0de';
export const serviceUrl = 'https://smba.example.test/emea/';
export const channelIssuer = 'https://api.botframework.com';

/** A channel of the Bot Framework on a loopback port: it tells its keys, and signs tokens with them. */
export interface Channel {
  readonly metadata: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  /** How often its keys have been asked for. */
  readonly asked: () => number;
  /** The settings of a service that trusts this channel. */
  readonly env: Readonly<Record<string, string>>;
  /** A token as the channel gives it, but for what a test wants otherwise. */
  token(claims?: Readonly<Record<string, unknown>>, options?: SignOptions): string;
  close(): Promise<void>;
}

const keyId = 'channel-key';

export async function openChannel(endorsements: readonly string[] = ['msteams', 'directline']): Promise<Channel> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n, e } = publicKey.export({ format: 'jwk' });
  let asked = 0;
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    response.setHeader('content-type', 'application/json');
    if (request.url === '/metadata')
      response.end(JSON.stringify({ issuer: channelIssuer, jwks_uri: `http://127.0.0.1:${port}/keys` }));
    else {
      asked += 1;
      response.end(JSON.stringify({ keys: [{ kty: 'RSA', use: 'sig', kid: keyId, n, e, endorsements }] }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const metadata = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`;
  return {
    metadata,
    publicKey,
    privateKey,
    asked: () => asked,
    env: {
      MICROSOFT_APP_ID: appId,
      MICROSOFT_APP_PASSWORD: 'not used offline',
      MICROSOFT_APP_TENANT_ID: '00000000-0000-4000-8000-000000000001',
      BOT_OPENID_METADATA: metadata,
    },
    token(claims = {}, options = {}) {
      const now = Math.floor(Date.now() / 1000);
      const all: Readonly<Record<string, unknown>> = {
        iss: channelIssuer,
        aud: appId,
        serviceurl: serviceUrl,
        nbf: now - 60,
        exp: now + 600,
        ...claims,
      };
      const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
      return sign(kept, privateKey, { algorithm: 'RS256', keyid: keyId, ...options });
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
