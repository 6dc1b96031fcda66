import type { Context, StorageItem } from '@yumanet/frame';

/** Stores what an absent entry reads as; an entry that exists stays. */
export function writeDefault<V>(item: StorageItem<[number], V, V>, ctx: Context, netuid: number): void {
  if (!item.exists(ctx, netuid)) item.put(ctx, netuid, item.get(ctx, netuid));
}
