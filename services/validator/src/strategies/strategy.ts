/** Scores of the neurons on the subnet now, 0 to 1, by uid; the validator itself is not among them. */
export type ScoresByUid = ReadonlyMap<number, number>;

/** Shares of the neurons, in any unit: only their proportions count. */
export type Shares = ReadonlyMap<number, number>;

/** How scores become shares. Pure. */
export type Strategy = (scores: ScoresByUid) => Shares;
