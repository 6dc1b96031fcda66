/** Who plays in the demo, all of them development accounts whose secrets everybody knows. */
export interface Player {
  readonly role: 'validator' | 'miner';
  /** Secret of the hotkey, and of the coldkey that owns it. */
  readonly hotkey: string;
  readonly coldkey: string;
}

export interface Validator extends Player {
  readonly role: 'validator';
  readonly stakeRao: bigint;
  /** What it thinks of the miners, in their order; moves a little every tempo. */
  readonly scores: readonly number[];
}

const TAO = 1_000_000_000n;

export const SUDO = '//Alice';
export const OWNER = '//Bob';

export const VALIDATORS: readonly Validator[] = [
  {
    role: 'validator',
    hotkey: '//Charlie//validator',
    coldkey: '//Charlie',
    stakeRao: 2000n * TAO,
    scores: [50, 30, 20],
  },
  {
    role: 'validator',
    hotkey: '//Dave//validator',
    coldkey: '//Dave',
    stakeRao: 1000n * TAO,
    scores: [45, 40, 15],
  },
];

export const MINERS: readonly Player[] = [1, 2, 3].map((k) => ({
  role: 'miner',
  hotkey: `//Eve//miner//${k}`,
  coldkey: '//Eve',
}));

/** Points that the miners' answers differ by from tempo to tempo. */
const DRIFT = [0, 6, 12];

/** A validator's weights in the k-th tempo: its scores, and each miner better in a tempo of its own. */
export const weightsAt = ({ scores }: Validator, k: number): number[] =>
  scores.map((score, miner) => score + (DRIFT[(k + miner) % DRIFT.length] ?? 0));
