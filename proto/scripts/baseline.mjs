// Freezes today's protocol as the one that later versions must not break: `npm run baseline -w proto -- 0.2.0`.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const version = process.argv[2];
if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) {
  process.stderr.write('usage: npm run baseline -w proto -- MAJOR.MINOR.PATCH\n');
  process.exit(2);
}
mkdirSync(join(here, 'baselines'), { recursive: true });
const { status } = spawnSync('buf', ['build', '-o', join('baselines', `${version}.binpb`)], {
  cwd: here,
  stdio: 'inherit',
});
process.exit(status ?? 1);
