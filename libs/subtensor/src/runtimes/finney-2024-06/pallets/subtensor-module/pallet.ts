import { definePallet, type Pallet } from '@yumanet/frame';
import { blockStep } from '../../block-step.js';
import type { Parameters } from '../../parameters/parameters.js';
import { addStake } from './calls/add-stake.js';
import { becomeDelegate } from './calls/become-delegate.js';
import { burnedRegister } from './calls/burned-register.js';
import { commitWeights } from './calls/commit-weights.js';
import { decreaseTake } from './calls/decrease-take.js';
import { dissolveNetwork } from './calls/dissolve-network.js';
import { faucet } from './calls/faucet.js';
import { increaseTake } from './calls/increase-take.js';
import { registerNetwork } from './calls/register-network.js';
import { register } from './calls/register.js';
import { removeStake } from './calls/remove-stake.js';
import { revealWeights } from './calls/reveal-weights.js';
import { rootRegister } from './calls/root-register.js';
import { serveAxon } from './calls/serve-axon.js';
import { servePrometheus } from './calls/serve-prometheus.js';
import { setRootWeights } from './calls/set-root-weights.js';
import { setWeights } from './calls/set-weights.js';
import { sudoUncheckedWeight } from './calls/sudo-unchecked-weight.js';
import { sudo } from './calls/sudo.js';
import { swapHotkey } from './calls/swap-hotkey.js';
import { vote } from './calls/vote.js';
import { CONSTANTS } from './constants.js';
import type { EmissionDependencies } from './emission/generate-emission.js';
import { errors } from './errors.js';
import { Event } from './events.js';
import { subtensorGenesis } from './genesis.js';
import type { StakeObserver } from './stake-observer.js';
import { STORAGE } from './storage/index.js';
import * as weights from './weights.js';

/** pallet_subtensor: networks, neurons, stake, consensus and emission. */
export const subtensorModulePallet = (
  parameters: Parameters,
  { stake, ...dependencies }: EmissionDependencies & { readonly stake?: StakeObserver | undefined },
): Pallet =>
  definePallet({
    name: 'SubtensorModule',
    index: 7,
    path: 'pallet_subtensor',
    storage: STORAGE,
    // In the order of the metadata.
    calls: [
      setWeights,
      commitWeights,
      revealWeights,
      setRootWeights,
      becomeDelegate,
      decreaseTake,
      increaseTake,
      addStake,
      removeStake(stake),
      serveAxon,
      servePrometheus,
      register,
      rootRegister(parameters),
      burnedRegister,
      swapHotkey(parameters, stake),
      sudo,
      sudoUncheckedWeight,
      vote,
      registerNetwork(parameters),
      faucet(parameters),
      dissolveNetwork,
    ],
    events: Event,
    errors: errors.type,
    constants: CONSTANTS,
    storageVersion: 6,
    hooks: {
      onInitialize: (ctx) => {
        blockStep(ctx, dependencies);
        return weights.blockStep;
      },
    },
    genesis: subtensorGenesis(parameters),
  });
