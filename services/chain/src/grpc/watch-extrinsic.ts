import {
  ExtrinsicState,
  type WatchExtrinsicRequest,
  type WatchExtrinsicResponse,
} from '@yumanet/proto/chain/v1';
import { isLast } from '../node/pool/status-board.js';
import { transactionHash, type TransactionStatus } from '../node/pool/transaction.js';
import { asBuffer } from '../messages/buffer.js';
import type { StreamMethod } from './context.js';
import { grpcError } from './errors.js';
import { Mailbox } from './mailbox.js';

/** An extrinsic comes to a handful of states; one that goes back and forth more often waits for a reader that is gone. */
const MAX_WAITING = 64;

/** WatchExtrinsic: submits, then every state until the last. @throws PoolError, ServiceError WATCH_TOO_SLOW. */
export const watchExtrinsic: StreamMethod<WatchExtrinsicRequest, WatchExtrinsicResponse> = async function* (
  { chain },
  { extrinsic },
  { signal },
) {
  const states = new Mailbox<TransactionStatus>(MAX_WAITING, () =>
    grpcError('WATCH_TOO_SLOW', `states: expected at most ${MAX_WAITING} to wait, got one more`),
  );
  // Before it is in the pool, so that no state is missed.
  const unwatch = chain.pool.watch(transactionHash(extrinsic), (status) => states.put(status));
  try {
    await chain.submit(extrinsic);
    for await (const status of states.read(signal)) {
      yield stateMessage(status);
      if (isLast(status)) return;
    }
  } finally {
    unwatch();
  }
};

const STATES = {
  ready: ExtrinsicState.EXTRINSIC_STATE_READY,
  future: ExtrinsicState.EXTRINSIC_STATE_FUTURE,
  dropped: ExtrinsicState.EXTRINSIC_STATE_DROPPED,
  invalid: ExtrinsicState.EXTRINSIC_STATE_INVALID,
} as const;

function stateMessage(status: TransactionStatus): WatchExtrinsicResponse {
  const message = (state: ExtrinsicState, hash: Uint8Array = new Uint8Array()): WatchExtrinsicResponse => ({
    state,
    blockHash: asBuffer(hash),
  });
  if (typeof status === 'string') return message(STATES[status]);
  if ('inBlock' in status) return message(ExtrinsicState.EXTRINSIC_STATE_IN_BLOCK, status.inBlock);
  if ('finalized' in status) return message(ExtrinsicState.EXTRINSIC_STATE_FINALIZED, status.finalized);
  // Its block was taken back: it is in the pool again.
  if ('retracted' in status) return message(ExtrinsicState.EXTRINSIC_STATE_READY);
  return message(ExtrinsicState.EXTRINSIC_STATE_USURPED);
}
