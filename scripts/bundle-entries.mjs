// A library's public entries, after `tsc`: each becomes one file, and what they share lies in chunks, so that all of them use one
// instance. Run in the library's folder.
//   node ../../scripts/bundle-entries.mjs              its own modules; packages are loaded as ever
//   node ../../scripts/bundle-entries.mjs --packages   and the packages that they import
// PERF: Node needs about a millisecond of CPU for a module that it loads, however small (`npm run bench -w @yumanet/polkadot`).
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { build } from 'esbuild';

/** Every Node has WebAssembly: the same cryptography in asm.js is half a megabyte that nobody runs. */
const withoutAsmJs = {
  name: 'without asm.js',
  setup: (run) =>
    run.onResolve({ filter: /^@polkadot\/wasm-crypto-init$/ }, ({ path, kind, resolveDir }) =>
      run.resolve(`${path}/wasm`, { kind, resolveDir }),
    ),
};

const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const entryPoints = Object.values(exports).flatMap((entry) => entry.import ?? []);
const withPackages = argv.includes('--packages');
// Of an earlier build: their names are of what is in them.
rmSync('dist/chunks', { recursive: true, force: true });
const { metafile } = await build({
  metafile: true,
  entryPoints,
  outdir: 'dist',
  outbase: 'dist',
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: 'chunks/[hash]',
  // Code may ask for a class's name, and messages hold it.
  keepNames: true,
  sourcemap: !withPackages,
  logLevel: 'warning',
  ...(withPackages
    ? {
        plugins: [withoutAsmJs],
        legalComments: 'inline',
        // CommonJS among them asks for Node's own modules by `require`.
        banner: {
          js: "import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);",
        },
        // Optional: native parts of `ws`, and a light client that is not ours to ship (scripts/licences.mjs).
        external: ['bufferutil', 'utf-8-validate', '@substrate/connect'],
      }
    : { packages: 'external' }),
});

/** Whose code is in it, and on what terms it may be passed on. */
if (withPackages) {
  const folders = new Set(
    Object.keys(metafile.inputs).flatMap(
      (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [],
    ),
  );
  const notices = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const texts = readdirSync(folder)
      .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8').trim());
    return [`${name} ${version}: ${license}`, ...texts].join('\n\n');
  });
  writeFileSync('dist/THIRD-PARTY.txt', `${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}
