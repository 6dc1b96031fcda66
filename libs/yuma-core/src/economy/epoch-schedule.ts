/**
 * When a network runs its epoch in 2024: netuid n in block b when (b + n + 1) mod (tempo + 1) = tempo, so every
 * tempo + 1 blocks, netuids one block apart; root (netuid 0, tempo 100) first in block 99.
 * Source: subtensor `block_step.rs` blocks_until_next_epoch at abe7a8a67.
 */

/** A network with tempo 0 never runs. */
const NEVER = 1000n;

/** Blocks until netuid's next epoch; 0 = this block. */
export function blocksUntilNextEpoch(netuid: number, tempo: number, block: bigint): bigint {
  if (tempo === 0) return NEVER;
  return BigInt(tempo) - ((block + BigInt(netuid) + 1n) % (BigInt(tempo) + 1n));
}

export function isBlockOfEpoch(netuid: number, tempo: number, block: bigint): boolean {
  return blocksUntilNextEpoch(netuid, tempo, block) === 0n;
}
