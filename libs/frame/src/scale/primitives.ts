import { FrameError, refusal } from '../errors.js';
import type { ResultValue } from '../types/build.js';
import type { Primitive } from '../types/type.js';
import type { Codec } from './codec.js';

const uint = (size: 1 | 2 | 4): Codec<number> => ({
  minSize: size,
  write: (writer, value) => writer.uint(value, size),
  read: (reader) => reader.uint(size),
});

const bool: Codec<boolean> = {
  minSize: 1,
  write: (writer, value) => writer.uint(value ? 1 : 0, 1),
  read: (reader) => {
    const byte = reader.uint(1);
    if (byte > 1) throw refusal('SCALE_VALUE', 'bool', '0 or 1', byte);
    return byte === 1;
  },
};

const str: Codec<string> = {
  minSize: 1,
  write: (writer, value) => {
    const bytes = new TextEncoder().encode(value);
    writer.compact(bytes.length);
    writer.raw(bytes);
  },
  read: (reader) => {
    const bytes = reader.raw(reader.length(1));
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new FrameError('SCALE_VALUE', `str: expected UTF-8, got ${bytes.length} other bytes`);
    }
  },
};

const char: Codec<string> = {
  minSize: 4,
  write: (writer, value) => writer.uint(value.codePointAt(0) ?? 0, 4),
  read: (reader) => String.fromCodePoint(reader.uint(4)),
};

const PRIMITIVES: Readonly<Record<Primitive, unknown>> = {
  bool,
  char,
  str,
  u8: uint(1),
  u16: uint(2),
  u32: uint(4),
  u64: { minSize: 8, write: (w, x) => w.u64(x), read: (r) => r.u64() } satisfies Codec<bigint>,
  u128: { minSize: 16, write: (w, x) => w.u128(x), read: (r) => r.u128() } satisfies Codec<bigint>,
};

export const primitiveCodec = (name: Primitive): Codec<unknown> => PRIMITIVES[name] as Codec<unknown>;

/** Compact integers: numbers up to 32 bits, bigint above; `unit` takes no bytes. */
export function compactCodec(integer: 'u8' | 'u16' | 'u32' | 'u64' | 'u128' | 'unit'): Codec<unknown> {
  if (integer === 'unit') return { minSize: 0, write: () => undefined, read: () => undefined };
  const bits = Number(integer.slice(1)) as 8 | 16 | 32 | 64 | 128;
  return {
    minSize: 1,
    write: (writer, value) => {
      const number = value as number | bigint;
      if (BigInt(number) >> BigInt(bits) !== 0n) throw refusal('SCALE_RANGE', 'compact', integer, number);
      writer.compact(number);
    },
    read: (reader) => (bits <= 32 ? Number(reader.compact(bits)) : reader.compact(bits)),
  };
}

export const optionCodec = (inner: Codec<unknown>): Codec<unknown> => ({
  minSize: 1,
  write: (writer, value) => {
    writer.uint(value === undefined ? 0 : 1, 1);
    if (value !== undefined) inner.write(writer, value);
  },
  read: (reader) => (bool.read(reader) ? inner.read(reader) : undefined),
});

export const resultCodec = (ok: Codec<unknown>, error: Codec<unknown>): Codec<unknown> => ({
  minSize: 1,
  write: (writer, value) => {
    const result = value as ResultValue<unknown, unknown>;
    writer.uint(result.ok ? 0 : 1, 1);
    (result.ok ? ok : error).write(writer, result.value);
  },
  read: (reader) => {
    const isOk = !bool.read(reader);
    return { ok: isOk, value: (isOk ? ok : error).read(reader) };
  },
});
