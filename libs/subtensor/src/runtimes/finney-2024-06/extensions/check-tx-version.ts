import { defineExtension, marker, u32 } from '@yumanet/frame';
import { Version } from '../pallets/system/constants.js';

/** Signs the version of the transaction format. */
export const checkTxVersion = defineExtension({
  id: 'CheckTxVersion',
  extra: marker('frame_system::extensions::check_tx_version::CheckTxVersion'),
  additional: u32,
  additionalSigned: (ctx) => ctx.constant(Version).transaction_version,
});
