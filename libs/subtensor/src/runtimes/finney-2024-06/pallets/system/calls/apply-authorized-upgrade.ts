import { blake2_256, bytes, defineCall, toHex } from '@yumanet/frame';
import { errors } from '../errors.js';
import { AuthorizedUpgrade } from '../storage.js';
import * as weights from '../weights.js';

/**
 * Brings the authorised code. Any origin: the hash decides.
 * DEVIATION: even the right code is refused, as in `set_code`.
 */
export const applyAuthorizedUpgrade = defineCall({
  index: 11,
  name: 'apply_authorized_upgrade',
  args: { code: bytes },
  origin: () => undefined,
  weight: weights.applyAuthorizedUpgrade,
  class: 'Operational',
  run: (ctx, _origin, { code }) => {
    const authorized = AuthorizedUpgrade.get(ctx);
    if (authorized === undefined) throw errors.fail('NothingAuthorized');
    if (authorized.code_hash !== toHex(blake2_256(code))) throw errors.fail('Unauthorized');
    throw errors.fail('FailedToExtractRuntimeVersion');
  },
});
