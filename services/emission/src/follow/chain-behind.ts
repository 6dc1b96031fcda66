import type { ChainServiceService } from '@yumanet/proto/chain/v1';
import { hasCode, type GrpcClient } from '@yumanet/service-kit';
import { emissionError } from '../errors.js';

const CALL_MS = 10_000;

/**
 * A node of a cluster may not have a final block yet that the bus has: its leader published it and died, say. That is no block that is
 * unknown for good, and is waited for.
 */
export class ChainBehind {
  constructor(private readonly chain: Pick<GrpcClient<typeof ChainServiceService>, 'getBlock'>) {}

  /**
   * Reads of a final block.
   *
   * @param hash hex without 0x.
   * @throws ServiceError CHAIN_BEHIND instead of BLOCK_UNKNOWN where the chain comes to the block yet, or has just come to it.
   */
  async read<T>(number: number, hash: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!hasCode(error, 'BLOCK_UNKNOWN')) throw error;
      const known = await this.#hashOf(number);
      if (known !== undefined && known !== hash) throw error;
      const what = `block ${number}: expected the chain to have ${hash}, got a chain that is behind`;
      throw emissionError('CHAIN_BEHIND', what, { block: number }, { cause: error });
    }
  }

  async #hashOf(number: number): Promise<string | undefined> {
    const ref = { $case: 'number' as const, number: BigInt(number) };
    try {
      const { block } = await this.chain.getBlock({ block: { ref } }, { deadlineMs: CALL_MS });
      return block?.header?.hash.toString('hex');
    } catch (error) {
      if (hasCode(error, 'BLOCK_UNKNOWN')) return undefined;
      throw error;
    }
  }
}
