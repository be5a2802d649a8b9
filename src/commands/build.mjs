// Builds what `npm start` runs: the server's files one by one (esbuild strips the types, tsc checks them in `npm run types`),
// and the browser's programs as bundles. Takes well under a second, so it runs before every start.
import { build } from 'esbuild';
import { mkdirSync, readdirSync, rmSync, copyFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const out = join(root, 'dist');

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return path === join(root, 'src', 'web') ? [] : filesBelow(path);
    return /\.ts$/.test(entry.name) && !/\.d\.ts$/.test(entry.name) ? [path] : [];
  });
}

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

const web = join(root, 'src', 'web');
const programs = ['widget/widget.tsx', 'console/console.tsx', 'teams-tab/teams-tab.ts']
  .map((file) => join(web, file))
  .filter((file) => existsSync(file));
await build({
  entryPoints: programs,
  outdir: join(out, 'web'),
  entryNames: '[name]',
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2020',
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  logLevel: 'error',
});
mkdirSync(join(out, 'web'), { recursive: true });
for (const name of readdirSync(web))
  if (/\.(css|svg|png|ico)$/.test(name)) copyFileSync(join(web, name), join(out, 'web', name));
