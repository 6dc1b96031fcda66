import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import { isLast } from '../../node/pool/status-board.js';
import type { TransactionStatus } from '../../node/pool/transaction.js';

/** `(extrinsic)`: what becomes of it: ready or future, inBlock, finalized; or why not. */
export const author_submitAndWatchExtrinsic: RpcMethod = async ({ chain, subscriptions }, params) => {
  const bytes = params.bytes(0, 'extrinsic');
  const sink = subscriptions.open('author_extrinsicUpdate');
  let live = true;
  sink.onEnd(() => (live = false));
  try {
    await chain.submit(bytes, (status) => {
      if (!live) return;
      sink.send(statusJson(status));
      // Nothing comes after the last word: the place is free again, the client may still unsubscribe.
      if (isLast(status)) setImmediate(() => sink.end());
    });
  } catch (error) {
    sink.end();
    throw error;
  }
  return sink.id;
};

function statusJson(status: TransactionStatus): unknown {
  if (typeof status === 'string') return status;
  if ('usurped' in status) return { usurped: `0x${status.usurped}` };
  return Object.fromEntries(Object.entries(status).map(([kind, hash]) => [kind, to0x(hash)]));
}
