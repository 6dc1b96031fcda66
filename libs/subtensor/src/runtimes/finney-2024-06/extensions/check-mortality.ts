import { H256, VALID, defineExtension, invalid, newtype } from '@yumanet/frame';
import { BlockHash, Number_ } from '../pallets/system/storage.js';
import { Era, birth, mortality } from './era.js';

/** Signs the hash of the block at which the transaction was born; it dies with its era. */
export const checkMortality = defineExtension({
  id: 'CheckMortality',
  extra: newtype('frame_system::extensions::check_mortality::CheckMortality', Era),
  additional: H256,
  additionalSigned: (ctx, era) => {
    const born = birth(mortality(era), Number_.get(ctx));
    const hash = BlockHash.tryGet(ctx, born);
    if (hash === undefined) throw invalid('AncientBirthBlock');
    return hash;
  },
  validate: (ctx, _tx, era) => {
    const mortal = mortality(era);
    if (mortal === undefined) return VALID;
    const current = Number_.get(ctx);
    return { ...VALID, longevity: BigInt(Math.max(birth(mortal, current) + mortal.period - current, 0)) };
  },
});
