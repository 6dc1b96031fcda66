/** `yuma bench --gpu`: from which size on a device pays. */
import {
  CROSSOVER_SHAPES,
  crossoverId,
  measureCrossover,
  type CrossoverRow,
} from '../bench/gpu-crossover.js';
import { plainTable } from './table.js';

export interface GpuBenchOptions {
  readonly json?: boolean;
  readonly filter?: string;
  readonly seconds: number;
  readonly list?: boolean;
}

export async function benchGpu({ filter = '', json, seconds, list }: GpuBenchOptions): Promise<void> {
  const shapes = CROSSOVER_SHAPES.filter(([n, v]) => crossoverId(n, v).includes(filter));
  const rows: CrossoverRow[] = [];
  for (const [n, v] of shapes) {
    if (list === true) process.stdout.write(`${crossoverId(n, v)}\n`);
    else {
      const row = await measureCrossover(n, v, seconds);
      rows.push(row);
      if (json === true) process.stdout.write(`${JSON.stringify(row)}\n`);
    }
  }
  if (json !== true && list !== true) process.stdout.write(renderCrossover(rows));
}

export function renderCrossover(rows: readonly CrossoverRow[]): string {
  const [first] = rows;
  if (first === undefined) return 'no such case\n';
  const { mode, name, isHardware } = first.device;
  const head = [
    'id',
    'wasm ms',
    'warm start ms',
    'resident ms',
    'gain',
    'new each epoch ms',
    'gain',
    'recomputed',
  ];
  const cells = rows.map((row) => [
    row.id,
    row.wasmMs.toFixed(3),
    row.warmMs.toFixed(3),
    row.residentMs.toFixed(3),
    `${row.residentGain.toFixed(2)}x`,
    row.changedMs.toFixed(3),
    `${row.changedGain.toFixed(2)}x`,
    `${(row.recomputedShare * 100).toFixed(1)} %`,
  ]);
  return `gpu.js ${mode} (${name}): ${isHardware ? 'a GPU' : 'no real GPU'}\n${plainTable(head, cells)}\n`;
}
