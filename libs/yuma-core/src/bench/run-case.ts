/** One case on every engine, in the same seconds. */
import { createYuma } from '../backends.js';
import { runEpochReference } from '../epoch/run-epoch.js';
import { Reason, Route, Slot } from '../generated/slots.js';
import { Abi } from '../wasm/abi.js';
import { compile, instantiate } from '../wasm/instantiate.js';
import type { BenchCase } from './cases.js';
import { runFloat64, toFloat64 } from './float64-epoch.js';
import { measure, type Contestant, type Timing } from './measure.js';
import { NATIVE_RUST } from './native-rust.js';

export interface BenchRow {
  /** The case and what computed it: `epoch/n=256/v=64/density=1/yuma2/wasm`. */
  readonly id: string;
  readonly minMs: number;
  readonly medianMs: number;
  /** Processor time of a run: what other programs on the machine do not disturb. */
  readonly cpuMs: number;
  readonly runs: number;
  readonly nsPerWeight: number;
  /** How many times faster than the float64 epoch of the same run (minimum by minimum). */
  readonly vsFloat64: number;
  readonly vsReference?: number;
  /** `wasm`: against the packaged figure of Subtensor's Rust, measured elsewhere. */
  readonly vsNativeRust?: number;
  /** `wasm`: copying an epoch in and out, apart from the epoch. */
  readonly boundaryMs?: number;
  readonly memoryBytes?: number;
  readonly path?: string;
  /** `wasm-threads`: against `wasm`, and what two independent epochs at once reach in this run. */
  readonly speedUp?: number;
  readonly capacity?: number;
}

export async function runCase(benchCase: BenchCase, seconds: number): Promise<BenchRow[]> {
  const inputs = benchCase.inputs();
  const first = inputs[0]!;
  const weights = inputs.reduce((total, input) => total + input.weights.entries.length / 2, 0);
  const module = compile();
  const abi = new Abi(instantiate(module));
  const threads = createYuma({ backend: 'wasm-threads', threads: 2 });
  await threads.whenReady();
  const alone = createYuma({ backend: 'wasm' });
  const float64 = inputs.map(toFloat64);
  const many = inputs.length > 1;
  const timings = await measure(
    [
      { name: 'float64', run: () => float64.forEach(runFloat64) },
      {
        name: 'wasm',
        run: many ? () => inputs.forEach((input) => alone.runEpoch(input)) : () => abi.runLoaded(first),
      },
      {
        name: 'boundary',
        run: () => {
          abi.write(first);
          abi.read(first);
        },
      },
      { name: 'wasm-whole', run: () => inputs.forEach((input) => alone.runEpoch(input)) },
      {
        name: 'wasm-threads=2',
        run: many ? () => threads.runEpochs(inputs) : () => threads.runEpoch(first),
      },
      { name: 'two-at-once', run: () => threads.runEpochs(many ? inputs : [first, first]) },
      ...(benchCase.withReference
        ? [{ name: 'reference', run: () => inputs.forEach((input) => runEpochReference(input)), maxRuns: 3 }]
        : []),
    ] satisfies Contestant[],
    seconds,
  );
  abi.runEpoch(first);
  const path = pathOf(abi);
  const rows = toRows(benchCase.id, weights, timings, many);
  threads.dispose();
  alone.dispose();
  return rows.map((row) =>
    row.id.endsWith('/wasm')
      ? { ...row, memoryBytes: abi.memoryBytes, path, ...rust(benchCase.id, row.minMs) }
      : row,
  );
}

function pathOf(abi: Abi): string {
  const route = Route[abi.slot(Slot.routeTaken)]!;
  const reason = abi.slot(Slot.reason) as Reason;
  return reason === Reason.none ? route : `${route} (${Reason[reason]})`;
}

function rust(id: string, minMs: number): { vsNativeRust?: number } {
  const native = NATIVE_RUST.milliseconds.get(id.replace(/^epoch\//, ''));
  return native === undefined ? {} : { vsNativeRust: native / minMs };
}

function toRows(
  id: string,
  weights: number,
  timings: ReadonlyMap<string, Timing>,
  many: boolean,
): BenchRow[] {
  const min = (name: string) => timings.get(name)!.minMs;
  const reference = timings.get('reference');
  const row = (name: string): BenchRow => {
    const timing = timings.get(name)!;
    return {
      id: `${id}/${name}`,
      ...timing,
      nsPerWeight: (timing.minMs * 1e6) / weights,
      vsFloat64: min('float64') / timing.minMs,
      ...(reference === undefined ? {} : { vsReference: reference.minMs / timing.minMs }),
    };
  };
  // Two epochs at once against two after each other; of many, against what one thread needs for all of them.
  const capacity = ((many ? 1 : 2) * min('wasm-whole')) / min('two-at-once');
  return [
    row('float64'),
    ...(reference === undefined ? [] : [row('reference')]),
    { ...row('wasm'), boundaryMs: min('boundary') },
    { ...row('wasm-threads=2'), speedUp: min('wasm-whole') / min('wasm-threads=2'), capacity },
  ];
}
