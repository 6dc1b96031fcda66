import { boundedVec, struct, u32, u64 } from '@yumanet/frame';
import { dataType } from '../../data-type.js';

const MAX_RAW = 128;
/** As MaxFields: more do not decode. */
const MAX_FIELDS = 1;

const Data = dataType('pallet_commitments::types::Data', MAX_RAW);

/** What a neuron says to its subnet: at most one field. */
export const CommitmentInfo = struct('pallet_commitments::types::CommitmentInfo', {
  fields: boundedVec(Data, MAX_FIELDS),
});

/** A commitment, the rao reserved for it and the block it was made in. */
export const Registration = struct('pallet_commitments::types::Registration', {
  deposit: u64,
  block: u32,
  info: CommitmentInfo,
});
