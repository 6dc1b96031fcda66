import { Writer, blake2_256, encode, toHex, type AccountId, type Context } from '@yumanet/frame';
import { ProxyType, type ProxyTypeValue } from './types.js';

const SUBJECT = new TextEncoder().encode('modlpy/proxy____');

/** The keyless account that `who` spawned at a block and extrinsic. */
export function pureAccount(
  ctx: Context,
  who: AccountId,
  proxyType: ProxyTypeValue,
  index: number,
  height: number,
  extrinsic: number,
): AccountId {
  const writer = new Writer(64);
  writer.raw(SUBJECT);
  writer.hex(who, 32);
  writer.uint(height, 4);
  writer.uint(extrinsic, 4);
  writer.raw(encode(ctx.codecs.of(ProxyType), proxyType));
  writer.uint(index, 2);
  return toHex(blake2_256(writer.finish()));
}
