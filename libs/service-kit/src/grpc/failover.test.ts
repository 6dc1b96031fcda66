import { expect, it } from 'vitest';
import { BEST, DEADLINE, blockOf, cleanups, serve, type Chain } from '../../test/grpc-harness.js';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { errorsOf } from '../errors.js';
import { createGrpcClient, type GrpcClientOptions } from './client.js';
import type { GrpcServer } from './server.js';

const codes = errorsOf({ NOT_LEADER: { status: 'FAILED_PRECONDITION', means: 'Another one does.' } });
const OPTIONS = { idempotent: ['getBlock'], askOthers: ['NOT_LEADER'], retries: 0, addressMs: 200 } as const;

function dialAll(servers: readonly GrpcServer[], options: Partial<GrpcClientOptions<Chain>> = {}) {
  const address = servers.map(({ port }) => `localhost:${port}`);
  const client = createGrpcClient(ChainServiceService, { address, ...OPTIONS, ...options });
  cleanups.push(() => client.close());
  return client;
}

/** A chain whose newest block has this number; counts how often it is asked. */
async function chainAt(number: bigint) {
  const seen = { calls: 0 };
  const server = await serve({
    getBlock: () => {
      seen.calls += 1;
      return Promise.resolve({ block: blockOf(number) });
    },
    submitExtrinsic: () => {
      seen.calls += 1;
      return Promise.resolve({ hash: Buffer.from([Number(number)]) });
    },
  });
  return { server, seen };
}

it('an address where nobody is: the next one answers, and is asked first from then on', async () => {
  const [gone, a, b] = [await chainAt(1n), await chainAt(2n), await chainAt(3n)];
  await gone.server.stop();
  const client = dialAll([gone.server, a.server, b.server]);
  for (let i = 0; i < 3; i += 1)
    expect((await client.getBlock(BEST, DEADLINE)).block?.header?.number).toBe(2n);
  expect([a.seen.calls, b.seen.calls]).toEqual([3, 0]);
});

it('one that is frozen is left after its share of the time', async () => {
  const frozen = await serve({ getBlock: () => new Promise(() => undefined) });
  const { server } = await chainAt(2n);
  const client = dialAll([frozen, server]);
  expect((await client.getBlock(BEST, DEADLINE)).block?.header?.number).toBe(2n);
});

it('what may not be repeated fails where nobody answers, and the next call goes elsewhere', async () => {
  const [gone, { server }] = [await chainAt(1n), await chainAt(2n)];
  await gone.server.stop();
  const client = dialAll([gone.server, server]);
  const submit = () => client.submitExtrinsic({ extrinsic: Buffer.from([1]) }, DEADLINE);
  await expect(submit()).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  await expect(submit()).resolves.toEqual({ hash: Buffer.from([2]) });
});

it('a refusal that others may know better is asked of all; other refusals stand', async () => {
  const refuse = () => Promise.reject(codes('NOT_LEADER', 'chain: expected the leader, got a standby'));
  const standby = await serve({ submitExtrinsic: refuse });
  const leader = await chainAt(2n);
  const submit = (servers: readonly GrpcServer[]) =>
    dialAll(servers).submitExtrinsic({ extrinsic: Buffer.from([1]) }, DEADLINE);
  await expect(submit([standby, leader.server])).resolves.toEqual({ hash: Buffer.from([2]) });
  const other = await serve({ submitExtrinsic: refuse });
  await expect(submit([standby, other])).rejects.toMatchObject({ code: 'NOT_LEADER' });
  const failing = await serve();
  await expect(submit([failing, leader.server])).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('a stream that breaks off ends for its reader; the next begins elsewhere; one that is refused goes on at once', async () => {
  async function* one(number: bigint) {
    yield await Promise.resolve({ block: blockOf(number) });
  }
  const breaking = await serve({ streamBlocks: () => one(1n) });
  const standby = await serve({
    async *streamBlocks() {
      yield* await Promise.resolve([]);
      throw codes('NOT_LEADER', 'chain: expected the leader, got a standby');
    },
  });
  const good = await serve({ streamBlocks: () => one(2n) });
  const read = async (client: ReturnType<typeof dialAll>) => {
    const numbers: bigint[] = [];
    for await (const { block } of client.streamBlocks({ includeUnfinalized: false }, { idleMs: 5_000 }))
      numbers.push(block!.header!.number);
    return numbers;
  };
  const client = dialAll([breaking, good]);
  expect(await read(client)).toEqual([1n]);
  await breaking.stop();
  await expect(read(client)).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  expect(await read(client)).toEqual([2n]);
  expect(await read(dialAll([standby, good]))).toEqual([2n]);
});

it('no address at all is refused', () => {
  expect(() => createGrpcClient(ChainServiceService, { address: [] })).toThrow(
    /address: expected at least one/,
  );
});
