import type { RpcMethod } from '../context.js';
import { randomBytes } from 'node:crypto';
import { sessionOf } from '../session.js';
import { Broadcast } from './broadcast.js';

const MAX_BROADCASTS = 16;

/** `(transaction)` → an operation that keeps it on its way until `transaction_v1_stop`; null when there are 16 already. */
export const transaction_v1_broadcast: RpcMethod = (context, params) => {
  const bytes = params.bytes(0, 'transaction');
  const { broadcasts } = sessionOf(context);
  if (broadcasts.size >= MAX_BROADCASTS) return null;
  const id = randomBytes(8).toString('hex');
  const broadcast = new Broadcast(context.chain, bytes);
  broadcasts.set(id, broadcast);
  broadcast.begin();
  return id;
};
