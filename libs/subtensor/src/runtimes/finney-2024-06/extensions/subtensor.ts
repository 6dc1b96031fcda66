import { VALID, defineExtension, marker, outer, unit, type SignedExtension } from '@yumanet/frame';

/** Subtensor puts every call before set_weights: the highest priority there is. */
const PRIORITY_VANILLA = (1n << 64n) - 1n;

const extension = (id: string, path: string): SignedExtension =>
  defineExtension({
    id,
    extra: marker(path, [{ name: 'T', type: outer('Runtime') }]),
    additional: unit,
    additionalSigned: () => undefined,
    validate: () => ({ ...VALID, priority: PRIORITY_VANILLA }),
  });

/** pallet_subtensor's extension, for calls that are not its own. */
export const subtensorSignedExtension = extension(
  'SubtensorSignedExtension',
  'pallet_subtensor::SubtensorSignedExtension',
);

/** pallet_commitments' extension. */
export const commitmentsSignedExtension = extension(
  'CommitmentsSignedExtension',
  'pallet_commitments::CommitmentsSignedExtension',
);
