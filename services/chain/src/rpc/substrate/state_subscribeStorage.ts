import type { RpcMethod } from '../context.js';
import type { Hex } from '@yumanet/frame';
import { to0x } from '../../bytes.js';
import { rpcErrors } from '../rpc-error.js';
import { sessionOf } from '../session.js';
import type { Block } from '../../node/block/block.js';
import type { StateChanges } from '../../node/state/overlay.js';

/** `(keys)`: their values now, then those that each new block changed. */
export const state_subscribeStorage: RpcMethod = (context, params) => {
  const { chain, subscriptions } = context;
  const keys = [...new Set(params.hexList(0, 'keys', MAX_KEYS_WATCHED))];
  const { watchedKeys } = sessionOf(context);
  const sink = subscriptions.open('state_storage');
  if (!watchedKeys.take(keys.length)) {
    sink.end();
    throw rpcErrors.tooManySubscriptions(watchedKeys.limit, ' watched keys');
  }
  sink.onEnd(() => watchedKeys.free(keys.length));
  const state = chain.store.stateAt(chain.store.head);
  const changes = keys.map((key): [string, string | null] => pair(key, state.get(key) ?? null));
  sink.send({ block: to0x(chain.store.hashOf(chain.store.head)!), changes });
  const onBlock = (event: { readonly block: Block; readonly changes: StateChanges }): void => {
    const changed = changesOf(keys, event.changes);
    if (changed.length > 0) sink.send({ block: to0x(event.block.hash), changes: changed });
  };
  sink.onEnd(chain.events.on('imported', onBlock));
  sink.onEnd(chain.events.on('retracted', onBlock));
  sink.onEnd(chain.events.on('amended', onBlock));
  return sink.id;
};

const MAX_KEYS_WATCHED = 10_000;

function changesOf(keys: readonly Hex[], changes: StateChanges): [string, string | null][] {
  const out: [string, string | null][] = [];
  for (const key of keys) {
    const value = changes.get(key);
    if (value !== undefined) out.push(pair(key, value));
  }
  return out;
}

function pair(key: Hex, value: Uint8Array | null): [string, string | null] {
  return [`0x${key}`, value === null ? null : to0x(value)];
}
