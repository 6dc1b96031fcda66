import { finney202406 } from '@yumanet/subtensor';
import type { FrameRuntime, RuntimeHost, RuntimeStorage } from '@yumanet/frame';
import { describe, expect, it } from 'vitest';
import { openToyChain } from '../../test/toy-chain.js';
import { IssuanceWatch, type BrokenIssuance } from './issuance-watch.js';

/** Storage key of Balances.TotalIssuance. */
const TOTAL = 'c2261276cc9d1f8598ea4b6a74b15c2f57c875e4cff74148e4628f264b974c80';

/** Finney whose blocks lose `lost()` rao of the balances' total. */
function leaking(lost: () => bigint): FrameRuntime {
  const call = (name: string, input: Uint8Array, storage: RuntimeStorage, host: RuntimeHost): Uint8Array => {
    if (name === 'BlockBuilder_finalize_block' && lost() > 0n) {
      const view = new DataView(storage.get(TOTAL)!.slice().buffer);
      view.setBigUint64(0, view.getBigUint64(0, true) - lost(), true);
      storage.put(TOTAL, new Uint8Array(view.buffer));
    }
    return finney202406.call(name, input, storage, host);
  };
  return { ...finney202406, call };
}

describe('the watch over issuance', () => {
  it('says nothing while all adds up, and names the block after which it does not', async () => {
    let lost = 0n;
    const runtime = leaking(() => lost);
    const genesis = { balances: { balances: [['01'.repeat(32), '5000']] } };
    const buildGenesis = (_config: unknown, storage: RuntimeStorage) =>
      finney202406.buildGenesis(genesis, storage);
    const { chain, store } = openToyChain(undefined, {}, { ...runtime, buildGenesis });
    const found: BrokenIssuance[] = [];
    const watch = new IssuanceWatch(runtime, chain.host, store, (each) => found.push(each));
    chain.events.on('imported', ({ block, changes }) => watch.onBlock(block, changes));
    for (let n = 0; n < 3; n++) await chain.seal();
    expect(found).toEqual([]);
    expect(watch.account).toMatchObject({ balances: 5000n, unaccounted: 0n });
    lost = 7n;
    const { hash } = await chain.seal();
    lost = 0n;
    await chain.seal();
    expect(found).toMatchObject([
      { number: 4, hash: Buffer.from(hash).toString('hex'), moved: 7n, most: 0n },
    ]);
    expect(watch.brokenBlocks).toBe(1);
  });
});
