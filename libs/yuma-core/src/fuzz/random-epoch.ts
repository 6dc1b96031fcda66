/**
 * Edge-heavy epochs for differential tests: every input is a function of its seed, so a seed is a replay line.
 * Kinder to odd inputs than any chain: what must never happen happens here often.
 */
import { packI64F64 } from '../epoch/stake.js';
import type { EpochInput, EpochInput2024, EpochInput2026 } from '../types.js';
import { Random } from './random.js';
import { randomHabits, randomRows } from './random-rows.js';

const U64_MAX = (1n << 64n) - 1n;
const NOW = 5_000_000n;

/** The epoch of a seed, alternating rulesets. */
export function randomEpoch(seed: number): EpochInput {
  const random = new Random(seed);
  return seed % 3 === 0 ? random2024(random) : random2026(random);
}

function randomSize(random: Random): number {
  if (random.chance(0.03)) return random.pick([0, 1, 2]);
  if (random.chance(0.06)) return 60 + random.below(140);
  return 1 + random.below(40);
}

function common(random: Random, n: number, allowForeign: boolean) {
  const recent = (spread: number) => NOW - BigInt(random.below(spread));
  const registered = random.pick([10, 2000, 200_000]);
  const permitted = random.pick([0.5, 0.9, 1]);
  const calm = random.pick([0.5, 0.9, 1, 1]);
  return {
    n,
    currentBlock: random.chance(0.95) ? NOW : random.wide(64),
    activityCutoff: random.chance(0.9) ? 5000n : random.wide(64),
    blockAtRegistration: BigUint64Array.from({ length: n }, () =>
      random.chance(calm) ? 1000n : recent(registered),
    ),
    validatorPermit: Uint8Array.from({ length: n }, () => Number(random.chance(permitted))),
    maxAllowedValidators: random.chance(0.3) ? random.edgyU16() : random.below(n + 3),
    kappa: random.chance(0.6) ? 32767 : random.edgyU16(),
    bondsMovingAverage: random.chance(0.7)
      ? 900_000n + BigInt(random.below(100_001))
      : random.pick([0n, 1n, 500_000n, 1_000_000n, 1_000_001n, 1_500_000n, random.wide(64)]),
    raoEmission: random.chance(0.7) ? 1_000_000_000n : random.wide(64),
    weights: randomRows(random, randomHabits(random, n, allowForeign)),
    bonds: randomRows(random, randomHabits(random, n, false)),
    recent,
  };
}

function random2024(random: Random): EpochInput2024 {
  const n = randomSize(random);
  const { recent, ...shared } = common(random, n, true);
  return {
    ruleset: '2024',
    ...shared,
    lastUpdate: BigUint64Array.from({ length: n }, () => recent(random.chance(0.9) ? 4000 : 20_000)),
    stake: randomStake(random, n, 54),
  };
}

function random2026(random: Random): EpochInput2026 {
  const n = randomSize(random);
  const { recent, ...shared } = common(random, n, true);
  const bonds = random.chance(0.1)
    ? randomRows(random, { ...randomHabits(random, n, true), foreign: true })
    : shared.bonds;
  const updates = random.chance(0.9) ? n : random.pick([0, Math.max(0, n - 2), n + 3]);
  const sorted = [random.edgyU16(), random.edgyU16()].sort((a, b) => a - b) as [number, number];
  const [alphaLow, alphaHigh] = random.chance(0.9) ? sorted : [sorted[1], sorted[0]];
  const whole = randomStake(random, n, random.chance(0.02) ? 64 : 54);
  return {
    ruleset: '2026',
    ...shared,
    bonds,
    lastUpdate: BigUint64Array.from({ length: updates }, () => recent(random.chance(0.9) ? 4000 : 20_000)),
    stakeI64F64: packI64F64(Array.from(whole, (rao) => BigInt.asIntN(128, (rao << 64n) | random.wide(64)))),
    minStake: random.chance(0.7) ? 0n : random.wide(54),
    ownerUid: n > 0 && random.chance(0.5) ? random.below(n) : null,
    tempo: random.u16(),
    lastMechanismStepBlock: random.chance(0.8)
      ? NOW - BigInt(random.below(3000))
      : random.pick([0n, U64_MAX]),
    commitReveal: random.chance(0.3),
    commitBlocks: BigUint64Array.from({ length: n }, () => (random.chance(0.6) ? U64_MAX : recent(4000))),
    bondsPenalty: random.chance(0.5) ? 65535 : random.edgyU16(),
    yuma3: random.chance(0.55),
    liquidAlpha: random.chance(0.6),
    alphaLow,
    alphaHigh,
    alphaSigmoidSteepness: random.chance(0.6) ? 1000 : random.u16() - 32768,
  };
}

function randomStake(random: Random, n: number, bits: number): BigUint64Array {
  const kind = random.pick([0, 1, 2, 3, 3, 3, 3, 4]);
  const same = random.wide(bits);
  return BigUint64Array.from({ length: n }, (_, uid) => {
    if (kind === 0) return same;
    if (kind === 1) return uid === 0 ? same : 0n;
    if (kind === 2) return random.chance(0.5) ? 0n : random.wide(bits);
    if (kind === 3) return BigInt(1 + random.below(1 << 20)) << BigInt(bits - 24);
    return random.wide(bits);
  });
}
