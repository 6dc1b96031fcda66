import type { RpcMethod } from '../context.js';
import { equalBytes, to0x, toHex } from '../../bytes.js';
import { messageOf } from '../../errors.js';
import type { Chain } from '../../node/chain.js';
import { PoolError } from '../../node/pool/pool-error.js';
import { isLast } from '../../node/pool/status-board.js';
import type { TransactionStatus } from '../../node/pool/transaction.js';

/** `(transaction)` → a subscription to what becomes of it: `transactionWatch_v1_watchEvent`. */
export const transactionWatch_v1_submitAndWatch: RpcMethod = ({ chain, subscriptions }, params) => {
  const bytes = params.bytes(0, 'transaction');
  const sink = subscriptions.open('transactionWatch_v1_watchEvent');
  let live = true;
  sink.onEnd(() => (live = false));
  let validated = false;
  const tell = (event: object, last: boolean): void => {
    if (!live) return;
    sink.send(event);
    // Nothing comes after the last word: the place is free again, the client may still unsubscribe.
    if (last) setImmediate(() => sink.end());
  };
  const onStatus = (status: TransactionStatus): void => {
    if (status === 'ready' || status === 'future') {
      if (!validated) tell({ event: 'validated' }, false);
      validated = true;
    } else tell(eventOf(chain, bytes, status), isLast(status));
  };
  // Refusals are events too: the subscription is answered first.
  chain.submit(bytes, onStatus).catch((error: unknown) => tell(refusal(error), true));
  return sink.id;
};

function eventOf(
  chain: Chain,
  bytes: Uint8Array,
  status: Exclude<TransactionStatus, 'ready' | 'future'>,
): object {
  if (status === 'invalid') return { event: 'invalid', error: 'The transaction does not apply any more' };
  if (status === 'dropped')
    return { event: 'dropped', error: 'The transaction was dropped from a full pool' };
  if ('usurped' in status) return { event: 'invalid', error: `Replaced by transaction 0x${status.usurped}` };
  if ('retracted' in status) return { event: 'bestChainBlockIncluded', block: null };
  const [event, hash] =
    'finalized' in status ? ['finalized', status.finalized] : ['bestChainBlockIncluded', status.inBlock];
  return { event, block: { hash: to0x(hash), index: indexIn(chain, hash, bytes) } };
}

function indexIn({ store }: Chain, hash: Uint8Array, bytes: Uint8Array): number {
  const block = store.block(store.numberOf(toHex(hash)) ?? -1);
  return block?.extrinsics.findIndex((extrinsic) => equalBytes(extrinsic, bytes)) ?? -1;
}

function refusal(error: unknown): object {
  if (!(error instanceof PoolError)) return { event: 'error', error: `Internal error: ${messageOf(error)}` };
  const invalid = ['badFormat', 'verification', 'validity', 'noTags'].includes(error.refusal.kind);
  return { event: invalid ? 'invalid' : 'error', error: error.message };
}
