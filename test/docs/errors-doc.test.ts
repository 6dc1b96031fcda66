/** docs/errors.md says what the lists in the code say. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('is what its script writes', () => {
  const root = join(import.meta.dirname, '..', '..');
  const run = () =>
    execFileSync(process.execPath, [join(root, 'scripts', 'errors-doc.mjs'), '--check'], { stdio: 'pipe' });
  expect(run).not.toThrow();
});
