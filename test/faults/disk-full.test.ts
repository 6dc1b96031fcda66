import { execFileSync } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { CHAIN_BIN, ChainProcess, spawnChain, tempFolder } from '../support/chain-process.js';

it('a full disk: a clear error, its own exit status, and nothing lost', async () => {
  const { path, remove } = tempFolder();
  onTestFinished(remove);
  const flags = ['--sealing', 'interval', '--block-time', '0.01', '--data-dir', path];
  // No file may grow over about 700 kB: a disk that fills up under a running chain.
  const full = spawnChain(flags, 'ulimit -f 1400;');
  onTestFinished(() => void full.child.kill('SIGKILL'));
  const { code, signal } = await full.exited;
  expect([code, signal], full.output()).toEqual([4, null]);
  expect(full.seen.get('ready')).toBeDefined();
  expect(full.seen.get('fatal')).toMatchObject({ code: 'STORE_FULL', exitCode: 4 });
  expect(String(full.seen.get('fatal')?.['message'])).toMatch(/expected room on the disk/);

  const verified = JSON.parse(
    execFileSync(process.execPath, [CHAIN_BIN, 'verify', '--data-dir', path]).toString(),
  ) as { head: number; finalised: number };
  expect(verified.finalised).toBeGreaterThan(0);
  const again = await ChainProcess.start(['--sealing', 'manual', '--data-dir', path]);
  expect(again.ready.head).toBe(verified.finalised);
  expect(await again.stop()).toBe(0);
});
