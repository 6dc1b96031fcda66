import type { Block } from '@yumanet/proto/chain/v1';
import { describe, expect, it } from 'vitest';
import { alice } from '../../test/toy-chain.js';
import { DEADLINE, IDLE, startToyGrpc, take, type ToyGrpc } from '../../test/toy-grpc.js';
import { toyTransfer } from '../../test/toy-runtime.js';
import { blake2b256 } from '../bytes.js';

const numberOf = ({ block }: { readonly block: Block | undefined }): number => Number(block?.header?.number);
async function seal(chain: ToyGrpc['chain'], count: number): Promise<void> {
  for (let n = 0; n < count; n++) await chain.seal();
}

describe('GetBlock', () => {
  it('gives the newest block, or one by number or hash', async () => {
    const { client, chain, store } = await startToyGrpc();
    await chain.pool.submit(toyTransfer(alice, 0));
    await seal(chain, 3);
    const best = await client.getBlock({ block: undefined }, DEADLINE);
    expect([numberOf(best), best.block!.finalized]).toEqual([3, false]);
    const { block } = await client.getBlock({ block: { ref: { $case: 'number', number: 1n } } }, DEADLINE);
    const hash = Buffer.from(store.hashOf(1)!);
    expect(block!.header!.hash).toEqual(hash);
    expect(Buffer.compare(blake2b256(block!.header!.encoded), hash)).toBe(0);
    expect(block!.extrinsics.map((bytes) => [...bytes])).toEqual(
      store.block(1)!.extrinsics.map((bytes) => [...bytes]),
    );
    expect(block!.extrinsics).toHaveLength(2);
    expect(block!.finalized).toBe(true);
    const byHash = await client.getBlock({ block: { ref: { $case: 'hash', hash } } }, DEADLINE);
    expect(numberOf(byHash)).toBe(1);
  });

  it('refuses what names no block', async () => {
    const { client } = await startToyGrpc();
    const named = (ref: NonNullable<Parameters<typeof client.getBlock>[0]['block']>['ref']) =>
      client.getBlock({ block: { ref } }, DEADLINE);
    await expect(named({ $case: 'number', number: 1n })).rejects.toMatchObject({
      code: 'BLOCK_UNKNOWN',
      status: 'NOT_FOUND',
      message: 'block: expected 0..0, got 1',
    });
    await expect(named({ $case: 'hash', hash: Buffer.alloc(32) })).rejects.toMatchObject({
      status: 'NOT_FOUND',
    });
    await expect(named({ $case: 'hash', hash: Buffer.alloc(31) })).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
    });
    await expect(named({ $case: 'number', number: 2n ** 63n })).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
    });
  });
});

describe('StreamBlocks', () => {
  it('gives final blocks from any height, then live ones, without a gap', async () => {
    const { client, chain } = await startToyGrpc();
    await seal(chain, 30);
    const stream = take(client.streamBlocks({ fromNumber: 5n, includeUnfinalized: false }, IDLE), 40);
    for (let n = 0; n < 20; n++) {
      await seal(chain, 1);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const blocks = await stream;
    expect(blocks.map(numberOf)).toEqual(Array.from({ length: 40 }, (_, i) => i + 5));
    expect(blocks.every(({ block }) => block!.finalized)).toBe(true);
  });

  it('gives the next block where no height is named, at once where unfinalised ones are wanted', async () => {
    const { client, chain } = await startToyGrpc({ finality: { lag: 3, minDelayMs: 0 } });
    await seal(chain, 5);
    const first = async (includeUnfinalized: boolean): Promise<number> => {
      const items = client.streamBlocks({ includeUnfinalized }, IDLE)[Symbol.asyncIterator]();
      const next = items.next();
      // The stream begins where the chain stands when the server hears of it.
      await client.getBlock({ block: undefined }, DEADLINE);
      await seal(chain, 1);
      const { value } = (await next) as { value: { block: Block } };
      await items.return?.(undefined);
      return numberOf(value);
    };
    expect(await first(true)).toBe(6);
    expect(await first(false)).toBe(4);
  });

  it('does not run ahead of a client that does not read', async () => {
    const { client, chain, store } = await startToyGrpc();
    await seal(chain, 200);
    let reads = 0;
    // The toy runtime has no events; these make 20 MB of stream.
    store.eventsOf = () => {
      reads++;
      return new Uint8Array(100_000);
    };
    const stream = client.streamBlocks({ fromNumber: 0n, includeUnfinalized: false }, IDLE);
    const items = stream[Symbol.asyncIterator]();
    await items.next();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(reads).toBeLessThan(100);
    let last = 0;
    while (last < 198) last = numberOf((await items.next()).value as { block: Block });
    await items.return?.(undefined);
    expect(reads).toBeGreaterThanOrEqual(199);
  });

  it('ends with the server, and refuses a height that no chain has', async () => {
    const { client, stopServer } = await startToyGrpc();
    const bad = take(client.streamBlocks({ fromNumber: 2n ** 40n, includeUnfinalized: false }, IDLE), 1);
    await expect(bad).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    const live = take(client.streamBlocks({ fromNumber: 0n, includeUnfinalized: false }, IDLE), 2);
    live.catch(() => undefined);
    await client.getBlock({ block: undefined }, DEADLINE);
    await stopServer();
    await expect(live).rejects.toMatchObject({ code: 'DRAINING' });
  });
});
