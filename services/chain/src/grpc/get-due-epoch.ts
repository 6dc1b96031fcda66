import type { GetDueEpochRequest, GetDueEpochResponse } from '@yumanet/proto/chain/v1';
import { toHex } from '../bytes.js';
import { asBuffer } from '../messages/buffer.js';
import { bytes32 } from './arguments.js';
import type { UnaryMethod } from './context.js';
import { grpcError } from './errors.js';

/**
 * GetDueEpoch: the input of an epoch that waits for workers.
 *
 * @throws ServiceError INVALID_ARGUMENT, EPOCH_UNKNOWN.
 */
export const getDueEpoch: UnaryMethod<GetDueEpochRequest, GetDueEpochResponse> = (
  { dueEpoch },
  { digest },
) => {
  const name = toHex(bytes32('digest', digest));
  const input = dueEpoch?.(name);
  if (input === undefined)
    throw grpcError('EPOCH_UNKNOWN', `digest: expected that of an epoch that is due, got 0x${name}`, {
      digest: name,
    });
  return Promise.resolve({ input: asBuffer(input) });
};
