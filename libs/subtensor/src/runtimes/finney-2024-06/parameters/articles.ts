import type { Parameters } from './parameters.js';
import { SPEC_185_PARAMETERS } from './spec-185.js';

const TAO = 1_000_000_000n;
/** 12-second blocks of a day. */
const DAY = 7_200n;

/**
 * The founding articles' network: a first subnet locks 100 TAO, subnets are immune for seven days, owners get 18 %,
 * delegates take at most 18 %, a subnet has 256 uids of which 64 validate, an epoch every 361 blocks (tempo 360).
 * Values that governance set on Finney and no code default shows.
 *
 * The articles also speak of an unstake cooldown and of slashing, which no Bittensor has: a network that wants them says
 * `slashing: {}` and gets the articles' values (`pallets/slashing/constants.ts`: seven days of cooldown, 10 % for a double
 * commit, 1 % for seven days of absence). Without it the interface is spec 185's own.
 */
export const ARTICLES_PARAMETERS: Parameters = {
  ...SPEC_185_PARAMETERS,
  initial: {
    SubnetLimit: 32,
    NetworkRateLimit: DAY,
    NetworkImmunityPeriod: 7n * DAY,
    NetworkMinLockCost: 100n * TAO,
    NetworkLastLockCost: 100n * TAO,
    NetworkLockReductionInterval: 14n * DAY,
    SubnetOwnerCut: 11_796,
    MaxTake: 11_796,
    MinTake: 5_898,
  },
};
