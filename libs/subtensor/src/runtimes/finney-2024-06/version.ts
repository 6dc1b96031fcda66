import type { RuntimeVersionValue } from '@yumanet/frame';

/**
 * The version of Finney's runtime of June 2024. `apis` are the first eight bytes of blake2b-64 of each API's name,
 * with its version, in the order of the metadata.
 */
export const SPEC_185: RuntimeVersionValue = {
  spec_name: 'node-subtensor',
  impl_name: 'node-subtensor',
  authoring_version: 1,
  spec_version: 185,
  impl_version: 1,
  apis: [
    ['df6acb689907609b', 5],
    ['37e397fc7c91f5e4', 2],
    ['40fe3ad401f8959a', 6],
    ['fbc577b9d747efd6', 1],
    ['d2bc9897eed08f15', 3],
    ['f78b278be53f454c', 2],
    ['dd718d5cc53262d4', 1],
    ['ab3c0572291feb8b', 1],
    ['ed99c5acb25eedf5', 3],
    ['bc9d89904f5b923f', 1],
    ['37c8bb1350a9a2a8', 4],
    ['f3ff14d5ab527059', 3],
    ['42e62be4a39e5b60', 1],
    ['806df4ccaa9ed485', 1],
    ['8375104b299b74c5', 1],
    ['5d1fbfbe852f2807', 1],
    ['c6886e2f8e598b0a', 1],
  ],
  transaction_version: 1,
  state_version: 1,
};
