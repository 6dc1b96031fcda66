import type { ReadStateRequest, ReadStateResponse, StorageEntry } from '@yumanet/proto/chain/v1';
import { refusal } from '@yumanet/service-kit/core';
import { fromHex, toHex } from '../bytes.js';
import { asBuffer } from '../messages/buffer.js';
import type { StateView } from '../node/state/state-view.js';
import { storageKey } from './arguments.js';
import { blockNumber, type UnaryMethod } from './context.js';
import { MAX_ANSWER_BYTES, MAX_ENTRIES, MAX_READ } from './limits.js';

/**
 * ReadState: values of keys and all entries below prefixes, at one block. An answer that is full ends early, between
 * keys or between prefixes, and says how many of each it holds.
 *
 * @throws ServiceError INVALID_ARGUMENT, BLOCK_UNKNOWN, STATE_DISCARDED.
 */
export const readState: UnaryMethod<ReadStateRequest, ReadStateResponse> = (context, request) => {
  for (const [name, { length }] of [['keys', request.keys] as const, ['prefixes', request.prefixes] as const])
    if (length > MAX_ENTRIES)
      return Promise.reject(refusal('INVALID_ARGUMENT', name, `at most ${MAX_ENTRIES}`, length));
  const keys = request.keys.map((key, index) => toHex(storageKey(`keys[${index}]`, key, 1)));
  const prefixes = request.prefixes.map((key, index) => toHex(storageKey(`prefixes[${index}]`, key, 1)));
  const { store } = context.chain;
  const number = blockNumber(context, request.block);
  const state = store.stateAt(number);
  const answer = new Answer();
  let [keysRead, prefixesRead] = [0, 0];
  while (keysRead < keys.length && answer.take(entriesOf(state, [keys[keysRead]!]))) keysRead++;
  if (keysRead === keys.length)
    while (
      prefixesRead < prefixes.length &&
      answer.take(entriesOf(state, state.keys(prefixes[prefixesRead]!)))
    )
      prefixesRead++;
  const blockHash = asBuffer(store.hashOf(number)!);
  return Promise.resolve({ entries: answer.entries, keysRead, prefixesRead, blockHash });
};

function* entriesOf(state: StateView, keys: Iterable<string>): Generator<StorageEntry & { value: Buffer }> {
  for (const key of keys) {
    const value = state.get(key);
    if (value !== undefined) yield { key: asBuffer(fromHex(key)), value: asBuffer(value) };
  }
}

/** Entries as long as there is room. */
class Answer {
  readonly entries: StorageEntry[] = [];
  #bytes = 0;

  /** Takes all of them, or none. */
  take(some: Iterable<StorageEntry & { value: Buffer }>): boolean {
    const [count, bytes] = [this.entries.length, this.#bytes];
    for (const entry of some) {
      this.#bytes += entry.key.length + entry.value.length;
      this.entries.push(entry);
      if (this.entries.length <= MAX_READ && this.#bytes <= MAX_ANSWER_BYTES) continue;
      // A single value always goes, however large: who asks for a key must get it.
      if (count === 0 && this.entries.length === 1) continue;
      this.entries.length = count;
      this.#bytes = bytes;
      return false;
    }
    return true;
  }
}
