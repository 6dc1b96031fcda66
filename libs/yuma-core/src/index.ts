export * from './types.js';
export { YUMA_ERRORS, YumaError, type YumaErrorCode } from './errors.js';
export {
  createYuma,
  BACKENDS,
  GpuEngine,
  type BackendName,
  type GpuDevice,
  type GpuFigures,
  type GpuOptions,
  type YumaEngine,
  type YumaOptions,
} from './backends.js';
export { Screen, type ApproximateEpoch, type ConfirmedEpoch, type ScreenError } from './gpu/screen.js';
export { packI64F64, unpackI64F64 } from './epoch/stake.js';
export { packRows, rowOf } from './epoch/sparse-rows.js';
export * from './economy/constants.js';
export { blockEmissionForIssuance, halvingTable, type Halving } from './economy/block-emission.js';
export { delegateReturns, type DelegatedNetwork, type DelegateReturns } from './economy/delegate-returns.js';
export { networkLockCost, type LockCostInput } from './economy/lock-cost.js';
export {
  delegateTake,
  emitThroughHotkey,
  stakeShare,
  type HotkeyEmission,
} from './economy/nominator-shares.js';
export { splitOwnerCut, type OwnerCut } from './economy/owner-cut.js';
export { nextNetuid, subnetToPrune, type PrunableSubnet } from './economy/prune-subnet.js';
export { neuronToPrune, type PruneUidInput } from './economy/prune-uid.js';
export {
  adjustRegistrationTerms,
  termsThatMove,
  upgradedTerm,
  type AdjustmentTerms,
  type RegistrationTerms,
} from './economy/registration-adjustment.js';
export { rootEpoch, type RootEpochInput, type RootValidator } from './economy/root-epoch.js';
export { isBlockOfEpoch, blocksUntilNextEpoch } from './economy/epoch-schedule.js';
export { checkVecMaxLimited, vecU16MaxUpscaleToU16 } from './math/upscale.js';
export {
  explainEpoch,
  type EpochExplanation,
  type ExplainedWeight,
  type ReceivedWeight,
  type WeightOutcome,
} from './answers/explain-epoch.js';
export { explainSentences, type ExplainedStep } from './answers/explain-sentences.js';
export {
  applyChanges,
  nextInput,
  whatIf,
  type WeightsChange,
  type WhatIf,
  type WhatIfChanges,
  type WhatIfOptions,
} from './answers/what-if.js';
export {
  forecast,
  type Forecast,
  type ForecastInput,
  type ForecastNeuron,
  type NeuronForecast,
} from './answers/forecast.js';
export { percentOfBits, percentOfU16, taoText } from './answers/number-text.js';
export { verifyEpochLine } from './answers/verify-epoch-line.js';
