/**
 * ChaCha12 as Rust's `StdRng` (rand 0.10): a key from a u64 by PCG32, stream 0, a 64-bit block counter.
 * Source: rand_core `SeedableRng::seed_from_u64`; RFC 8439 with 12 rounds and Bernstein's counter.
 */
import type { UniformU16 } from './random-source.js';

const SIGMA = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;
const DOUBLE_ROUNDS = 6;
const WORDS = 16;

export class ChaCha12 implements UniformU16 {
  private readonly state = new Int32Array(WORDS);
  private readonly block = new Int32Array(WORDS);
  private used = WORDS;

  /** @param seed u64, as `seed_from_u64` takes it. */
  constructor(seed: bigint) {
    this.state.set(SIGMA);
    this.state.set(keyFromU64(seed), 4);
  }

  nextU32(): number {
    if (this.used === WORDS) this.refill();
    return this.block[this.used++]! >>> 0;
  }

  /** `Uniform::new(0, 65535)` over u16: the high word of a product; the one value that would bias it is drawn again. */
  nextU16(): number {
    let word = this.nextU32();
    while (word === 0) word = this.nextU32();
    return Math.floor((word * 65535) / 2 ** 32);
  }

  private refill(): void {
    const { state, block } = this;
    block.set(state);
    for (let round = 0; round < DOUBLE_ROUNDS; round++) doubleRound(block);
    for (let i = 0; i < WORDS; i++) block[i]! += state[i]!;
    state[12]! += 1;
    if (state[12] === 0) state[13]! += 1;
    this.used = 0;
  }
}

function doubleRound(x: Int32Array): void {
  for (let i = 0; i < 4; i++) quarterRound(x, i, 4 + i, 8 + i, 12 + i);
  for (let i = 0; i < 4; i++) quarterRound(x, i, 4 + ((i + 1) & 3), 8 + ((i + 2) & 3), 12 + ((i + 3) & 3));
}

function quarterRound(x: Int32Array, a: number, b: number, c: number, d: number): void {
  mix(x, a, b, d, 16);
  mix(x, c, d, b, 12);
  mix(x, a, b, d, 8);
  mix(x, c, d, b, 7);
}

/** x[a] += x[b]; x[d] = rotate left (x[d] ^ x[a]) by `bits`. */
function mix(x: Int32Array, a: number, b: number, d: number, bits: number): void {
  const sum = (x[a]! + x[b]!) | 0;
  const word = x[d]! ^ sum;
  x[a] = sum;
  x[d] = (word << bits) | (word >>> (32 - bits));
}

/** Eight words of PCG32 (XSH-RR), its state stepped before each. */
function keyFromU64(seed: bigint): number[] {
  let state = BigInt.asUintN(64, seed);
  return Array.from({ length: 8 }, () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 11634580027462260723n);
    const shifted = Number(BigInt.asUintN(32, ((state >> 18n) ^ state) >> 27n));
    const turn = Number(state >> 59n);
    return ((shifted >>> turn) | (shifted << (-turn & 31))) >>> 0;
  });
}
