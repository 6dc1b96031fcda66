import {
  CallContext,
  type FrameRuntime,
  type Runtime,
  type RuntimeStorage,
  type StorageItem,
} from '@yumanet/frame';
import { ChainError } from '../../errors.js';
import type { Chain } from '../../node/chain.js';
import { Overlay } from '../../node/state/overlay.js';

/** A storage item as the runtime declares it, for reading and writing by name. */
export type NamedItem = StorageItem<readonly unknown[], unknown, unknown>;

/** The runtime with its parts at hand. @throws ChainError STATE_NAME_UNKNOWN for one that is only bytes. */
export function frameRuntime(runtime: Runtime): FrameRuntime {
  if ('linked' in runtime) return runtime as FrameRuntime;
  throw new ChainError(
    'STATE_NAME_UNKNOWN',
    `runtime: expected one with declared pallets, got ${runtime.specName}`,
  );
}

/** A context over some storage, the newest block's if none is given. What it writes is thrown away. */
export function contextOver(chain: Chain, storage?: RuntimeStorage): CallContext {
  const { linked } = frameRuntime(chain.runtime);
  return new CallContext(linked, storage ?? new Overlay(chain.store.stateAt(chain.store.head)), chain.host);
}

/** Names as clients write them (`subtensorModule`, `TotalIssuance`, `total_issuance`) are all one. */
export const looseName = (name: string): string => name.replaceAll('_', '').toLowerCase();

/** The item that a client names. @throws ChainError STATE_NAME_UNKNOWN. */
export function findItem(runtime: Runtime, pallet: string, item: string): NamedItem {
  const found = frameRuntime(runtime).linked.parts.pallets.find(
    ({ name }) => looseName(name) === looseName(pallet),
  );
  if (found === undefined)
    throw new ChainError(
      'STATE_NAME_UNKNOWN',
      `pallet: expected one of the runtime, got ${pallet.slice(0, 80)}`,
    );
  const declared = found.storage.find(({ name }) => looseName(name) === looseName(item));
  if (declared === undefined) {
    const text = `storage item: expected one of ${found.name}, got ${item.slice(0, 80)}`;
    throw new ChainError('STATE_NAME_UNKNOWN', text);
  }
  return declared as NamedItem;
}
