import { PRIME, transposed, type Matrix } from '../field.js';
import { PRODUCT_WASM } from '../generated/product-wasm.js';
import type { Multiplier } from './multiply.js';

interface Exports {
  readonly memory: WebAssembly.Memory;
  product(a: number, b: number, c: number, rows: number, n: number): void;
  reserve(bytes: number): number;
}

/** Rows of A times columns of B, both centred (`centred`), on SIMD instructions. */
export type RowsTimesColumns = (rows: Int16Array, columns: Int16Array, n: number) => Uint16Array;

/** An instance of assembly/product.ts. */
export async function instantiate(): Promise<RowsTimesColumns> {
  const module = await WebAssembly.compile(Buffer.from(PRODUCT_WASM, 'base64'));
  const wasm = (await WebAssembly.instantiate(module)).exports as unknown as Exports;
  return (rows, columns, n) => {
    const a = wasm.reserve(2 * rows.byteLength + columns.byteLength);
    const b = a + rows.byteLength;
    const c = b + columns.byteLength;
    new Int16Array(wasm.memory.buffer, a, rows.length).set(rows);
    new Int16Array(wasm.memory.buffer, b, columns.length).set(columns);
    wasm.product(a, b, c, rows.length / n, n);
    return new Uint16Array(wasm.memory.buffer, c, rows.length).slice();
  };
}

/** The same elements as −32760 to 32760: two of their products and their sum fit in 32 bits. */
export function centred(elements: Uint16Array): Int16Array {
  // PERF: `Int16Array.from` with a function takes as long as the product itself.
  const out = new Int16Array(elements.length);
  for (let i = 0; i < out.length; i += 1) {
    const element = elements[i]!;
    out[i] = element > PRIME >> 1 ? element - PRIME : element;
  }
  return out;
}

/** SIMD in one thread. */
export async function openWasm(): Promise<Multiplier> {
  const run = await instantiate();
  const multiply = (a: Matrix, b: Matrix): Matrix => ({
    n: a.n,
    elements: run(centred(a.elements), centred(transposed(b)), a.n),
  });
  return { threads: 1, multiply, close: () => Promise.resolve() };
}
