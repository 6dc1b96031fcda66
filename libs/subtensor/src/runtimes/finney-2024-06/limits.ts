import { weight, type DispatchClassName, type WeightValue } from '@yumanet/frame';

/** Block limits of spec 185, in Substrate's terms: picoseconds, bytes of proof, bytes of extrinsics. */
const U64_MAX = (1n << 64n) - 1n;

interface ClassLimits {
  readonly base_extrinsic: WeightValue;
  readonly max_extrinsic: WeightValue | undefined;
  readonly max_total: WeightValue | undefined;
  readonly reserved: WeightValue | undefined;
}

/** What every extrinsic costs besides its call. */
export const BASE_EXTRINSIC = weight(124_414_000n);

/** What an empty block costs. */
export const BASE_BLOCK = weight(390_584_000n);

export const MAX_BLOCK = weight(4_000_000_000_000n, U64_MAX);

/** Proof sizes are 65 %, 75 %, 90 % and 25 % of the maximum as Perbill rounds them. */
export const BLOCK_WEIGHTS: {
  readonly base_block: WeightValue;
  readonly max_block: WeightValue;
  readonly per_class: Readonly<Record<'normal' | 'operational' | 'mandatory', ClassLimits>>;
} = {
  base_block: BASE_BLOCK,
  max_block: MAX_BLOCK,
  per_class: {
    normal: {
      base_extrinsic: BASE_EXTRINSIC,
      max_extrinsic: weight(2_599_875_586_000n, 11_990_383_647_911_208_550n),
      max_total: weight(3_000_000_000_000n, 13_835_058_055_282_163_711n),
      reserved: weight(0n),
    },
    operational: {
      base_extrinsic: BASE_EXTRINSIC,
      max_extrinsic: weight(3_599_875_586_000n, 16_602_069_666_338_596_454n),
      max_total: MAX_BLOCK,
      reserved: weight(1_000_000_000_000n, 4_611_686_018_427_387_904n),
    },
    mandatory: {
      base_extrinsic: BASE_EXTRINSIC,
      max_extrinsic: undefined,
      max_total: undefined,
      reserved: undefined,
    },
  },
};

export const BLOCK_LENGTH = { max: { normal: 7_864_320, operational: 10_485_760, mandatory: 10_485_760 } };

const CLASS_KEYS = { Normal: 'normal', Operational: 'operational', Mandatory: 'mandatory' } as const;

/** The field of a PerDispatchClass that belongs to a class. */
export const classKey = (name: DispatchClassName): 'normal' | 'operational' | 'mandatory' => CLASS_KEYS[name];

const READ = 25_000_000n;
const WRITE = 100_000_000n;
export const DB_WEIGHT = { read: READ, write: WRITE };

/** Weight of database operations (RocksDbWeight). */
export const db = (reads: number | bigint, writes: number | bigint): WeightValue =>
  weight(BigInt(reads) * READ + BigInt(writes) * WRITE);
