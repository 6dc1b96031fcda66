import {
  AccountId32,
  blake2_128Concat,
  bool,
  boundedVec,
  identity,
  storageOf,
  struct,
  twox64Concat,
  u16,
  u32,
  u64,
  type ValueOf,
} from '@yumanet/frame';

const { map } = storageOf('Slashing');

/** Rao of one unstaking, held in the coldkey's balance, and the block from which they are free. */
const Part = struct('yumanet_slashing::Part', { amount: u64, due: u32 });

export type PartValue = ValueOf<typeof Part>;

/** Most parts that wait for one coldkey on one hotkey. */
export const MAX_PARTS = 32;

/** (hotkey, coldkey) to what was unstaked and waits, oldest first. */
export const Unbonding = map(
  'Unbonding',
  [blake2_128Concat(AccountId32), blake2_128Concat(AccountId32)],
  boundedVec(Part),
  [],
);
/** Hotkey to the one that `swap_hotkey` put in its place: offences follow. */
export const SwappedTo = map('SwappedTo', [blake2_128Concat(AccountId32)], AccountId32);
/** (netuid, hotkey, first block of the commit interval): whether its double commit was slashed. */
export const DoubleCommits = map(
  'DoubleCommits',
  [identity(u16), blake2_128Concat(AccountId32), twox64Concat(u64)],
  bool,
  false,
);
/** (netuid, hotkey) to the block in which its absence was slashed last. */
export const LastAbsence = map('LastAbsence', [identity(u16), blake2_128Concat(AccountId32)], u32);

export const STORAGE = [Unbonding, SwappedTo, DoubleCommits, LastAbsence];
