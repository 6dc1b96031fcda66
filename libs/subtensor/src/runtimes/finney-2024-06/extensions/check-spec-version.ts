import { defineExtension, marker, u32 } from '@yumanet/frame';
import { Version } from '../pallets/system/constants.js';

/** Signs the runtime's spec version. */
export const checkSpecVersion = defineExtension({
  id: 'CheckSpecVersion',
  extra: marker('frame_system::extensions::check_spec_version::CheckSpecVersion'),
  additional: u32,
  additionalSigned: (ctx) => ctx.constant(Version).spec_version,
});
