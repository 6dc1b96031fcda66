import type { GetEpochSnapshotRequest, GetEpochSnapshotResponse } from '@yumanet/proto/chain/v1';
import { fromHex } from '../bytes.js';
import { asBuffer } from '../messages/buffer.js';
import { blockNumber, type UnaryMethod } from './context.js';
import { grpcError } from './errors.js';

/**
 * GetEpochSnapshot: the input of the epoch that a block ran for a subnet.
 *
 * @throws ServiceError INVALID_ARGUMENT, BLOCK_UNKNOWN, EPOCH_UNKNOWN.
 */
export const getEpochSnapshot: UnaryMethod<GetEpochSnapshotRequest, GetEpochSnapshotResponse> = (
  context,
  { block: ref, netuid },
) => {
  const { store, epochs } = context.chain;
  const block = store.block(blockNumber(context, ref))!;
  const { number } = block.header;
  const whole = epochs.of(block).filter(({ encoded }) => encoded !== undefined);
  const found = whole.find((each) => each.netuid === netuid);
  if (found === undefined) {
    const known = whole.map((each) => each.netuid);
    const text = `netuid: expected a subnet with an epoch in block ${number} (${known.join(', ') || 'none'}), got ${netuid}`;
    throw grpcError('EPOCH_UNKNOWN', text, { netuid, block: number, known: known.join(' ') });
  }
  return Promise.resolve({
    snapshot: asBuffer(found.encoded!),
    digest: asBuffer(fromHex(found.digest)),
    blockHash: asBuffer(block.hash),
    blockNumber: BigInt(number),
  });
};
