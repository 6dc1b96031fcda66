import type { ChainClient, Hex } from '@yumanet/chain-client';
import { snapshotCodec } from '@yumanet/subtensor';
import type { ChainServiceService } from '@yumanet/proto/chain/v1';
import { isServiceError, type GrpcClient } from '@yumanet/service-kit';
import type { YumaEngine } from '@yumanet/yuma-core';
import { UNVERIFIABLE, type UnverifiableCode } from '../errors.js';
import { readStoredEpoch } from '../verify/read-stored-epoch.js';
import { verifyEpoch, type EpochName, type Verification } from '../verify/verify-epoch.js';

/** The chain, as the verification asks it. */
export interface EpochChain {
  readonly grpc: Pick<GrpcClient<typeof ChainServiceService>, 'getEpochSnapshot'>;
  readonly client: Pick<ChainClient, 'queryMulti'>;
  readonly yuma: YumaEngine;
  /** Milliseconds that one comparison took, without the transport. */
  readonly timed: <T>(work: () => T) => T;
}

const CALL_MS = 20_000;

/**
 * Fetches an epoch's input and what the chain stored of it, recomputes, compares.
 *
 * @param reading around everything that is read of the chain; it may refuse otherwise.
 * @throws ServiceError UNAVAILABLE, DEADLINE_EXCEEDED … : the chain may be asked again. What it does not have any more
 *   is no error but a verdict.
 */
export async function verifyOnChain(
  { grpc, client, yuma, timed }: EpochChain,
  name: EpochName,
  blockHash: Hex,
  reading: <T>(work: () => Promise<T>) => Promise<T> = (work) => work(),
): Promise<Verification> {
  const block = { ref: { $case: 'hash' as const, hash: Buffer.from(blockHash.slice(2), 'hex') } };
  try {
    const { snapshot, stored } = await reading(async () => {
      const epoch = await grpc.getEpochSnapshot({ netuid: name.netuid, block }, { deadlineMs: CALL_MS });
      const n = neuronsIn(epoch.snapshot);
      return {
        snapshot: epoch.snapshot,
        stored: await readStoredEpoch(client, name.netuid, n, blockHash),
      };
    });
    return timed(() => verifyEpoch(name, snapshot, stored, yuma));
  } catch (error) {
    if (isServiceError(error) && Object.hasOwn(UNVERIFIABLE, error.code))
      return { kind: 'unverifiable', code: error.code as UnverifiableCode, detail: error.message };
    throw error;
  }
}

/** How many rows of bonds to read; 0 for bytes that are no snapshot, which the verification then says. */
function neuronsIn(snapshot: Uint8Array): number {
  try {
    return snapshotCodec().decode(snapshot).stake.length;
  } catch {
    return 0;
  }
}
