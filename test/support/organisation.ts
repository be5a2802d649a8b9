import { fork, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder, root } from './root';
import { testKeys } from './service';

const peers = join(root, 'test', 'peers');

/** A group of tests that need the certified OpenID Connect server: skipped by name, with the reason, where it is not installed. */
export const withOrganisation: (name: string, tests: () => void) => void = fs.existsSync(
  join(peers, 'node_modules', 'oidc-provider'),
)
  ? (name, tests) => describe(`${name}, at a certified OpenID Connect server`, tests)
  : (name, tests) =>
      describe.skip(`${name} (skipped: no OpenID Connect server; npm ci --prefix test/peers --ignore-scripts)`, tests);

export type Mood = 'well' | 'down' | 'slow' | 'garbage' | 'broken' | 'stranger';
export type Claims = Readonly<Record<string, unknown>>;

/** What an organisation was asked, by the names of what came. */
export interface Heard {
  readonly asked?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly status?: number;
}

/** An organisation and the service whose workers sign in there, each a process of its own, with the region's https front between. */
export interface SignedHouse {
  /** Where browsers go: the front, over https. */
  readonly address: string;
  /** The service itself, behind the front. */
  readonly service: string;
  readonly organisation: string;
  readonly certificate: string;
  /** Everything the service has logged. */
  log(): string;
  people(people: Readonly<Record<string, Claims>>): Promise<void>;
  feels(mood: Mood): Promise<void>;
  /** What the organisation has heard since it was last looked at. */
  heard(): Promise<readonly Heard[]>;
  /** Moves the service's clock. */
  later(minutes: number): Promise<void>;
  /** A token that the organisation has signed, of a tenant and with claims, as Teams gets it for the tab. */
  mint(claims: Claims, tenant?: string): Promise<string>;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function openSignedHouse(more: Readonly<Record<string, string>> = {}): Promise<SignedHouse> {
  const organisation = child(join(peers, 'organisation.mjs'), {});
  const ready = (await message(organisation)) as { address: string; front: string; cert: string };
  const folder = fs.mkdtempSync(join(tmpdir(), 'luotsi-sign-in-'));
  const certificate = join(folder, 'organisation.pem');
  fs.writeFileSync(certificate, ready.cert);
  const env = {
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_FOLDER: dataFolder,
    DATABASE_FILE: join(folder, 'luotsi.db'),
    ENCRYPTION_KEYS: testKeys,
    SIGN_IN_AUTHORITY: `${ready.address}/tenant-a`,
    SIGN_IN_CLIENT_ID: 'luotsi',
    SIGN_IN_CLIENT_SECRET: 'not-a-secret-in-a-test',
    PUBLIC_ADDRESS: ready.front,
    ...more,
  };
  const service = child(join(root, 'test', 'support', 'signed-service.mjs'), {
    ...env,
    NODE_EXTRA_CA_CERTS: certificate,
  });
  let log = '';
  for (const stream of [service.stdout, service.stderr])
    stream?.on('data', (part: Buffer) => {
      log += part.toString('utf8');
    });
  const { address } = (await message(service).catch((error: unknown) => {
    throw new Error(`the service did not start: ${log}`, { cause: error });
  })) as { address: string };
  const ask = async (told: object): Promise<{ readonly heard: readonly Heard[]; readonly minted?: string }> => {
    const answered = message(organisation);
    organisation.send(told);
    return (await answered) as { heard: readonly Heard[]; minted?: string };
  };
  const tell = async (told: object): Promise<readonly Heard[]> => (await ask(told)).heard;
  await tell({ target: Number(new URL(address).port) });
  return {
    address: ready.front,
    service: address,
    organisation: ready.address,
    certificate: ready.cert,
    env,
    log: () => log,
    people: async (people) => void (await tell({ people })),
    feels: async (mood) => void (await tell({ mood })),
    heard: () => tell({}),
    mint: async (claims, tenant = 'tenant-a') => (await ask({ mint: { tenant, claims } })).minted ?? '',
    async later(minutes) {
      const moved = message(service);
      service.send({ later: minutes });
      await moved;
    },
    async close() {
      await Promise.all([ended(service), ended(organisation)]);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function child(file: string, env: Readonly<Record<string, string>>): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  return fork(file, { env: { PATH, HOME, ...env }, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
}

function message(from: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null): void => reject(new Error(`the process ended with ${code ?? 'a signal'}`));
    from.once('exit', gone);
    from.once('message', (told) => {
      from.off('exit', gone);
      resolve(told);
    });
  });
}

function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    process.once('exit', () => resolve());
    process.disconnect();
  });
}
