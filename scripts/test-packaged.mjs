// `npm run test:packaged`: packages each service into a folder of its own, outside this checkout, and runs the services'
// tests against what lies there. Extra arguments go to vitest (`npm run test:packaged -- services/miner.test.ts`).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'yumanet-packaged-'));
const step = (args, cwd, env = {}) =>
  spawnSync(process.execPath, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
try {
  const packaged = ['chain', 'emission', 'validator', 'miner'].every((name) =>
    step([join(root, 'scripts', 'package-service.mjs'), name, '--json', '--out', join(folder, name)], root),
  );
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const tests = process.argv.length > 2 ? process.argv.slice(2) : ['services'];
  const passed =
    packaged && step([vitest, 'run', ...tests], join(root, 'test'), { YUMANET_PACKAGED: folder });
  process.exitCode = passed ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
