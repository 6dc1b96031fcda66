import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { createGrpcClient } from '@yumanet/service-kit';
import { describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { CHAIN_BIN, ChainProcess, rpc, spawnChain, tempFolder } from '../support/chain-process.js';

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
/** twox128("System") ‖ twox128("Account"). */
const ACCOUNTS = '0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9';

function folder(): string {
  const { path, remove } = tempFolder();
  onTestFinished(remove);
  return path;
}
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHAIN_BIN, ...args], { timeout: 100_000 });
  return { status, out: stdout.toString(), err: stderr.toString() };
};
async function start(...flags: string[]): Promise<ChainProcess> {
  const chain = await ChainProcess.start(flags);
  onTestFinished(async () => void (await chain.kill()));
  return chain;
}

describe('yumanet-chain', () => {
  it('explains itself', () => {
    const { status, out } = run('--help');
    expect(status).toBe(0);
    for (const word of ['--sealing', '--rpc-port', 'YUMANET_CHAIN_BLOCK_TIME', 'Examples:', 'Exit status:'])
      expect(out).toContain(word);
  });

  it('stops within five seconds, clients or not, and says goodbye to them', async () => {
    const chain = await start('--sealing', 'interval', '--block-time', '0.05');
    const sockets = Array.from({ length: 20 }, () => new WebSocket(chain.ready.rpc));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('open', resolve))));
    const closed = sockets.map((socket) => new Promise<number>((resolve) => socket.once('close', resolve)));
    const started = performance.now();
    expect(await chain.stop()).toBe(0);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(new Set(await Promise.all(closed))).toEqual(new Set([1001]));
  });

  it('starts from an edited spec and from a snapshot', async () => {
    const path = folder();
    const spec = JSON.parse(run('build-spec', '--network', 'main').out) as {
      name: string;
      genesis: { balances: { balances: unknown[] } };
    };
    spec.name = 'Mine';
    spec.genesis.balances.balances.push([ALICE, '5000000000']);
    writeFileSync(join(path, 'spec.json'), JSON.stringify(spec));
    const bob = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';
    writeFileSync(join(path, 'snapshot.json'), JSON.stringify({ balances: { [bob]: 7_000_000_000 } }));
    const files = [
      '--chain-spec',
      join(path, 'spec.json'),
      '--genesis-snapshot',
      join(path, 'snapshot.json'),
    ];
    const chain = await start('--sealing', 'manual', ...files);
    expect(await rpc(chain.ready.http, 'system_chain')).toBe('Mine');
    expect(await rpc(chain.ready.http, 'state_getKeysPaged', ACCOUNTS, 10)).toHaveLength(2);
  });

  it('is configured by file, environment and flags', async () => {
    const path = folder();
    writeFileSync(join(path, 'chain.json'), JSON.stringify({ network: 'test', sealing: 'manual' }));
    const chain = await start('--config', join(path, 'chain.json'));
    expect(await rpc(chain.ready.http, 'system_chain')).toBe('Yumanet Test');
    const env = { ...process.env, YUMANET_CHAIN_SEALING: 'sometimes' };
    const bad = spawnSync(process.execPath, [CHAIN_BIN], { env });
    expect([bad.status, bad.stderr.toString()]).toEqual([
      2,
      expect.stringContaining('YUMANET_CHAIN_SEALING: '),
    ]);
    expect(run('--rpc-port', 'many').err).toContain('--rpc-port');
    expect(run('--fly').status).toBe(2);
    expect(run('verify', '--data-dir', join(path, 'nothing')).status).toBe(2);
  });

  it('says on its ready line where it is to be found, and what it is', async () => {
    const chain = await start('--sealing', 'manual', '--status-port', '0', '--no-nats');
    expect(chain.ready).toMatchObject({
      event: 'ready',
      rpc: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/) as string,
      http: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      grpc: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
      status: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      role: 'single',
      publishing: false,
      pid: chain.child.pid,
    });
    const health = createGrpcClient(ChainServiceService, { address: chain.ready.grpc });
    onTestFinished(() => health.close());
    const { block } = await health.getBlock({ block: undefined }, { deadlineMs: 10_000 });
    expect(`0x${block!.header!.hash.toString('hex')}`).toBe(chain.ready.genesis);
    expect((await fetch(`${chain.ready.status}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${chain.ready.status}/metrics`)).text()).toContain('yumanet_');
    const bare = await start('--sealing', 'manual');
    expect(Object.keys(bare.ready)).not.toContain('status');
  });

  it('refuses a cluster without NATS', () => {
    const { status, err } = run('--cluster', 'a', '--rpc-port', '0');
    expect([status, err]).toEqual([2, expect.stringContaining('--cluster: expected NATS servers')]);
  });

  it('says that its port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const chain = spawnChain(['--rpc-port', String(port)]);
    expect((await chain.exited).code).toBe(9);
    expect(chain.seen.get('fatal')).toMatchObject({ code: 'PORT_IN_USE' });
  });

  it('shows people a banner, then blocks as they come', async () => {
    const child = spawn(process.execPath, [CHAIN_BIN, '--rpc-port', '0', '--block-time', '0.2']);
    onTestFinished(() => void child.kill('SIGKILL'));
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    await expect.poll(() => out).toMatch(/^block 1 {2}0x[0-9a-f]{64} {2}0 transactions$/m);
    for (const text of [
      'Accounts at block 0',
      `(0) ${ALICE} (1000000 TAO)  sudo`,
      '//Ferdie',
      'ws://127.0.0.1:',
    ])
      expect(out).toContain(text);
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  });

  it('never loads @polkadot/api, which would take longer than it needs to start', () => {
    const trace = `
      import { register } from 'node:module';
      const hook = 'export async function resolve(s, c, next) { const r = await next(s, c); if (r.url.includes("@polkadot/")) throw new Error("loaded " + r.url); return r; }';
      register('data:text/javascript,' + encodeURIComponent(hook));
      const { main } = await import(process.argv[1]);
      process.exitCode = await main(['node', 'yumanet-chain', 'build-spec']);`;
    const module = CHAIN_BIN.replace(/bin.yumanet-chain\.js$/, 'dist/main.js');
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', trace, module]);
    expect(JSON.parse(out.toString())).toMatchObject({ id: 'yumanet_local' });
  });
});
