import type { Hex, Runtime, RuntimeHost } from '@yumanet/frame';
import { equalBytes, toHex } from '../../bytes.js';
import { ChainError } from '../../errors.js';
import { makeBlock, type Block } from '../block/block.js';
import type { ChainStore } from '../state/chain-store.js';
import { PhaseRunner, type Phase } from './phase-runner.js';

/** A key whose value after the replayed block is not the one that the chain has. */
export interface ReplayDifference {
  readonly key: Hex;
  readonly expected: Uint8Array | undefined;
  readonly got: Uint8Array | undefined;
}

export interface BlockTrace {
  readonly block: Block;
  readonly phases: readonly Phase[];
  /** None: every key that either execution touched has the chain's value, and the header is the chain's. */
  readonly differences: readonly ReplayDifference[];
  readonly hash: Hex;
}

/**
 * Executes a block again upon its parent's state, and compares what it does with what the chain kept of it.
 *
 * @throws ChainError BLOCK_UNKNOWN, STATE_DISCARDED when its parent's state is not kept any more, BLOCK_INVALID when an
 * extrinsic does not apply.
 */
export function traceBlock(
  store: ChainStore,
  number: number,
  runtime: Runtime,
  host: RuntimeHost,
): BlockTrace {
  const block = store.block(number);
  if (block === undefined || number === 0)
    throw new ChainError('BLOCK_UNKNOWN', `block to replay: expected 1..${store.head}, got ${number}`);
  const runner = new PhaseRunner(store.stateAt(number - 1), runtime, host);
  runner.run('Initialization', (api) =>
    api.initializeBlock({ ...block.header, stateRoot: new Uint8Array(32) }),
  );
  block.extrinsics.forEach((extrinsic, index) => {
    const result = runner.run(index, (api) => api.applyExtrinsic(extrinsic));
    if (result.kind !== 'included')
      throw new ChainError(
        'BLOCK_INVALID',
        `extrinsic ${index} of block ${number}: expected a valid one, got ${result.reason}`,
      );
  });
  // The tree of an old state is not kept. The values are compared instead, one by one: with them, the root.
  const known = { root: block.header.stateRoot, nodes: new Map() };
  const header = runner.run(
    'Finalization',
    (api) => api.finalizeBlock(),
    () => known,
  );
  const differences = differencesOf(store, number, runner.changes);
  return { block, phases: runner.phases, differences, hash: toHex(makeBlock(header, block.extrinsics).hash) };
}

function differencesOf(
  store: ChainStore,
  number: number,
  changes: ReadonlyMap<Hex, Uint8Array | null>,
): ReplayDifference[] {
  const amended = new Set(store.amendmentsOf(number).flatMap((each) => [...each.changes.keys()]));
  const [before, after] = [store.stateAt(number - 1), store.stateAt(number)];
  const out: ReplayDifference[] = [];
  for (const key of new Set([...changes.keys(), ...store.changedKeys(number)])) {
    if (amended.has(key)) continue;
    const change = changes.get(key);
    const got = change === undefined ? before.get(key) : (change ?? undefined);
    const expected = after.get(key);
    const same = got === undefined || expected === undefined ? got === expected : equalBytes(got, expected);
    if (!same) out.push({ key, expected, got });
  }
  return out;
}
