/** The embedded binary as a module, and instances of it. */
import { YumaError } from '../errors.js';
import { YUMA_WASM } from '../generated/yuma-wasm.js';

/** What the binary exports: `assembly/index.ts`. */
export interface YumaExports {
  readonly memory: WebAssembly.Memory;
  headerAddress(): number;
  layout(n: number, lastUpdateLength: number, weightPairs: number, bondPairs: number): number;
  run(): number;
  begin(): number;
  work(phase: number, thread: number): void;
  advance(phase: number): number;
  alphaOfDifference(difference: bigint, low: bigint, high: bigint, slope: bigint): bigint;
  divideForTest(a: number, b: bigint, wide: boolean): number;
  scaleForTest(x: number, total: number): number;
  share64(low: bigint, high: bigint, totalLow: bigint, totalHigh: bigint): bigint;
  sigmoidForTest(difference: number, slope: bigint, low: number, range: number): number;
  expSafe(x: bigint): bigint;
  proportionToU16(x: bigint): number;
  safeDiv(a: bigint, b: bigint): bigint;
  saturatingDiv(a: bigint, b: bigint): bigint;
  saturatingMul(a: bigint, b: bigint): bigint;
  emissionMulU64(share: bigint, rao: bigint): bigint;
}

/**
 * Compiles the embedded binary, synchronously.
 *
 * @throws YumaError UNSUPPORTED_PLATFORM where WebAssembly or its SIMD instructions are missing.
 */
export function compile(base64: string = YUMA_WASM): WebAssembly.Module {
  if (typeof WebAssembly === 'undefined') throw unsupported('WebAssembly');
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) throw unsupported('WebAssembly SIMD');
  return new WebAssembly.Module(bytes);
}

/** An instance with its own memory, or, of the threads binary, over a shared one. */
export function instantiate<E = YumaExports>(module: WebAssembly.Module, memory?: WebAssembly.Memory): E {
  const imports = memory === undefined ? undefined : { env: { memory } };
  const { exports } = new WebAssembly.Instance(module, imports);
  return { ...exports, ...(memory === undefined ? {} : { memory }) } as unknown as E;
}

function unsupported(missing: string): YumaError {
  return new YumaError(
    'UNSUPPORTED_PLATFORM',
    `platform: expected ${missing}, got none; createYuma({ backend: 'reference' }) runs anywhere`,
    { missing },
  );
}
