/**
 * What an epoch would have given under other weights, stakes or hyperparameters; also some epochs ahead. Nothing is
 * submitted: the same engine runs over changed inputs.
 */
import { packRows, rowOf } from '../epoch/sparse-rows.js';
import { YumaError } from '../errors.js';
import { vecU16MaxUpscaleToU16 } from '../math/upscale.js';
import type { EpochInput2024, EpochOutput2024, SparseRows } from '../types.js';

/** One row of weights instead of the one that is set; as a call gives it, before upscaling. */
export interface WeightsChange {
  readonly uid: number;
  readonly uids: readonly number[];
  /** u16, in the order of `uids`. */
  readonly weights: readonly number[];
}

export interface WhatIfChanges {
  readonly weights?: readonly WeightsChange[];
  /** TotalHotkeyStake by uid, rao. */
  readonly stakes?: readonly { readonly uid: number; readonly rao: bigint }[];
  /** u16 proportion. */
  readonly kappa?: number;
  /** Millionths. */
  readonly bondsMovingAverage?: bigint;
  /** Blocks. */
  readonly activityCutoff?: bigint;
  readonly maxAllowedValidators?: number;
}

export interface WhatIfOptions {
  /** Epochs from the input on, 1 … 1,000. */
  readonly epochs: number;
  /** Blocks between epochs, less one. */
  readonly tempo: number;
}

export interface WhatIf {
  /** One output per epoch, without and with the changes. */
  readonly before: readonly EpochOutput2024[];
  readonly after: readonly EpochOutput2024[];
  /** What was taken for granted, in sentences. */
  readonly assumptions: readonly string[];
}

/** An engine, as far as it is used here. */
export type RunEpoch = (input: EpochInput2024) => EpochOutput2024;

const MAX_EPOCHS = 1_000;
const U16_MAX = 65_535;

/** @throws YumaError OUT_OF_RANGE, MALFORMED_ROWS for changes that no chain would take; others as `runEpoch`. */
export function whatIf(
  input: EpochInput2024,
  changes: WhatIfChanges,
  { epochs, tempo }: WhatIfOptions,
  runEpoch: RunEpoch,
): WhatIf {
  if (!Number.isInteger(epochs) || epochs < 1 || epochs > MAX_EPOCHS)
    throw new YumaError('OUT_OF_RANGE', `epochs: expected 1..${MAX_EPOCHS}, got ${epochs}`);
  const changed = applyChanges(input, changes);
  return {
    before: ahead(input, epochs, tempo, runEpoch),
    after: ahead(changed, epochs, tempo, runEpoch),
    assumptions: [
      'Nobody else changes weights or stake, registers or is pruned.',
      ...(changes.weights?.length ? ['Changed weights are set right before the epoch.'] : []),
      ...(epochs === 1
        ? []
        : [
            `Each of the ${epochs} epochs distributes ${input.raoEmission} rao.`,
            'What a hotkey is paid stays staked on it.',
            'Whoever has weights sets them again in every epoch, so nobody who is active becomes inactive.',
          ]),
    ],
  };
}

/** The input with the changes in it. @throws YumaError OUT_OF_RANGE, MALFORMED_ROWS */
export function applyChanges(input: EpochInput2024, changes: WhatIfChanges): EpochInput2024 {
  const lastUpdate = input.lastUpdate.slice();
  const stake = input.stake.slice();
  const rows = Array.from({ length: input.n }, (_, uid) => rowOf(input.weights, uid));
  for (const { uid, uids, weights } of changes.weights ?? []) {
    checkUid('weights', uid, input.n);
    rows[uid] = upscaledRow(uids, weights, input.n);
    lastUpdate[uid] = input.currentBlock;
  }
  for (const { uid, rao } of changes.stakes ?? []) {
    checkUid('stake', uid, input.n);
    if (rao < 0n || rao >= 1n << 64n)
      throw new YumaError('OUT_OF_RANGE', `stake: expected a u64, got ${rao}`);
    stake[uid] = rao;
  }
  for (const name of ['kappa', 'maxAllowedValidators'] as const) {
    const value = changes[name];
    if (value !== undefined && (!Number.isInteger(value) || value < 0 || value > U16_MAX))
      throw new YumaError('OUT_OF_RANGE', `${name}: expected a u16, got ${value}`);
  }
  return {
    ...input,
    lastUpdate,
    stake,
    weights: packRows(rows),
    kappa: changes.kappa ?? input.kappa,
    bondsMovingAverage: changes.bondsMovingAverage ?? input.bondsMovingAverage,
    activityCutoff: changes.activityCutoff ?? input.activityCutoff,
    maxAllowedValidators: changes.maxAllowedValidators ?? input.maxAllowedValidators,
  };
}

/** As `set_weights` stores a row: the largest upscaled to 65535. */
function upscaledRow(uids: readonly number[], weights: readonly number[], n: number): Uint16Array {
  if (uids.length !== weights.length)
    throw new YumaError('MALFORMED_ROWS', `weights: expected ${uids.length} values, got ${weights.length}`);
  if (new Set(uids).size !== uids.length)
    throw new YumaError('MALFORMED_ROWS', 'weights: expected each uid once, got one twice');
  for (const uid of uids) checkUid('weights', uid, n);
  for (const value of weights)
    if (!Number.isInteger(value) || value < 0 || value > U16_MAX)
      throw new YumaError('OUT_OF_RANGE', `weight: expected a u16, got ${value}`);
  const upscaled = vecU16MaxUpscaleToU16(weights);
  return Uint16Array.from(uids.flatMap((uid, k) => [uid, upscaled[k] ?? 0]));
}

function checkUid(what: string, uid: number, n: number): void {
  if (!Number.isInteger(uid) || uid < 0 || uid >= n)
    throw new YumaError('OUT_OF_RANGE', `${what}: expected a uid in 0..${n - 1}, got ${uid}`);
}

function ahead(first: EpochInput2024, epochs: number, tempo: number, runEpoch: RunEpoch): EpochOutput2024[] {
  const outputs: EpochOutput2024[] = [];
  for (let input = first; outputs.length < epochs; input = nextInput(input, outputs.at(-1)!, tempo))
    outputs.push(runEpoch(input));
  return outputs;
}

/** The epoch after one, as the assumptions say. */
export function nextInput(input: EpochInput2024, output: EpochOutput2024, tempo: number): EpochInput2024 {
  const blocks = BigInt(tempo) + 1n;
  const sets = (uid: number): boolean => hasRow(input.weights, uid);
  return {
    ...input,
    currentBlock: input.currentBlock + blocks,
    lastUpdate: input.lastUpdate.map((block, uid) => (sets(uid) ? block + blocks : block)),
    stake: input.stake.map(
      (rao, uid) => rao + (output.serverEmissionRao[uid] ?? 0n) + (output.validatorEmissionRao[uid] ?? 0n),
    ),
    validatorPermit: output.newValidatorPermit,
    bonds: output.bonds,
  };
}

const hasRow = ({ offsets }: SparseRows, uid: number): boolean =>
  (offsets[uid + 1] ?? 0) > (offsets[uid] ?? 0);
