import { H256, defineExtension, marker } from '@yumanet/frame';
import { BlockHash } from '../pallets/system/storage.js';

/** Signs the chain's genesis hash. */
export const checkGenesis = defineExtension({
  id: 'CheckGenesis',
  extra: marker('frame_system::extensions::check_genesis::CheckGenesis'),
  additional: H256,
  additionalSigned: (ctx) => BlockHash.get(ctx, 0),
});
