import {
  ExtrinsicState as Wire,
  ChainServiceService,
  type Block,
  type BlockRef,
} from '@yumanet/proto/chain/v1';
import { GrpcServer, errorsOf, kitError, type Handlers } from '@yumanet/service-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { toHex } from '../hex.js';
import { GrpcSource, type GrpcSourceOptions } from './grpc-source.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const hashOf = (number: number) => Buffer.from(number.toString(16).padStart(64, '0'), 'hex');

const gone = errorsOf({ EXTRINSIC_REFUSED: { status: 'FAILED_PRECONDITION', means: 'The pool says no.' } });
const refused = (length: number): Error =>
  length === 1
    ? kitError('INVALID_ARGUMENT', 'extrinsic: expected more', { poolCode: 1010 })
    : gone('EXTRINSIC_REFUSED', 'Invalid Transaction', { poolCode: 1010, reason: 'Transaction is outdated' });

/** A chain of which block `n` has the hash `n`; the last is not final. */
class TestChain {
  height = 5;
  port = 0;
  server: GrpcServer | undefined;
  parentOf = (number: number) => hashOf(number - 1);
  streams = 0;
  /** A stream ends after so many blocks, as a server that drains does. */
  cutAfter = Infinity;

  block(number: number): Block {
    const empty = Buffer.alloc(32);
    const header = {
      number: BigInt(number),
      hash: hashOf(number),
      parentHash: this.parentOf(number),
      stateRoot: empty,
      extrinsicsRoot: empty,
      encoded: Buffer.alloc(0),
    };
    return {
      header,
      extrinsics: [Buffer.from([number])],
      events: Buffer.from([1]),
      finalized: number < this.height,
      epochs: [],
    };
  }

  async start(): Promise<this> {
    this.server = new GrpcServer({ host: '127.0.0.1', port: this.port }).add(
      ChainServiceService,
      this.#handlers(),
    );
    await this.server.start();
    this.port = this.server.port;
    cleanups.push(() => this.server?.stop() ?? Promise.resolve());
    return this;
  }

  #find(ref: BlockRef | undefined): number {
    if (!ref?.ref) return this.height;
    const number =
      ref.ref.$case === 'number' ? Number(ref.ref.number) : parseInt(ref.ref.hash.toString('hex'), 16);
    if (number > this.height) throw kitError('NOT_FOUND', 'block: expected to exist');
    return number;
  }

  #handlers(): Handlers<typeof ChainServiceService> {
    // oxlint-disable-next-line typescript/no-this-alias
    const chain = this;
    return {
      getBlock: ({ block }) => Promise.resolve().then(() => ({ block: this.block(this.#find(block)) })),
      getRuntime: () =>
        Promise.resolve({
          specName: 'x',
          specVersion: 7,
          transactionVersion: 1,
          genesisHash: hashOf(0),
          metadata: Buffer.from([1]),
        }),
      getStorage: ({ keys }) =>
        Promise.resolve({
          entries: keys.map((key) => ({ key, value: key[0] === 0 ? undefined : Buffer.from([9]) })),
          blockHash: hashOf(1),
        }),
      readState: () => Promise.reject(kitError('NOT_FOUND', 'state: expected one, got none')),
      queryStorage: () => Promise.resolve({ entries: [], more: false, blockHash: hashOf(1) }),
      getEpochSnapshot: () => Promise.reject(kitError('NOT_FOUND', 'epoch: expected one, got none')),
      getDueEpoch: () => Promise.reject(kitError('NOT_FOUND', 'epoch: expected one that is due, got none')),
      getAccount: ({ accountId }) => Promise.resolve({ account: undefined, nextNonce: accountId.length }),
      submitExtrinsic: ({ extrinsic }) =>
        extrinsic.length > 3
          ? Promise.resolve({ hash: hashOf(8) })
          : Promise.reject(refused(extrinsic.length)),
      async *watchExtrinsic() {
        yield await Promise.resolve({ state: Wire.EXTRINSIC_STATE_READY, blockHash: Buffer.alloc(0) });
        yield { state: Wire.EXTRINSIC_STATE_IN_BLOCK, blockHash: hashOf(4) };
        yield { state: Wire.EXTRINSIC_STATE_FINALIZED, blockHash: hashOf(4) };
      },
      async *streamBlocks({ fromNumber }, { signal }) {
        chain.streams += 1;
        let sent = 0;
        for (let number = Number(fromNumber ?? 0n); !signal.aborted;) {
          if (sent === chain.cutAfter) throw kitError('DRAINING', 'server: stops');
          if (number < chain.height) {
            yield { block: chain.block(number) };
            number += 1;
            sent += 1;
          } else await new Promise((resolve) => setTimeout(resolve, 5));
        }
      },
    };
  }
}

async function connect(chain: TestChain, own: Partial<GrpcSourceOptions> = {}) {
  const source = new GrpcSource({ address: `localhost:${chain.port}`, callMs: 2_000, ...own });
  cleanups.push(() => source.stop());
  await source.start();
  return source;
}

describe('GrpcSource', () => {
  it('reads heads, blocks, storage, nonces and the runtime', async () => {
    const source = await connect(await new TestChain().start());
    expect(source.state).toBe('connected');
    expect(await source.head('best')).toMatchObject({ number: 5 });
    expect(await source.head('finalized')).toEqual({ number: 4, hash: toHex(hashOf(4)) });
    expect((await source.block(toHex(hashOf(3)))).parentHash).toBe(toHex(hashOf(2)));
    const values = await source.storage([Uint8Array.from([0]), Uint8Array.from([1])]);
    expect(values.map((value) => value && [...value])).toEqual([undefined, [9]]);
    expect(await source.nextNonce(new Uint8Array(32))).toBe(32);
    expect(await source.runtime()).toMatchObject({ specVersion: 7, genesisHash: toHex(hashOf(0)) });
    await expect(source.block(toHex(hashOf(99)))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('submits and watches', async () => {
    const source = await connect(await new TestChain().start());
    expect(await source.submit(Uint8Array.from([1, 2, 3, 4]))).toBe(toHex(hashOf(8)));
    await expect(source.submit(Uint8Array.from([1]))).rejects.toMatchObject({ data: { poolCode: 1010 } });
    await expect(source.submit(Uint8Array.from([1, 2]))).rejects.toMatchObject({
      code: 'POOL_REFUSED',
      data: { rpcCode: 1010, rpcData: 'Transaction is outdated' },
    });
    const states: string[] = [];
    for await (const state of source.watch(Uint8Array.from([1]), AbortSignal.timeout(60_000)))
      states.push(state.kind);
    expect(states).toEqual(['ready', 'inBlock', 'finalized']);
  });

  it('follows final blocks over streams that end and servers that go away, without gap or double', async () => {
    const chain = await new TestChain().start();
    chain.height = 30;
    chain.cutAfter = 4;
    const source = await connect(chain);
    const controller = new AbortController();
    const heights: number[] = [];
    const done = (async () => {
      for await (const { number } of source.finalizedBlocks(2, controller.signal)) heights.push(number);
    })();
    await expect.poll(() => heights.length).toBe(28);
    await chain.server?.stop();
    await expect.poll(() => source.state).toBe('connecting');
    await chain.start();
    chain.height = 40;
    await expect.poll(() => heights.length).toBe(38);
    expect(heights).toEqual(Array.from({ length: 38 }, (_, i) => i + 2));
    expect(chain.streams).toBeGreaterThan(7);
    controller.abort();
    await done;
  });

  it('refuses a final block that does not follow the one before it', async () => {
    const chain = await new TestChain().start();
    chain.parentOf = (number) => hashOf(number === 3 ? 77 : number - 1);
    const source = await connect(chain);
    const reading = (async () => {
      for await (const _ of source.finalizedBlocks(1, AbortSignal.timeout(60_000)));
    })();
    await expect(reading).rejects.toMatchObject({ code: 'FORKED_FINALITY', data: { number: 3 } });
  });
});
