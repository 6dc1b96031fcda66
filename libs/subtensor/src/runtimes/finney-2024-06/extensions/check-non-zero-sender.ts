import { VALID, defineExtension, invalid, marker, unit } from '@yumanet/frame';

const ZERO = '00'.repeat(32);

/** Refuses the account of all zeros. */
export const checkNonZeroSender = defineExtension({
  id: 'CheckNonZeroSender',
  extra: marker('frame_system::extensions::check_non_zero_sender::CheckNonZeroSender'),
  additional: unit,
  additionalSigned: () => undefined,
  validate: (_ctx, { who }) => {
    if (who === ZERO) throw invalid('BadSigner');
    return VALID;
  },
});
