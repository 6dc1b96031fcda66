/** What is measured, by stable id. */
import { readFileSync } from 'node:fs';
import { readEpochLine } from '../golden/epoch-line.js';
import type { JsonObject } from '../input/fields.js';
import type { EpochInput } from '../types.js';
import { syntheticEpoch, VARIANTS } from './synthetic-epoch.js';

export interface BenchCase {
  /** Without what computes it: `epoch/n=256/v=64/density=1/yuma2`. */
  readonly id: string;
  /** Made when the case runs: inputs are large. */
  readonly inputs: () => EpochInput[];
  /** Measured with the slow bigint reference, too. */
  readonly withReference: boolean;
}

const SIZES = [
  [256, 64],
  [1024, 128],
  [4096, 256],
] as const;
const DENSITIES = [1, 0.25, 0.1] as const;
/** A size whose reference epoch takes about a second. */
const REFERENCE_CELLS = 200_000;

function synthetic(n: number, v: number, density: number): BenchCase[] {
  return VARIANTS.map((variant) => ({
    id: `epoch/n=${n}/v=${v}/density=${density}/${variant}`,
    inputs: () => [syntheticEpoch({ n, v, density, variant })],
    withReference: n * v * density <= REFERENCE_CELLS,
  }));
}

function finney(): BenchCase[] {
  // The same relative place from `src/bench` and from `dist/bench`.
  const file = new URL('../../test/vectors/finney_sn15.jsonl', import.meta.url);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const parsed = JSON.parse(line) as JsonObject;
      const variant = String(parsed['id']).split('-').slice(3, -1).join('-');
      return {
        id: `finney_sn15/n=256/v=20/${variant}`,
        inputs: () => [readEpochLine('golden', parsed)],
        withReference: true,
      };
    });
}

export function benchCases(): BenchCase[] {
  return [
    ...SIZES.flatMap(([n, v]) => DENSITIES.flatMap((density) => synthetic(n, v, density))),
    ...synthetic(16_384, 64, 1),
    {
      id: 'subnets=128/n=256/v=64/density=1/yuma2',
      inputs: () =>
        Array.from({ length: 128 }, (_, seed) =>
          syntheticEpoch({ n: 256, v: 64, density: 1, variant: 'yuma2' }, seed + 1),
        ),
      withReference: false,
    },
    ...finney(),
  ];
}
