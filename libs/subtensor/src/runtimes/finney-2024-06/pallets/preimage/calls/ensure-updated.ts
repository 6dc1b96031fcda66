import { H256, defineCall, ensureSigned, vec } from '@yumanet/frame';
import { isAtLeast90Percent } from '../../../shares.js';
import { errors } from '../errors.js';
import { ensureUpdatedStatus } from '../upgrade-status.js';
import * as weights from '../weights.js';

const MAX_HASHES = 1024;

/** Moves statuses to holds; free of fee when at least 90 % needed it. */
export const ensureUpdated = defineCall({
  index: 4,
  name: 'ensure_updated',
  args: { hashes: vec(H256) },
  origin: ensureSigned,
  weight: ({ hashes }) => weights.ensureUpdated(hashes.length),
  run: (ctx, _signer, { hashes }) => {
    if (hashes.length === 0) throw errors.fail('TooFew');
    if (hashes.length > MAX_HASHES) throw errors.fail('TooMany');
    const updated = hashes.filter((hash) => ensureUpdatedStatus(ctx, hash)).length;
    return { paysFee: isAtLeast90Percent(updated, hashes.length) ? 'No' : 'Yes' };
  },
});
