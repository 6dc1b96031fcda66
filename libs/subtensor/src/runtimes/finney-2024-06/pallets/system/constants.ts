import { RuntimeVersion, constantsOf, u16, u32 } from '@yumanet/frame';
import { BLOCK_LENGTH, BLOCK_WEIGHTS, DB_WEIGHT } from '../../limits.js';
import { SPEC_185 } from '../../version.js';
import { BlockLength, BlockWeights, RuntimeDbWeight } from './types.js';

const constant = constantsOf('System');

/** Block hashes kept: mortal eras reach back this far. */
export const BlockHashCount = constant('BlockHashCount', u32, 2400);
/** The kernel puts the list of APIs in. */
export const Version = constant('Version', RuntimeVersion, { ...SPEC_185, apis: [] });

export const CONSTANTS = [
  constant('BlockWeights', BlockWeights, BLOCK_WEIGHTS),
  constant('BlockLength', BlockLength, BLOCK_LENGTH),
  BlockHashCount,
  constant('DbWeight', RuntimeDbWeight, DB_WEIGHT),
  Version,
  constant('SS58Prefix', u16, 42),
];
