import type { Context, StorageItem } from '@yumanet/frame';

/** A vector per netuid, indexed by uid. */
export type PerUid<T> = StorageItem<[number], readonly T[], readonly T[]>;

/** Changes one entry; an index that the vector does not have changes and writes nothing. */
export function setAt<T>(item: PerUid<T>, ctx: Context, netuid: number, uid: number, value: T): void {
  const vector = item.get(ctx, netuid);
  if (uid < vector.length) item.put(ctx, netuid, vector.with(uid, value));
}

export function push<T>(item: PerUid<T>, ctx: Context, netuid: number, value: T): void {
  item.put(ctx, netuid, [...item.get(ctx, netuid), value]);
}
