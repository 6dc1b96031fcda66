// Builds the page into dist/page: one script, one style sheet, their names with their digests, and what the browser asks for first.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'dist/page');

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const { metafile } = await build({
  entryPoints: { app: join(ROOT, 'page/main.tsx') },
  outdir: OUT,
  entryNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  metafile: true,
  absWorkingDir: ROOT,
  logLevel: 'warning',
});
const names = Object.keys(metafile.outputs).map((path) => basename(path));
const named = (end) => names.find((name) => name.endsWith(end));
const html = readFileSync(join(ROOT, 'page/index.html'), 'utf8')
  .replace('{{script}}', named('.js'))
  .replace('{{style}}', named('.css'));
writeFileSync(join(OUT, 'index.html'), html);
copyFileSync(join(ROOT, 'page/icon.svg'), join(OUT, 'icon.svg'));
const bytes = names.reduce(
  (sum, name) => sum + gzipSync(readFileSync(join(OUT, name)), { level: 9 }).length,
  0,
);
console.log(`page: ${names.join(', ')}: ${bytes} bytes gzipped`);
