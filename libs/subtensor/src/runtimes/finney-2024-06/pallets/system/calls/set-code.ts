import { bytes, defineCall, ensureRoot } from '@yumanet/frame';
import { errors } from '../errors.js';
import * as weights from '../weights.js';

/**
 * Replaces the runtime. Root.
 * DEVIATION: the runtime is this program, not Wasm in the state, so no code holds a version that could be read:
 * always FailedToExtractRuntimeVersion, which is upstream's answer to code that it cannot run.
 */
export const setCode = defineCall({
  index: 2,
  name: 'set_code',
  args: { code: bytes },
  origin: ensureRoot,
  weight: weights.setCode,
  class: 'Operational',
  run: () => {
    throw errors.fail('FailedToExtractRuntimeVersion');
  },
});
