import type { RuntimeVersionValue } from '@yumanet/frame';

/** The version of Finney's runtime of June 2024. The list of APIs follows from what the runtime declares. */
export const SPEC_185: Omit<RuntimeVersionValue, 'apis'> = {
  spec_name: 'node-subtensor',
  impl_name: 'node-subtensor',
  authoring_version: 1,
  spec_version: 185,
  impl_version: 1,
  transaction_version: 1,
  state_version: 1,
};
