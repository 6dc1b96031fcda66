import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { createGrpcClient, silentLogger } from '@yumanet/service-kit';
import { TestAuthority } from '@yumanet/service-kit/testing';
import { SnapshotStore, finney202406 } from '@yumanet/subtensor';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../test/temp-folder.js';
import { DEADLINE, IDLE, dial, take } from '../test/toy-grpc.js';
import { banner } from './cli/banner.js';
import { startChainService } from './chain-service.js';
import { DEV_ACCOUNTS } from './chain-spec/dev-accounts.js';
import { parseAccount } from './chain-spec/ss58.js';
import { configSchema } from './config/schema.js';
import { hostPort } from './host-port.js';

/** A whole node of the real runtime, stopped after the test. */
async function start(settings: Record<string, unknown> = {}) {
  const config = configSchema.parse({ rpcPort: 0, sealing: 'manual', verifyThreads: 0, ...settings });
  const fatal: unknown[] = [];
  const service = await startChainService(config, {
    runtime: { runtime: finney202406, snapshots: new SnapshotStore({ keepWhole: 1, keepDigests: 0 }) },
    log: silentLogger(),
    version: '1',
    onFatal: (error) => fatal.push(error),
  });
  onTestFinished(() => service.stop());
  return { service, config, port: service.outlets.grpcPort };
}

describe('a node', () => {
  it('answers gRPC over the real runtime: accounts, runtime, events', async () => {
    const { service, config, port } = await start();
    const client = dial(port);
    const accountId = Buffer.from(parseAccount(DEV_ACCOUNTS[0]!.address));
    const { account, nextNonce } = await client.getAccount({ accountId, block: undefined }, DEADLINE);
    const endowed = new Map(service.spec.genesis.balances!.balances).get(DEV_ACCOUNTS[0]!.address)!;
    expect([account!.freeRao, account!.nonce, nextNonce]).toEqual([BigInt(endowed), 0, 0]);
    const nobody = await client.getAccount({ accountId: Buffer.alloc(32, 7), block: undefined }, DEADLINE);
    expect(nobody.account).toEqual({ nonce: 0, freeRao: 0n, reservedRao: 0n, frozenRao: 0n });
    await expect(
      client.getAccount({ accountId: Buffer.alloc(31), block: undefined }, DEADLINE),
    ).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });

    const runtime = await client.getRuntime({ block: undefined }, DEADLINE);
    expect([runtime.specName, runtime.specVersion, runtime.transactionVersion]).toEqual([
      finney202406.specName,
      finney202406.specVersion,
      finney202406.transactionVersion,
    ]);
    expect([...runtime.metadata.subarray(0, 5)]).toEqual([0x6d, 0x65, 0x74, 0x61, 15]);
    expect(Buffer.compare(runtime.genesisHash, service.chain.store.hashOf(0)!)).toBe(0);

    for (let n = 0; n < 3; n++) await service.chain.seal();
    const blocks = await take(client.streamBlocks({ fromNumber: 0n, includeUnfinalized: false }, IDLE), 3);
    const eventCount = blocks.map(({ block }) => (block!.events[0] ?? 0) >> 2);
    expect(eventCount[0]).toBe(0);
    expect(eventCount.slice(1).every((count) => count > 0)).toBe(true);
    expect(banner(service, config, '1')).toContain(`gRPC:        ${hostPort('127.0.0.1', port)}\n`);
  });

  it('says in its banner whether it publishes', async () => {
    const off = await start({ noNats: true, natsUrl: 'nats://127.0.0.1:1' });
    expect(banner(off.service, off.config, '1')).toContain('nothing is published (--no-nats)');
    expect(off.service.outlets.natsServers).toEqual([]);
    const none = await start();
    expect(banner(none.service, none.config, '1')).toContain('nothing is published (no --nats-url)');
  });

  it('goes on without the NATS it was told of, and says so to operators', async () => {
    const { service, config } = await start({ natsUrl: 'nats://chain:hidden@127.0.0.1:1', statusPort: 0 });
    expect(banner(service, config, '1')).toContain('NATS:        nats://127.0.0.1:1\n');
    for (let n = 0; n < 3; n++) await service.chain.seal();
    await expect.poll(() => service.chain.store.finalised).toBe(2);
    await expect
      .poll(() => service.outlets.health.report().parts['nats']?.detail)
      .toContain('not publishing (UNAVAILABLE)');
    const { statusPort } = service.outlets;
    const ready = await fetch(`http://127.0.0.1:${statusPort}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([200, expect.stringContaining('not publishing')]);
    const metrics = await fetch(`http://127.0.0.1:${statusPort}/metrics`);
    expect(await metrics.text()).toContain('yumanet_bus_connected');
  });

  it('counts what JSON-RPC clients do, and records profiles only when it is told to', async () => {
    const { service } = await start({ statusPort: 0, statusProfiles: true });
    const call = { method: 'POST', body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'no_such' }) };
    await (await fetch(`http://127.0.0.1:${service.rpcPort}`, call)).text();
    const status = `http://127.0.0.1:${service.outlets.statusPort}`;
    const text = await (await fetch(`${status}/metrics`)).text();
    expect(text).toMatch(/^yumanet_chain_rpc_requests_total\S* 1$/m);
    expect(text).toMatch(/^yumanet_chain_rpc_errors_total\{code="-32601".* 1$/m);
    const profile = await fetch(`${status}/debug/profile/cpu?seconds=1`);
    expect(await profile.json()).toHaveProperty('nodes');
    const other = (await start({ statusPort: 0 })).service.outlets.statusPort;
    expect((await fetch(`http://127.0.0.1:${other}/debug/profile/cpu`)).status).toBe(404);
  });

  it('demands certificates where it is given its own', async () => {
    const authority = new TestAuthority();
    const own = authority.issue({ commonName: 'chain' });
    const folder = tempFolder();
    const file = (name: string, bytes: Buffer): string => {
      writeFileSync(join(folder, name), bytes, { mode: 0o600 });
      return join(folder, name);
    };
    const flags = {
      tlsCaFile: file('ca.pem', own.ca),
      tlsCertFile: file('cert.pem', own.cert),
      tlsKeyFile: file('key.pem', own.key),
    };
    const { port } = await start(flags);
    const ask = (tls?: typeof own) => dial(port, tls).getBlock({ block: undefined }, { deadlineMs: 5_000 });
    const answer = await ask(authority.issue({ commonName: 'validator' }));
    expect(answer.block!.header!.number).toBe(0n);
    await expect(ask()).rejects.toMatchObject({ status: 'UNAVAILABLE' });
    await expect(start({ ...flags, tlsKeyFile: undefined })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });

  it('refuses a gRPC port in use, and leaves nothing behind', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const dataDir = tempFolder();
    const refused = start({ grpcPort: port, dataDir });
    await expect(refused).rejects.toMatchObject({ code: 'PORT_IN_USE', exitCode: 9 });
    const { port: free } = await start({ dataDir });
    const client = createGrpcClient(ChainServiceService, { address: `127.0.0.1:${free}` });
    onTestFinished(() => client.close());
    expect((await client.getBlock({ block: undefined }, DEADLINE)).block?.header?.number).toBe(0n);
  });
});
