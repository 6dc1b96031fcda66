export {
  createFinney202406,
  finney202406,
  type Finney202406Options,
} from './runtimes/finney-2024-06/runtime.js';
export { SPEC_185 } from './runtimes/finney-2024-06/version.js';
export { SPEC_185_PARAMETERS } from './runtimes/finney-2024-06/parameters/spec-185.js';
export { ARTICLES_PARAMETERS } from './runtimes/finney-2024-06/parameters/articles.js';
export type {
  InitialValues,
  NewNetwork,
  Parameters,
  RootNetwork,
  SlashingParameters,
} from './runtimes/finney-2024-06/parameters/parameters.js';
export {
  ISSUANCE_TOTALS,
  accountForIssuance,
  type IssuanceAccount,
} from './runtimes/finney-2024-06/invariant/issuance.js';
export {
  unaccountedChange,
  type UnaccountedChange,
} from './runtimes/finney-2024-06/invariant/unaccounted-change.js';
export { recount } from './runtimes/finney-2024-06/invariant/recount.js';
export type {
  EpochObserver,
  EpochRecord,
} from './runtimes/finney-2024-06/pallets/subtensor-module/emission/epoch-record.js';
export {
  createSealHash,
  hashMeetsDifficulty,
} from './runtimes/finney-2024-06/pallets/subtensor-module/checks/proof-of-work.js';
export { weightsCommitHash } from './runtimes/finney-2024-06/pallets/subtensor-module/checks/commit-reveal.js';
export type { WeightsRow } from './runtimes/finney-2024-06/pallets/subtensor-module/neurons/do-set-weights.js';
export {
  EpochSnapshot,
  SNAPSHOT_VERSION,
  inputOf,
  snapshotCodec,
  snapshotDigest,
  takeSnapshot,
  type EpochSnapshotValue,
} from './snapshots/snapshot.js';
export { KeptSnapshot } from './snapshots/kept-snapshot.js';
export { SnapshotStore, type SnapshotStoreOptions } from './snapshots/snapshot-store.js';
export {
  askPartialState,
  askStateParts,
  type FetchParts,
  type FetchStorage,
  type StateParts,
} from './preflight/partial-state.js';
export {
  preflight,
  type Preflight,
  type PreflightFailure,
  type WeightCallQuestion,
} from './preflight/preflight.js';
export {
  readEconomy,
  type EconomyState,
  type LoadedPayment,
  type Payee,
  type RootEconomy,
  type SubnetEconomy,
} from './economy/economy-state.js';
export { readBlockMoney, type BlockMoney, type MoneyEvent, type MoneyPhase } from './economy/money-events.js';
export { AgreedYuma } from './snapshots/agreed-yuma.js';
export { encodeInput, epochResultCodec, inputDigest, resultPayload } from './snapshots/epoch-result.js';
export { epochsDueNext } from './economy/epochs-due-next.js';
