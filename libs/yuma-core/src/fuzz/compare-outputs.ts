/** The first difference between two outputs of one epoch, or null: presence and order of stored bonds included. */
import type { EpochOutput } from '../types.js';

export function firstDifference(expected: EpochOutput, got: EpochOutput): string | null {
  return differ('', expected, got);
}

function differ(path: string, a: unknown, b: unknown): string | null {
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) return differArrays(path, a, b);
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) {
    return a === b ? null : `${path}: expected ${String(a)}, got ${String(b)}`;
  }
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) {
    const difference = differ(
      path === '' ? key : `${path}.${key}`,
      (a as Record<string, unknown>)[key],
      (b as Record<string, unknown>)[key],
    );
    if (difference !== null) return difference;
  }
  return null;
}

function differArrays(path: string, a: ArrayBufferView, b: ArrayBufferView): string | null {
  if (a.constructor !== b.constructor)
    return `${path}: expected ${a.constructor.name}, got ${b.constructor.name}`;
  const x = a as unknown as ArrayLike<number | bigint>;
  const y = b as unknown as ArrayLike<number | bigint>;
  if (x.length !== y.length) return `${path}.length: expected ${x.length}, got ${y.length}`;
  for (let i = 0; i < x.length; i++) {
    if (x[i] !== y[i]) return `${path}[${i}]: expected ${String(x[i])}, got ${String(y[i])}`;
  }
  return null;
}
