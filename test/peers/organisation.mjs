// An organisation with a certified OpenID Connect server (oidc-provider), and the https front of a region's own server, for tests.
// Started as a child process: it says `ready` with its addresses and certificate, and is told who there is and how it feels by messages.
import { request as ask } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { Provider, interactionPolicy } from 'oidc-provider';
import selfsigned from 'selfsigned';

/** People by the name they sign in with; what is told of each goes into the ID token. */
let people = {};
/** `well`, or how it is unwell: `down`, `slow`, `garbage`, `broken`, `stranger` (describes itself as another's). */
let mood = 'well';
/** What came to the token endpoint, and what the last sign-in asked for: by names and not by values. */
const heard = [];

const { cert, private: key } = await selfsigned.generate([{ name: 'commonName', value: '127.0.0.1' }], {
  keySize: 2048,
  algorithm: 'sha256',
  extensions: [
    { name: 'basicConstraints', cA: true, critical: true },
    {
      name: 'subjectAltName',
      altNames: [
        { type: 7, ip: '127.0.0.1' },
        { type: 2, value: 'localhost' },
      ],
    },
  ],
});

/** The region's front: what production has before the service. */
let target = 0;
const front = createSecureServer({ key, cert }, (request, response) => {
  const on = ask(
    {
      host: '127.0.0.1',
      port: target,
      path: request.url,
      method: request.method,
      headers: { ...request.headers, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' },
    },
    (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    },
  );
  on.on('error', () => response.destroy());
  response.on('close', () => on.destroy());
  request.pipe(on);
});
const frontAddress = await opened(front);

const organisation = createSecureServer({ key, cert }, (request, response) => {
  const [, tenant = ''] = request.url.split('/');
  if (!(tenant in tenants)) return void response.writeHead(404).end();
  if (mood === 'down') return void request.socket.destroy();
  if (mood === 'slow') return;
  if (mood === 'garbage') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Huolto</p>');
  if (mood === 'broken') return void response.writeHead(502).end('{}');
  if (mood === 'stranger' && request.url.endsWith('/openid-configuration'))
    return void response.end(
      JSON.stringify({
        issuer: 'https://sign-in.example.test/other/v2.0',
        authorization_endpoint: 'https://sign-in.example.test/authorize',
        token_endpoint: 'https://sign-in.example.test/token',
      }),
    );
  request.url = agreed(request.url.slice(`/${tenant}/v2.0`.length) || '/');
  request.originalUrl = `/${tenant}/v2.0${request.url}`;
  tenants[tenant](request, response);
});
const address = await opened(organisation);
/** The keys that each tenant signs with. */
const keys = {};
const tenants = { 'tenant-a': tenant('tenant-a'), 'tenant-b': tenant('tenant-b') };

/**
 * An administrator has agreed once for everybody, as in Entra ID: nobody is asked. This server gives a refresh token only where the
 * person was asked to agree, so that is added to what comes, and its page left out below.
 */
function agreed(path) {
  const asked = new URL(path, address);
  if (asked.pathname !== '/auth') return path;
  asked.searchParams.set('prompt', [asked.searchParams.get('prompt'), 'consent'].filter(Boolean).join(' '));
  return `${asked.pathname}${asked.search}`;
}

function tenant(name) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  keys[name] = privateKey;
  const { Prompt, base } = interactionPolicy;
  const policy = base();
  policy.get('consent').checks.remove('consent_prompt');
  policy.add(new Prompt({ name: 'select_account', requestable: true }));
  const provider = new Provider(`${address}/${name}/v2.0`, {
    clients: [
      {
        client_id: 'luotsi',
        client_secret: 'not-a-secret-in-a-test',
        redirect_uris: [`${frontAddress}/console/signed-in`],
        post_logout_redirect_uris: [`${frontAddress}/console/signed-out`],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: name }] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    claims: {
      openid: ['sub', 'oid', 'tid', 'name', 'roles', 'groups', 'hasgroups', '_claim_names', '_claim_sources'],
      profile: [],
    },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { policy, url: (_context, { uid }) => `/${name}/v2.0/interaction/${uid}` },
    rotateRefreshToken: true,
    findAccount: (_context, sub) =>
      sub in people ? { accountId: sub, claims: async () => ({ sub, tid: name, ...people[sub] }) } : undefined,
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile offline_access');
      await grant.save();
      return grant;
    },
    // A test moves the clock of the service by hours, and not this one.
    ttl: {
      AccessToken: 3600,
      IdToken: 2 * 86_400,
      RefreshToken: 86_400,
      Session: 86_400,
      Grant: 86_400,
      Interaction: 3600,
    },
  });
  provider.proxy = false;
  provider.use(async (context, next) => {
    const [, uid] = /^\/interaction\/([\w-]+)$/.exec(context.path) ?? [];
    if (uid === undefined) {
      await next();
      if (context.path === '/token') heard.push({ token: context.oidc?.params?.grant_type, status: context.status });
      if (context.path === '/auth' && context.method === 'GET')
        heard.push({ asked: Object.fromEntries(new URL(context.href).searchParams.entries()) });
      return;
    }
    if (context.method === 'GET') {
      context.type = 'html';
      context.body = `<!doctype html><html lang="fi"><title>Organisaatio</title><form method="post"><label>Tunnus <input name="login"></label><button>Jatka</button><button name="cancel" value="yes">Peruuta</button></form></html>`;
      return;
    }
    let body = '';
    for await (const part of context.req) body += part;
    const form = new URLSearchParams(body);
    const to = await provider.interactionResult(
      context.req,
      context.res,
      form.get('cancel') === 'yes'
        ? { error: 'access_denied', error_description: 'the person went back' }
        : { login: { accountId: form.get('login') ?? '' }, select_account: {}, consent: {} },
    );
    context.redirect(to);
    context.status = 303;
  });
  return provider.callback();
}

/** A token as Teams gets one for the app's tab, which no flow of a browser here gives. */
function minted({ tenant, claims }) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const told = `${part({ alg: 'RS256', typ: 'JWT', kid: tenant })}.${part({ iss: `${address}/${tenant}/v2.0`, tid: tenant, ...claims })}`;
  return `${told}.${sign('RSA-SHA256', Buffer.from(told), keys[tenant]).toString('base64url')}`;
}

process.on('message', (told) => {
  if (told.people) people = told.people;
  if (told.mood) mood = told.mood;
  if (told.target) target = told.target;
  process.send({ done: told.number, heard: heard.splice(0), ...(told.mint ? { minted: minted(told.mint) } : {}) });
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: true, address, front: frontAddress, cert });

async function opened(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://127.0.0.1:${server.address().port}`;
}
