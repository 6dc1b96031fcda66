import { constantsOf, u16, u32 } from '@yumanet/frame';

const constant = constantsOf('Slashing');

/** The founding articles' values; a network may set others (`Parameters.slashing`). Shares are u16, 65535 = 1. */

/** Blocks that unstaked rao are held: seven days. */
export const UnstakeCooldown = constant('UnstakeCooldown', u32, 50_400);
/** Share of a validator's own stake that a double commit costs: 10 %. */
export const DoubleCommitShare = constant('DoubleCommitShare', u16, 6_553);
/** Share of a validator's own stake that a long absence costs: 1 %. */
export const AbsenceShare = constant('AbsenceShare', u16, 655);
/** Blocks without weights that are a long absence: seven days. */
export const AbsenceBlocks = constant('AbsenceBlocks', u32, 50_400);

export const CONSTANTS = [UnstakeCooldown, DoubleCommitShare, AbsenceShare, AbsenceBlocks];
