import type { Context, Type } from '@yumanet/frame';

/** Subtensor's own APIs answer `Vec<u8>`: a structure's SCALE, that the metadata does not describe. */
export const opaque = <T>(ctx: Context, type: Type<T>, value: T): Uint8Array =>
  ctx.codecs.encode(type, value);

/** Nothing at all where there is no value: not an Option. */
export const opaqueOrEmpty = <T>(ctx: Context, type: Type<T>, value: T | undefined): Uint8Array =>
  value === undefined ? new Uint8Array() : opaque(ctx, type, value);
