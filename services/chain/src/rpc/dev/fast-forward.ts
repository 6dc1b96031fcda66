import type { Chain } from '../../node/chain.js';

/** Finality follows at this pace: what is not final is kept in memory. */
const FINALISE_EVERY = 64;
/** Clients are answered in between. */
const SLICE_MS = 8;

/** Makes blocks, one upon the other, until block `target` is there. Ends early when the chain stops. */
export async function fastForward(chain: Chain, target: number): Promise<void> {
  let sliceEnd = performance.now() + SLICE_MS;
  while (chain.store.head < target) {
    const { header } = await chain.seal();
    if (header.number % FINALISE_EVERY === 0) await chain.finaliseUpTo(header.number - FINALISE_EVERY);
    if (performance.now() < sliceEnd) continue;
    await new Promise((resolve) => setImmediate(resolve));
    sliceEnd = performance.now() + SLICE_MS;
  }
}
