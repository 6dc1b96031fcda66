import { definePallet } from '@yumanet/frame';
import { genesisObject } from '../../genesis-values.js';
import { applyAuthorizedUpgrade } from './calls/apply-authorized-upgrade.js';
import { authorizeUpgrade, authorizeUpgradeWithoutChecks } from './calls/authorize-upgrade.js';
import { killPrefix } from './calls/kill-prefix.js';
import { killStorage } from './calls/kill-storage.js';
import { remarkWithEvent } from './calls/remark-with-event.js';
import { remark } from './calls/remark.js';
import { setCodeWithoutChecks } from './calls/set-code-without-checks.js';
import { setCode } from './calls/set-code.js';
import { setHeapPages } from './calls/set-heap-pages.js';
import { setStorage } from './calls/set-storage.js';
import { CONSTANTS, Version } from './constants.js';
import { errors } from './errors.js';
import { Event } from './events.js';
import * as system from './storage.js';

/** What upstream takes for the parent of the first block: 69 in every byte. */
const GENESIS_PARENT = '45'.repeat(32);

/** frame_system: accounts' nonces and references, the block's environment, events. */
export const systemPallet = definePallet({
  name: 'System',
  index: 0,
  path: 'frame_system',
  storage: system.STORAGE,
  calls: [
    remark,
    setHeapPages,
    setCode,
    setCodeWithoutChecks,
    setStorage,
    killStorage,
    killPrefix,
    remarkWithEvent,
    authorizeUpgrade,
    authorizeUpgradeWithoutChecks,
    applyAuthorizedUpgrade,
  ],
  events: Event,
  errors: errors.type,
  constants: CONSTANTS,
  genesisDefault: {},
  genesis: (ctx, config) => {
    genesisObject('genesis.system', config, []);
    const { spec_version, spec_name } = ctx.constant(Version);
    system.BlockHash.put(ctx, 0, GENESIS_PARENT);
    system.ParentHash.put(ctx, GENESIS_PARENT);
    system.LastRuntimeUpgrade.put(ctx, { spec_version, spec_name });
    system.UpgradedToU32RefCount.put(ctx, true);
    system.UpgradedToTripleRefCount.put(ctx, true);
  },
});
