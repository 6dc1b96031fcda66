import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, openSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CHAIN_BIN, ChainProcess, rpc, spawnChain, tempFolder } from '../support/chain-process.js';

const PAGE = 4096;
const source = tempFolder();

beforeAll(async () => {
  const chain = await ChainProcess.start(['--sealing', 'manual', '--data-dir', source.path]);
  for (let n = 0; n < 30; n++) await rpc(chain.ready.http, 'engine_createBlock', true, true);
  await chain.stop();
});
afterAll(() => source.remove());

/** A copy of a good store, and its file. */
function copy(): { path: string; file: string } {
  const { path, remove } = tempFolder();
  onTestFinished(remove);
  cpSync(source.path, path, { recursive: true });
  return { path, file: join(path, 'store', 'data.mdb') };
}
async function fatalOf(path: string): Promise<{ code: number | null; event: unknown }> {
  const chain = spawnChain(['--sealing', 'manual', '--data-dir', path]);
  onTestFinished(() => void chain.child.kill('SIGKILL'));
  const { code } = await chain.exited;
  return { code, event: chain.seen.get('fatal') };
}

describe('a corrupted store', () => {
  it.each([
    ['rubbish', (file: string) => writeFileSync(file, 'no database at all '.repeat(5000))],
    ['empty', (file: string) => writeFileSync(file, '')],
    ['cut in half', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2 / PAGE) * PAGE)],
    ['cut to two pages', (file: string) => truncateSync(file, 2 * PAGE)],
  ])('is named and refused: %s', async (_, damage) => {
    const { path, file } = copy();
    damage(file);
    const { code, event } = await fatalOf(path);
    expect(code).toBe(3);
    expect(event).toMatchObject({ code: 'STORE_CORRUPT', exitCode: 3 });
  });

  it('is found by verify wherever a byte of state or block changed', () => {
    const { path, file } = copy();
    // Flip one byte in every page but the two that say where the rest is: some hold live data, whatever the layout.
    const pages = statSync(file).size / PAGE;
    const handle = openSync(file, 'r+');
    for (let page = 2; page < pages; page++)
      writeSync(handle, Uint8Array.of(0xa5), 0, 1, page * PAGE + PAGE - 9);
    closeSync(handle);
    const { status, stderr } = spawnSync(process.execPath, [CHAIN_BIN, 'verify', '--data-dir', path]);
    expect(status, stderr.toString()).toBe(3);
    expect(stderr.toString()).toMatch(/STORE_CORRUPT/);
  });

  it('is not opened for another chain, nor while another process has it', async () => {
    const { path } = copy();
    const other = spawnChain(['--network', 'main', '--data-dir', path]);
    expect((await other.exited).code).toBe(7);
    const holder = await ChainProcess.start(['--sealing', 'manual', '--data-dir', path]);
    const second = spawnChain(['--data-dir', path]);
    expect((await second.exited).code).toBe(6);
    expect(second.seen.get('fatal')).toMatchObject({ code: 'STORE_LOCKED' });
    expect(await holder.stop()).toBe(0);
  });

  it('comes back from a backup taken while the node ran', async () => {
    const { path } = copy();
    const chain = await ChainProcess.start(['--sealing', 'manual', '--data-dir', path]);
    const target = tempFolder();
    const restored = tempFolder();
    onTestFinished(() => [target, restored].forEach(({ remove }) => remove()));
    const run = (...args: string[]) => spawnSync(process.execPath, [CHAIN_BIN, ...args]);
    expect(run('backup', '--data-dir', path, '--to', target.path).status).toBe(0);
    const hash = await rpc(chain.ready.http, 'chain_getBlockHash', 30);
    expect(await chain.stop()).toBe(0);
    const done = run('restore', '--from', target.path, '--data-dir', restored.path);
    expect(JSON.parse(done.stdout.toString())).toMatchObject({ event: 'restored', head: 30, blocks: 31 });
    const again = await ChainProcess.start(['--sealing', 'manual', '--data-dir', restored.path]);
    expect(await rpc(again.ready.http, 'chain_getBlockHash', 30)).toBe(hash);
    expect(await again.stop()).toBe(0);
    expect(run('restore', '--from', target.path, '--data-dir', restored.path).status).toBe(7);
  });
});
