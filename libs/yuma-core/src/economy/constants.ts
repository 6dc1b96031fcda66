/**
 * Constants of Finney, June 2024 (spec 185) that formulas need and no storage item holds, and the defaults that
 * vectors leave out. Everything a network may set is an argument of its formula.
 * Source: spec 185's storage defaults (`test/vectors/2024/defaults.185.json`, compared in a test).
 */

/** TotalSupply: 21 million TAO in rao. */
export const TOTAL_SUPPLY_RAO = 21_000_000_000_000_000n;
/** DefaultBlockEmission: 1 TAO per block until the first halving. */
export const DEFAULT_BLOCK_EMISSION_RAO = 1_000_000_000n;
/** SubnetOwnerCut as u16 proportion: 17.9995 %. */
export const DEFAULT_SUBNET_OWNER_CUT = 11796;
/** The netuid of the root network. */
export const ROOT_NETUID = 0;
/** A pruning score that nobody with a lower one can be passed over for. */
export const MAX_PRUNING_SCORE = 65535;
