import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** A program that ends with 3, and what else it does. */
function run(more: string, graceMs: number) {
  const file = JSON.stringify(new URL('../dist/end-process.js', import.meta.url).href);
  const text = `import { endProcess } from ${file}; ${more}; endProcess(3, ${graceMs});`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', text], { timeout: 60_000 }).status;
}

it('a process that something keeps is ended all the same, with its status', () => {
  expect(run('setInterval(() => {}, 1_000)', 300)).toBe(3);
});

it('one that nothing keeps does not wait', () => {
  expect(run('', 1_000_000)).toBe(3);
});
