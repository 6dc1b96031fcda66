import type { Scenario } from '../scenario.js';
import { adjust } from './adjust.js';
import { blockEmission } from './block-emission.js';
import { emissionThroughHotkey } from './emission-through-hotkey.js';
import { epoch } from './epoch.js';
import { lockCost } from './lock-cost.js';
import { ownerCut } from './owner-cut.js';
import { pruneSubnet } from './prune-subnet.js';
import { pruneUid } from './prune-uid.js';
import { rateLimit } from './rate-limit.js';
import { registrationErrors } from './registration-errors.js';
import { rootEpoch } from './root-epoch.js';
import { rootWeights } from './root-weights.js';
import { setWeights } from './set-weights.js';
import { trace } from './trace.js';

/** Every scenario by the name that lines carry. */
export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map([
  ['a-root-epoch', rootEpoch],
  ['a-block-emission', blockEmission],
  ['b-emission-trace', trace],
  ['b-owner-cut', ownerCut],
  ['c-lock-cost', lockCost],
  ['c-rate-limit', rateLimit],
  ['c-prune-subnet', pruneSubnet],
  ['c-dissolve-trace', trace],
  ['d-adjust', adjust],
  ['d-registration-trace', trace],
  ['d-prune-uid', pruneUid],
  ['d-replace-trace', trace],
  ['d-registration-errors', registrationErrors],
  ['e-set-weights', setWeights],
  ['e-root-weights', rootWeights],
  ['f-staking-trace', trace],
  ['f-emission-through-hotkey', emissionThroughHotkey],
  ['f-swap-hotkey-trace', trace],
  ['g-epoch', epoch],
]);
