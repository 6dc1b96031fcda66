import { execFileSync, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { main } from '@yumanet/cli';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ChainProcess } from '../support/chain-process.js';

const BIN = join(
  dirname(createRequire(import.meta.url).resolve('@yumanet/cli/package.json')),
  'bin',
  'yumanet.js',
);
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
let chain: ChainProcess;

beforeAll(async () => {
  chain = await ChainProcess.start(['--sealing', 'instant']);
});
afterAll(async () => {
  expect(await chain.stop()).toBe(0);
});

/** Runs the command in this process: loading its client library takes a second each time. */
async function yumanet(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const status = await main(['node', 'yumanet', ...args], {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    env: { YUMANET_URL: chain.ready.rpc },
  });
  return { status, ...said };
}
const rows = (out: string): Record<string, unknown>[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('yumanet', () => {
  it('helps with examples', () => {
    const out = execFileSync(process.execPath, [BIN, '--help']).toString();
    expect(out).toContain('yumanet transfer --from //Alice --to //Bob --amount 1.5');
  });

  it('lists accounts, moves TAO, and shows it', async () => {
    const listed = rows((await yumanet('--json', 'accounts')).out);
    expect(listed.map(({ name }) => name)).toContain('//Alice');
    const before = rows((await yumanet('--json', 'balance', '//Bob')).out)[0]!;
    const sent = await yumanet('transfer', '--from', '//Alice', '--to', '//Bob', '--amount', '1.5');
    expect([sent.status, sent.err]).toEqual([0, '']);
    // Where blocks come fast, the client may hear of the final one alone.
    expect(sent.out).toMatch(/Ready[^]*Finalized[^]*sent 1\.500000000 TAO from 5Grwva/);
    const after = rows((await yumanet('--json', 'balance', '//Bob')).out)[0]!;
    expect(BigInt(after['freeRao'] as string) - BigInt(before['freeRao'] as string)).toBe(1_500_000_000n);
    const blocks = rows((await yumanet('--json', 'blocks')).out);
    expect(blocks.map(({ number }) => number)).toEqual([0, 1, 2]);
    const events = rows((await yumanet('--json', 'events', '-n', '3')).out);
    expect(events.map(({ event }) => event)).toContain('balances.Transfer');
    expect((await yumanet('balance', ALICE)).out).toMatch(/^5Grwva\S+ {2}\d+\.\d{9} TAO/);
  });

  it('follows events as they happen', async () => {
    const env = { ...process.env, YUMANET_URL: chain.ready.rpc };
    const follower = spawn(process.execPath, [BIN, 'events', '-f', '-n', '1'], { env });
    onTestFinished(() => void follower.kill('SIGKILL'));
    let out = '';
    follower.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    await expect.poll(() => out).not.toBe('');
    await yumanet('transfer', '--from', '//Bob', '--to', '//Eve', '--amount', '0.25');
    await expect.poll(() => out).toContain('balances.Transfer');
    follower.kill('SIGTERM');
  });

  it('says what is wrong, with a status for each kind', async () => {
    expect(await yumanet('balance', 'nobody')).toMatchObject({
      status: 2,
      err: expect.stringContaining('account: expected') as string,
    });
    expect((await yumanet('transfer', '--from', '//Alice', '--to', '//Bob', '--amount', 'x')).status).toBe(2);
    expect((await yumanet('fly')).status).toBe(2);
    expect((await yumanet('--url', 'ws://127.0.0.1:1', 'accounts')).status).toBe(3);
    const poor = await yumanet('--json', 'transfer', '--from', '//Nobody', '--to', '//Bob', '--amount', '1');
    expect([poor.status, rows(poor.out).at(-1)]).toMatchObject([4, { error: { code: 'REFUSED' } }]);
    expect(
      (await yumanet('transfer', '--from', '//Bob', '--to', '//Eve', '--amount', '999999999')).status,
    ).toBe(5);
  });
});
