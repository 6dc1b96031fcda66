/**
 * From which size on a device's proposals pay: WASM alone against the gpu backend, in the same seconds, with a matrix that
 * stays on the device and with one that is new each epoch. No `node:` here: a page measures with the same code.
 */
import { GpuEngine, type GpuDevice, type GpuOptions } from '../gpu/gpu-engine.js';
import type { EpochInput } from '../types.js';
import { WasmEngine } from '../wasm/wasm-engine.js';
import { syntheticEpoch } from './synthetic-epoch.js';

export const CROSSOVER_SHAPES = [
  [256, 64],
  [1024, 128],
  [4096, 256],
  [4096, 1024],
  [16384, 256],
  [16384, 1024],
] as const;

export interface CrossoverRow {
  /** `gpu/n=4096/v=256`. */
  readonly id: string;
  readonly device: GpuDevice;
  /** Fastest epoch in ms: WASM alone; with warm start, which needs no device and also helps only while weights stay. */
  readonly wasmMs: number;
  readonly warmMs: number;
  /** With proposals: weights that stayed, and weights that changed in one cell. */
  readonly residentMs: number;
  readonly changedMs: number;
  readonly runs: number;
  /** Above 1 the device pays. */
  readonly residentGain: number;
  readonly changedGain: number;
  /** Proposals that were not certified, of all tiles: 0 on a device that counts exactly. */
  readonly recomputedShare: number;
}

export function crossoverId(n: number, v: number): string {
  return `gpu/n=${n}/v=${v}`;
}

/** @param seconds About how long; each way runs at least twice. */
export async function measureCrossover(
  n: number,
  v: number,
  seconds: number,
  options: Omit<GpuOptions, 'proposals'> = {},
): Promise<CrossoverRow> {
  const gpu = new GpuEngine({ ...options, proposals: 'always' });
  await gpu.whenReady();
  const wasm = new WasmEngine();
  const warm = new WasmEngine(true);
  const input = syntheticEpoch({ n, v, density: 1, variant: 'yuma2' });
  const other = withOtherCell(input);
  const fastest = { wasm: Infinity, warm: Infinity, resident: Infinity, changed: Infinity };
  const time = (way: keyof typeof fastest, engine: GpuEngine | WasmEngine, epoch: EpochInput) => {
    const start = performance.now();
    engine.runEpoch(epoch);
    fastest[way] = Math.min(fastest[way], performance.now() - start);
  };
  const end = performance.now() + seconds * 1000;
  let runs = 0;
  // The first round compiles and grows memory; its times are beaten by the next.
  do {
    time('wasm', wasm, input);
    time('warm', warm, input);
    time('changed', gpu, runs % 2 === 0 ? input : other);
    time('resident', gpu, runs % 2 === 0 ? input : other);
    runs++;
  } while (runs < 2 || performance.now() < end);
  const { certifiedTiles, recomputedTiles } = gpu.figures;
  const device = gpu.device!;
  for (const engine of [gpu, wasm, warm]) engine.dispose();
  return {
    id: crossoverId(n, v),
    device,
    wasmMs: fastest.wasm,
    warmMs: fastest.warm,
    residentMs: fastest.resident,
    changedMs: fastest.changed,
    runs,
    residentGain: fastest.wasm / fastest.resident,
    changedGain: fastest.wasm / fastest.changed,
    recomputedShare: recomputedTiles / (certifiedTiles + recomputedTiles),
  };
}

function withOtherCell(input: EpochInput): EpochInput {
  const entries = input.weights.entries.slice();
  entries[1] = entries[1]! ^ 1;
  return { ...input, weights: { ...input.weights, entries } };
}
