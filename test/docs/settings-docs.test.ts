/** Tables of settings in READMEs, and the schema of the Helm chart's values, say what the services say. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('are what their script writes', () => {
  const root = join(import.meta.dirname, '..', '..');
  const run = () =>
    execFileSync(process.execPath, [join(root, 'scripts', 'settings-docs.mjs'), '--check'], {
      stdio: 'pipe',
    });
  expect(run).not.toThrow();
});
