import { H256, defineCall, ensureRoot } from '@yumanet/frame';
import { deposit } from '../events.js';
import { AuthorizedUpgrade } from '../storage.js';
import * as weights from '../weights.js';

const authorize = (index: number, name: string, checkVersion: boolean) =>
  defineCall({
    index,
    name,
    args: { code_hash: H256 },
    origin: ensureRoot,
    weight: weights.authorizeUpgrade,
    class: 'Operational',
    run: (ctx, _root, { code_hash }) => {
      AuthorizedUpgrade.put(ctx, { code_hash, check_version: checkVersion });
      deposit(ctx, 'UpgradeAuthorized', { code_hash, check_version: checkVersion });
    },
  });

/** Lets anybody bring the code with this hash, if its version is right. Root. */
export const authorizeUpgrade = authorize(9, 'authorize_upgrade', true);

/** The same whatever its version. Root. */
export const authorizeUpgradeWithoutChecks = authorize(10, 'authorize_upgrade_without_checks', false);
