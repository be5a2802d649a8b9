// `npm run teams:package`: the app that a region uploads to Teams, in dist/luotsi-teams.zip. Fills the manifest from the settings,
// checks it against Microsoft's schema without a network, and packs it with its icons. `--example` packs one with made-up ids, to
// see that the manifest is sound. Runs after `npm run build`.
import manifests from '@microsoft/app-manifest';
import { zipSync } from 'fflate';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const utils = manifests.AppManifestUtils;
const require = createRequire(import.meta.url);
const { appFiles } = require(join(root, 'dist', 'bot', 'teams', 'app-package.js'));
const { loadContent } = require(join(root, 'dist', 'content', 'load.js'));

const example = {
  MICROSOFT_APP_ID: '11111111-2222-4333-8444-555555555555',
  SIGN_IN_CLIENT_ID: '66666666-7777-4888-9999-aaaaaaaaaaaa',
  PUBLIC_ADDRESS: 'https://luotsi.example',
};

if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
const settings = process.argv.includes('--example') ? example : process.env;

function faultsOf() {
  const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  return [
    guid.test(settings.MICROSOFT_APP_ID ?? '') ? [] : ['MICROSOFT_APP_ID: the application id of the Azure bot, a guid'],
    guid.test(settings.SIGN_IN_CLIENT_ID ?? '')
      ? []
      : ['SIGN_IN_CLIENT_ID: the client id of the console at the sign-in, a guid'],
    /^https:\/\/[^/]+\/?$/.test(settings.PUBLIC_ADDRESS ?? '')
      ? []
      : ['PUBLIC_ADDRESS: the https address of the service, without a path'],
  ].flat();
}

// The schema of translations has patterns that the checker of manifests cannot read: they are asked here one by one.
async function wrongWords({ $schema, ...words }) {
  const { properties, patternProperties } = await utils.fetchSchema($schema);
  const patterns = Object.entries(patternProperties).map(([pattern, rule]) => [new RegExp(pattern), rule]);
  return Object.entries(words).flatMap(([path, text]) => {
    const rule = properties[path] ?? patterns.find(([pattern]) => pattern.test(path))?.[1];
    if (rule === undefined) return [`${path} cannot be translated`];
    return text.length > (rule.maxLength ?? Infinity) ? [`${path} is longer than ${rule.maxLength} signs`] : [];
  });
}

async function pack() {
  const faults = faultsOf();
  if (faults.length > 0)
    throw new Error(`the package cannot be filled:\n${faults.map((one) => `  - ${one}`).join('\n')}`);
  const app = join(root, 'src', 'bot', 'teams-app');
  const ids = {
    bot: settings.MICROSOFT_APP_ID,
    client: settings.SIGN_IN_CLIENT_ID,
    page: settings.PUBLIC_ADDRESS.replace(/\/$/, ''),
    version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
  };
  const files = appFiles(JSON.parse(readFileSync(join(app, 'manifest.json'), 'utf8')), ids, loadContent(root));
  for (const [name, content] of Object.entries(files)) {
    const wrong = name === 'manifest.json' ? await utils.validateAgainstSchema(content) : await wrongWords(content);
    if (wrong.length > 0)
      throw new Error(`${name} is not what Teams takes:\n${wrong.map((one) => `  - ${one}`).join('\n')}`);
  }
  const bytes = Object.entries(files).map(([name, content]) => [
    name,
    Buffer.from(`${JSON.stringify(content, null, 2)}\n`),
  ]);
  const icons = ['color.png', 'outline.png'].map((name) => [name, readFileSync(join(app, name))]);
  const to = join(root, 'dist', 'luotsi-teams.zip');
  // The same content is the same package, whenever it is made.
  writeFileSync(to, zipSync(Object.fromEntries([...bytes, ...icons]), { mtime: '1980-01-01' }));
  process.stdout.write(`The Teams app is in ${to}\n`);
}

pack().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
