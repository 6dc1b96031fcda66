/** Every primitive of the kernels on its own, against bigints: an error in one can hide in whole epochs. */
import { describe, expect, it } from 'vitest';
import { emissionMulU64 } from '../epoch/emission.js';
import { alphaSigmoid } from '../epoch/liquid-alpha.js';
import { I32F32 } from '../fixed/i32f32.js';
import { I64F64 } from '../fixed/i64f64.js';
import { Random } from '../fuzz/random.js';
import { fixedProportionToU16, fixed64ToFixed32 } from '../math/convert.js';
import { expSafe } from '../math/exp.js';
import { compile, instantiate } from './instantiate.js';

const wasm = instantiate(compile());
const u32 = (value: number) => BigInt(value >>> 0);
const ONE = 1n << 32n;
const EDGES = [0n, 1n, 2n, 3n, ONE / 2n - 1n, ONE / 2n, ONE / 2n + 1n, ONE - 1n, ONE, ONE + 1n];
const SIGNED = [...EDGES, ...EDGES.map((edge) => -edge), I32F32.max, I32F32.min, I32F32.max - 1n];

function randomI64(random: Random): bigint {
  const value = random.wide(63);
  return random.chance(0.5) ? -value : value;
}

function pairs(seed: number, count: number): [bigint, bigint][] {
  const random = new Random(seed);
  const edges = SIGNED.flatMap((a) => SIGNED.map((b) => [a, b] as [bigint, bigint]));
  return [
    ...edges,
    ...Array.from({ length: count }, () => [randomI64(random), randomI64(random)] as [bigint, bigint]),
  ];
}

describe('scalar', () => {
  it('saturatingMul, safeDiv, saturatingDiv: signs, saturation, divisors from 1 to 2^63', () => {
    for (const [a, b] of pairs(1, 20_000)) {
      const [x, y] = [I32F32.bits(a), I32F32.bits(b)];
      expect(wasm.saturatingMul(a, b), `${a} · ${b}`).toBe(I32F32.saturatingMul(x, y));
      expect(wasm.safeDiv(a, b), `${a} / ${b}`).toBe(I32F32.safeDiv(x, y));
      if (b !== 0n) expect(wasm.saturatingDiv(a, b), `${a} / ${b}`).toBe(I32F32.saturatingDiv(x, y));
    }
  });

  it('proportionToU16 and emissionMulU64', () => {
    const random = new Random(2);
    for (const [a] of pairs(3, 20_000)) {
      expect(wasm.proportionToU16(a), String(a)).toBe(fixedProportionToU16(I32F32.bits(a)));
      const rao = random.wide(64);
      expect(BigInt.asUintN(64, wasm.emissionMulU64(a, rao)), `${a} · ${rao}`).toBe(
        emissionMulU64(I32F32.bits(a), rao),
      );
    }
  });

  it('share64: x / total of 128-bit stakes, equal parts and single holders included', () => {
    const random = new Random(4);
    for (let k = 0; k < 20_000; k++) {
      const total = 1n + random.wide(126);
      const x =
        k % 7 === 0
          ? total
          : k % 7 === 1
            ? total / BigInt(1 + random.below(64))
            : random.wide(126) % (total + 1n);
      const expected = fixed64ToFixed32(I64F64.safeDiv(I64F64.bits(x), I64F64.bits(total)));
      const limbs = [x, x >> 64n, total, total >> 64n].map((limb) => BigInt.asIntN(64, limb)) as [
        bigint,
        bigint,
        bigint,
        bigint,
      ];
      expect(wasm.share64(...limbs), `${x} / ${total}`).toBe(expected);
    }
  });

  it('expSafe: within and beyond ±20, 0, ±1 exactly', () => {
    const random = new Random(5);
    const inputs = [...SIGNED, 20n * ONE, -20n * ONE, 20n * ONE + 1n, -20n * ONE - 1n];
    for (let k = 0; k < 5000; k++) inputs.push(randomI64(random) % (22n * ONE));
    for (const x of inputs) expect(wasm.expSafe(x), String(x)).toBe(expSafe(I32F32.bits(x)));
  });
});

describe('lanes', () => {
  it('division by three limbs: a < b up to 2^32, b >= 2^31, powers of two, neighbours', () => {
    const random = new Random(6);
    const divisors = [2n, 3n, 1n << 31n, (1n << 31n) + 1n, ONE - 1n, ONE];
    for (let k = 0; k < 40_000; k++) {
      const b = k < 600 ? divisors[k % divisors.length]! : 2n + random.wide(32);
      const divisor = b > ONE ? ONE : b;
      const a = k % 3 === 0 ? divisor - 1n : random.wide(32) % divisor;
      expect(u32(wasm.divideForTest(Number(a), divisor, false)), `${a} / ${divisor}`).toBe(
        (a << 32n) / divisor,
      );
    }
  });

  it('division by a wide divisor, 2^17 to 2^48', () => {
    const random = new Random(7);
    for (let k = 0; k < 40_000; k++) {
      const b = (1n << 17n) + random.wide(47);
      const limit = b < ONE ? b : ONE;
      const a = k % 3 === 0 ? limit - 1n : random.wide(32) % limit;
      expect(u32(wasm.divideForTest(Number(a), b, true)), `${a} / ${b}`).toBe((a << 32n) / b);
    }
  });

  it('u16 shares of a row or column sum below 2^32', () => {
    const random = new Random(8);
    for (let k = 0; k < 40_000; k++) {
      const total = 2n + random.wide(31);
      const limit = total < 65536n ? Number(total) : 65536;
      const x = k % 3 === 0 ? limit - 1 : random.below(limit);
      expect(u32(wasm.scaleForTest(x, Number(total))), `${x} / ${total}`).toBe((BigInt(x) << 32n) / total);
    }
  });

  it('the sigmoid of liquid alpha: every steepness that the lanes take', () => {
    const random = new Random(9);
    const half = 1n << 31n;
    for (let k = 0; k < 6000; k++) {
      const steepness = I32F32.fromInt(
        random.pick([0, 1, -1, 100, 200, -200, 1000, 2000, -2000, random.below(4001) - 2000]),
      );
      const [low, high] = [random.wide(31), half + random.wide(31)].map((bits) => I32F32.bits(bits)) as [
        I32F32,
        I32F32,
      ];
      const difference =
        k % 5 === 0
          ? random.pick([0n, 1n, half, half - 1n, half + 1n, ONE - 2n])
          : random.wide(32) % (ONE - 1n);
      const slope = I32F32.saturatingDiv(steepness, I32F32.fromInt(-100));
      const expected = alphaSigmoid(I32F32.zero, I32F32.bits(difference), I32F32.zero, low, high, steepness);
      const got = wasm.sigmoidForTest(Number(difference), slope, Number(low), Number(high - low));
      expect(u32(got), `difference ${difference}, steepness ${steepness / ONE}`).toBe(expected);
      expect(wasm.alphaOfDifference(difference, low, high, slope)).toBe(expected);
    }
  });
});
