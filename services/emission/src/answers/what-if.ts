import { inputOf, type EpochSnapshotValue } from '@yumanet/subtensor';
import type { NeuronEpoch, WhatIfRequest, WhatIfResponse } from '@yumanet/proto/emission/v1';
import { refusal } from '@yumanet/service-kit';
import {
  YumaError,
  whatIf as computeWhatIf,
  type EpochOutput2024,
  type WhatIf,
  type YumaEngine,
} from '@yumanet/yuma-core';
import { checkNetuid } from '../grpc/check-netuid.js';
import type { EpochInputs } from './epoch-inputs.js';

export interface WhatIfParts {
  readonly inputs: Pick<EpochInputs, 'of'>;
  readonly yuma: YumaEngine;
  /** Blocks between epochs, less one. */
  readonly tempoOf: (netuid: number) => Promise<number>;
}

/** A second of kernels at 256 neurons. */
const MAX_EPOCHS = 1_000;
const MAX_CHANGES = 4_096;

/**
 * WhatIf: an epoch under other weights, stakes or parameters, also some epochs ahead.
 *
 * @throws ServiceError INVALID_ARGUMENT, EPOCH_UNKNOWN; others as the chain's gRPC.
 */
export async function whatIf(parts: WhatIfParts, request: WhatIfRequest): Promise<WhatIfResponse> {
  const { netuid, block, epochs, weights, stakes, kappa, bondsMovingAverage, activityCutoff } = request;
  checkNetuid(netuid);
  if (epochs > MAX_EPOCHS) throw refusal('INVALID_ARGUMENT', 'epochs', `at most ${MAX_EPOCHS}`, epochs);
  if (weights.length + stakes.length > MAX_CHANGES)
    throw refusal('INVALID_ARGUMENT', 'changes', `at most ${MAX_CHANGES}`, weights.length + stakes.length);
  const snapshot = await parts.inputs.of(netuid, block);
  const changes = {
    weights,
    stakes,
    ...(kappa === undefined ? {} : { kappa }),
    ...(bondsMovingAverage === undefined ? {} : { bondsMovingAverage }),
    ...(activityCutoff === undefined ? {} : { activityCutoff }),
    ...(request.maxAllowedValidators === undefined
      ? {}
      : { maxAllowedValidators: request.maxAllowedValidators }),
  };
  const options = { epochs: epochs || 1, tempo: epochs > 1 ? await parts.tempoOf(netuid) : 1 };
  const run = (input: Parameters<YumaEngine['runEpoch']>[0]) => parts.yuma.runEpoch(input) as EpochOutput2024;
  const result = refusing(() => computeWhatIf(inputOf(snapshot), changes, options, run));
  return {
    block: BigInt(snapshot.block),
    before: neuronsOf(snapshot, result.before.at(-1)!),
    after: neuronsOf(snapshot, result.after.at(-1)!),
    assumptions: [...result.assumptions],
  };
}

/** What yuma-core refuses of the changes is the asker's mistake. */
function refusing(work: () => WhatIf): WhatIf {
  try {
    return work();
  } catch (error) {
    if (error instanceof YumaError) throw refusal('INVALID_ARGUMENT', 'changes', error.message, error.code);
    throw error;
  }
}

const neuronsOf = ({ hotkeys, stake }: EpochSnapshotValue, output: EpochOutput2024): NeuronEpoch[] =>
  [...hotkeys]
    .sort(([a], [b]) => a - b)
    .map(([uid, hotkey]) => ({
      uid,
      hotkey: Buffer.from(hotkey, 'hex'),
      stakeRao: stake[uid] ?? 0n,
      incentive: output.incentive[uid] ?? 0,
      dividends: output.dividends[uid] ?? 0,
      serverEmissionRao: output.serverEmissionRao[uid] ?? 0n,
      validatorEmissionRao: output.validatorEmissionRao[uid] ?? 0n,
    }));
