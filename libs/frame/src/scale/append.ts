import { Reader } from './reader.js';
import { Writer } from './writer.js';

/** A SCALE vector with `count` more items, given encoded; `before` is undefined for an empty one. */
export function appendItems(
  before: Uint8Array | undefined,
  items: Uint8Array | readonly Uint8Array[],
  count: number,
): Uint8Array {
  const chunks = items instanceof Uint8Array ? [items] : items;
  const reader = before === undefined ? undefined : new Reader(before);
  const known = Number(reader?.compact(32) ?? 0);
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, before?.length ?? 0);
  const writer = new Writer(size + 5);
  writer.compact(known + count);
  if (before !== undefined) writer.raw(before.subarray(reader!.offset));
  for (const chunk of chunks) writer.raw(chunk);
  return writer.finish();
}
