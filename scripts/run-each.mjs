// Runs one npm script in every workspace that has it, one after the other: `node scripts/run-each.mjs bench -- --json`.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...args] = process.argv.slice(2);
const folders = ['libs', 'services', 'apps', 'subnets']
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
  .concat(join(root, 'proto'), join(root, 'test'));
let failed = 0;
for (const folder of folders) {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) continue;
  const { name, scripts } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (!scripts?.[script]) continue;
  process.stdout.write(`\n▶ ${name}: npm run ${script}\n`);
  const { status } = spawnSync('npm', ['run', '--silent', script, ...args], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);
