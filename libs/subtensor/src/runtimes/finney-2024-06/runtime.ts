import { createRuntime, type FrameRuntime } from '@yumanet/frame';
import { createYuma, type YumaEngine } from '@yumanet/yuma-core';
import { accountNonceApi } from './apis/account-nonce.js';
import { auraApi } from './apis/aura.js';
import { delegateInfoApi } from './apis/delegate-info.js';
import { grandpaApi } from './apis/grandpa.js';
import { neuronInfoApi } from './apis/neuron-info.js';
import { offchainWorkerApi } from './apis/offchain-worker.js';
import { sessionKeysApi } from './apis/session-keys.js';
import { stakeInfoApi } from './apis/stake-info.js';
import { subnetInfoApi } from './apis/subnet-info.js';
import { subnetRegistrationApi } from './apis/subnet-registration.js';
import { transactionPaymentApi, transactionPaymentCallApi } from './apis/transaction-payment.js';
import { EXTENSIONS } from './extensions/index.js';
import { OriginCallerType } from './origin-caller.js';
import type { EpochObserver } from './pallets/subtensor-module/emission/epoch-record.js';
import { SPEC_185_PARAMETERS } from './parameters/spec-185.js';
import type { Parameters } from './parameters/parameters.js';
import { adminUtilsPallet } from './pallets/admin-utils/pallet.js';
import { auraPallet } from './pallets/aura/pallet.js';
import { balancesPallet } from './pallets/balances/pallet.js';
import { commitmentsPallet } from './pallets/commitments/pallet.js';
import { grandpaPallet } from './pallets/grandpa/pallet.js';
import { multisigPallet } from './pallets/multisig/pallet.js';
import { preimagePallet } from './pallets/preimage/pallet.js';
import { proxyPallet } from './pallets/proxy/pallet.js';
import { randomnessCollectiveFlipPallet } from './pallets/randomness-collective-flip/pallet.js';
import { registryPallet } from './pallets/registry/pallet.js';
import { schedulerPallet } from './pallets/scheduler/pallet.js';
import { senateMembersPallet } from './pallets/senate-members/pallet.js';
import { slashingObserver, slashingPallet } from './pallets/slashing/pallet.js';
import { subtensorModulePallet } from './pallets/subtensor-module/pallet.js';
import { sudoPallet } from './pallets/sudo/pallet.js';
import { systemPallet } from './pallets/system/pallet.js';
import { systemPort } from './pallets/system/port.js';
import { timestampPallet } from './pallets/timestamp/pallet.js';
import { transactionPaymentPallet } from './pallets/transaction-payment/pallet.js';
import { triumvirateMembersPallet } from './pallets/triumvirate-members/pallet.js';
import { triumviratePallet } from './pallets/triumvirate/pallet.js';
import { utilityPallet } from './pallets/utility/pallet.js';
import { SPEC_185 } from './version.js';

/** What a network may set differently from Finney. */
export interface Finney202406Options {
  /** Milliseconds between blocks, at least 2; 12,000 on Finney. */
  readonly millisecondsPerBlock?: bigint;
  /** What the code fixes and genesis writes; Finney's own unless told. */
  readonly parameters?: Parameters;
  /** Runs the epochs; yuma-core's WASM engine unless told. All engines give the same bits. */
  readonly yuma?: YumaEngine;
  /** Hears of every epoch that is run. */
  readonly onEpoch?: EpochObserver;
}

/** The runtime of Finney in June 2024 (spec 185). */
export function createFinney202406({
  millisecondsPerBlock = 12_000n,
  parameters = SPEC_185_PARAMETERS,
  yuma = createYuma({ backend: 'wasm' }),
  onEpoch,
}: Finney202406Options = {}): FrameRuntime {
  const { slashing } = parameters;
  return createRuntime({
    path: 'node_subtensor_runtime',
    version: SPEC_185,
    // The order of the metadata, and of the hooks of a block.
    pallets: [
      systemPallet,
      randomnessCollectiveFlipPallet,
      timestampPallet,
      auraPallet,
      grandpaPallet,
      balancesPallet,
      transactionPaymentPallet,
      subtensorModulePallet(parameters, { yuma, onEpoch, stake: slashing && slashingObserver }),
      triumviratePallet,
      triumvirateMembersPallet,
      senateMembersPallet,
      utilityPallet,
      sudoPallet,
      multisigPallet,
      preimagePallet,
      schedulerPallet,
      proxyPallet,
      registryPallet,
      commitmentsPallet,
      adminUtilsPallet,
      ...(slashing ? [slashingPallet] : []),
    ],
    system: systemPort,
    extensions: EXTENSIONS,
    originCaller: OriginCallerType,
    baseCallFilter: () => true,
    constants: {
      'Aura.SlotDuration': millisecondsPerBlock,
      'Timestamp.MinimumPeriod': millisecondsPerBlock / 2n,
      ...prefixed('Slashing', slashing),
    },
    apis: (kernel) => [
      kernel.core,
      kernel.metadata,
      kernel.blockBuilder,
      kernel.genesisBuilder,
      kernel.taggedTransactionQueue,
      offchainWorkerApi,
      auraApi,
      sessionKeysApi,
      grandpaApi,
      accountNonceApi,
      transactionPaymentApi,
      transactionPaymentCallApi,
      delegateInfoApi,
      neuronInfoApi,
      subnetInfoApi,
      stakeInfoApi,
      subnetRegistrationApi,
    ],
  });
}

/** Constants of a pallet by the names that a runtime declares them with. */
const prefixed = (pallet: string, values: object = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${pallet}.${name}`, value]));

/** Finney in June 2024, as it was. */
export const finney202406: FrameRuntime = createFinney202406();
