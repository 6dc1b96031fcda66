import { bytes, defineCall, ensureRoot } from '@yumanet/frame';
import { errors } from '../errors.js';
import * as weights from '../weights.js';

/**
 * Replaces the runtime without looking at it. Root.
 * DEVIATION: refused as `set_code` is: a state whose `:code` no longer names the running program would mislead clients.
 */
export const setCodeWithoutChecks = defineCall({
  index: 3,
  name: 'set_code_without_checks',
  args: { code: bytes },
  origin: ensureRoot,
  weight: weights.setCode,
  class: 'Operational',
  run: () => {
    throw errors.fail('FailedToExtractRuntimeVersion');
  },
});
