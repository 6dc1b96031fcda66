import { Weight, constantsOf, u32, weight } from '@yumanet/frame';

const constant = constantsOf('Scheduler');

/** 80 % of a block's weight. */
export const MaximumWeight = constant(
  'MaximumWeight',
  Weight,
  weight(3_200_000_000_000n, 14_757_395_258_967_641_292n),
);
export const MaxScheduledPerBlock = constant('MaxScheduledPerBlock', u32, 50);

export const CONSTANTS = [MaximumWeight, MaxScheduledPerBlock];
