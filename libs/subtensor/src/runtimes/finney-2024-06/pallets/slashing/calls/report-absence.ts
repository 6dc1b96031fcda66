import { addWeight, defineCall, ensureSigned, u16, weight, type Context } from '@yumanet/frame';
import { db } from '../../../limits.js';
import { isRoot } from '../../subtensor-module/checks/networks.js';
import {
  BlockAtRegistration,
  Keys,
  LastUpdate,
  ValidatorPermit,
} from '../../subtensor-module/storage/neurons.js';
import { Number_ } from '../../system/storage.js';
import { AbsenceBlocks, AbsenceShare } from '../constants.js';
import { errors } from '../errors.js';
import { slash } from '../slash.js';
import { LastAbsence } from '../storage.js';

/**
 * Anybody points at a validator that holds a permit on a subnet, has set weights there since it registered, and has set
 * none for AbsenceBlocks. The chain's own state is the proof. It is slashed once per AbsenceBlocks of absence.
 */
export const reportAbsence = defineCall({
  index: 1,
  name: 'report_absence',
  args: { netuid: u16, uid: u16 },
  origin: ensureSigned,
  weight: addWeight(weight(100_000_000n), db(12, 10)),
  run: (ctx, _reporter, { netuid, uid }) => {
    const hotkey = Keys.tryGet(ctx, netuid, uid);
    if (hotkey === undefined || !isAbsent(ctx, netuid, uid)) throw errors.fail('NotAbsent');
    const block = Number_.get(ctx);
    const last = LastAbsence.get(ctx, netuid, hotkey);
    if (last !== undefined && block - last <= ctx.constant(AbsenceBlocks))
      throw errors.fail('AlreadySlashed');
    LastAbsence.put(ctx, netuid, hotkey, block);
    slash(ctx, { netuid, hotkey, offence: 'Absence', share: ctx.constant(AbsenceShare) });
    return { paysFee: 'No' };
  },
});

function isAbsent(ctx: Context, netuid: number, uid: number): boolean {
  if (isRoot(netuid) || ValidatorPermit.get(ctx, netuid)[uid] !== true) return false;
  const last = LastUpdate.get(ctx, netuid)[uid] ?? 0n;
  const hasValidated = last > BlockAtRegistration.get(ctx, netuid, uid);
  return hasValidated && BigInt(Number_.get(ctx)) - last > BigInt(ctx.constant(AbsenceBlocks));
}
