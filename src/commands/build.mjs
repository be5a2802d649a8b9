// Builds what `npm start` runs: the server's files one by one (esbuild strips the types, tsc checks them in `npm run types`),
// and the browser's programs as bundles. Takes well under a second, so it runs before every start.
// `--locales FOLDER --widget FILE` builds the family's window alone with the words of another folder.
import { build, transform } from 'esbuild';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { suomifiDesignTokens } from 'suomifi-design-tokens';
import { parse } from 'yaml';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const out = join(root, 'dist');
const web = join(root, 'src', 'web');

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return path === web ? [] : filesBelow(path);
    return /\.ts$/.test(entry.name) && !/\.d\.ts$/.test(entry.name) ? [path] : [];
  });
}

function isCurrent() {
  const built = statSync(join(out, 'main.js'), { throwIfNoEntry: false });
  return built !== undefined && filesBelow(join(root, 'src')).every((file) => statSync(file).mtimeMs <= built.mtimeMs);
}

// A program that an operator runs beside the service takes what is built, and does not pull it away from under it.
if (process.argv.includes('--unless-current') && isCurrent()) process.exit(0);

/** The words of the window in every language, so that it speaks before the server has answered and when it never does. */
function windowWords(locales) {
  const words = {};
  for (const language of readdirSync(locales)) {
    const file = join(locales, language, 'window.yaml');
    if (!existsSync(file)) continue;
    const { 'approved-by': _by, 'approved-at': _at, ...own } = parse(readFileSync(file, 'utf8'));
    words[language] = own;
  }
  return words;
}

/** The colours of Suomi.fi stand in the styles by their names, `var(--fi-color-brand-base)`; here they get their values. */
function coloured(style) {
  return style.replace(/var\(--fi-color-([a-z0-9-]+)\)/g, (_whole, name) => {
    const value = suomifiDesignTokens.colors[name.replace(/-([a-z])/g, (_dash, letter) => letter.toUpperCase())];
    if (value === undefined) throw new Error(`there is no colour ${name} in suomifi-design-tokens`);
    return value;
  });
}

const bundled = {
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2020',
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  logLevel: 'error',
};

/** The family's window: one file with its style and words in it, so that one address and one checksum cover it. */
async function buildWidget(locales, file) {
  const style = await transform(coloured(readFileSync(join(web, 'widget.css'), 'utf8')), {
    loader: 'css',
    minify: true,
  });
  await build({
    ...bundled,
    entryPoints: [join(web, 'widget', 'widget.tsx')],
    outfile: file,
    define: {
      ...bundled.define,
      __STYLE__: JSON.stringify(style.code.trim()),
      __WORDS__: JSON.stringify(windowWords(locales)),
    },
  });
  writeFileSync(join(dirname(file), 'widget.css'), style.code);
}

const { values } = parseArgs({ options: { locales: { type: 'string' }, widget: { type: 'string' } } });
if (values.widget !== undefined) {
  mkdirSync(dirname(values.widget), { recursive: true });
  await buildWidget(values.locales ?? join(root, 'locales'), values.widget);
} else {
  rmSync(out, { recursive: true, force: true });
  await build({
    entryPoints: filesBelow(join(root, 'src')),
    outdir: out,
    outbase: join(root, 'src'),
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    logLevel: 'error',
  });
  mkdirSync(join(out, 'web'), { recursive: true });
  for (const name of readdirSync(web))
    if (name.endsWith('.css')) {
      const { outputFiles } = await build({
        entryPoints: [join(web, name)],
        bundle: true,
        minify: true,
        target: 'es2020',
        write: false,
        logLevel: 'error',
      });
      writeFileSync(join(out, 'web', name), coloured(outputFiles[0].text));
    } else if (/\.(svg|png|ico)$/.test(name)) copyFileSync(join(web, name), join(out, 'web', name));
  await buildWidget(join(root, 'locales'), join(out, 'web', 'widget.js'));
  for (const program of ['console/console.tsx', 'teams-tab/teams-tab.ts'])
    if (existsSync(join(web, program)))
      await build({ ...bundled, entryPoints: [join(web, program)], outdir: join(out, 'web'), entryNames: '[name]' });
}
