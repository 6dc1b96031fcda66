import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Copies what git tracks or would track (no node_modules, no build output) of `from` to the empty folder `to`. */
export function copyCheckout(from, to) {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: from,
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const file of listed.toString().split('\0').filter(Boolean)) {
    const source = join(from, file);
    if (!existsSync(source)) continue; // deleted in the working tree, not yet committed
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(source, join(to, file), { preserveTimestamps: true });
  }
}

if (process.argv[1]?.endsWith('copy-checkout.mjs')) copyCheckout(process.argv[2], process.argv[3]);
