/**
 * Sine and cosine of I32F32 as substrate-fixed computes them: 24 steps of CORDIC, angles reduced by its own I9F23 π.
 * Results are good to about 2^-23, always the same way.
 * Source: encointer/substrate-fixed v0.6.0 `src/transcendental.rs`: sin, cos, cordic_rotation.
 */
import { I32F32 } from './i32f32.js';

/** floor(π · 2^23) and its double and half, each truncated to 23 bits on its own; as I32F32. */
export const PI = 26353589n << 9n;
export const TWO_PI = 52707178n << 9n;
export const HALF_PI = 13176794n << 9n;

/** atan(2^-i) · 2^32, truncated, of upstream's table of 128 bits. */
export const ARCTAN_ANGLES: readonly bigint[] = [
  0xc90fdaa2n,
  0x76b19c15n,
  0x3eb6ebf2n,
  0x1fd5ba9an,
  0x0ffaaddbn,
  0x07ff556en,
  0x03ffeaabn,
  0x01fffd55n,
  0x00ffffaan,
  0x007ffff5n,
  0x003ffffen,
  0x001fffffn,
  0x000fffffn,
  0x0007ffffn,
  0x0003ffffn,
  0x0001ffffn,
  0x0000ffffn,
  0x00007fffn,
  0x00003fffn,
  0x00001fffn,
  0x00000fffn,
  0x000007ffn,
  0x000003ffn,
  0x000001ffn,
];

/** The length that 24 rotations stretch to 1. */
export const CORDIC_START = 0x9b74eda8n;

export function sin(radians: I32F32): I32F32 {
  let z: bigint = radians;
  while (z > PI) z -= TWO_PI;
  while (z < -PI) z += TWO_PI;
  if (z > HALF_PI) z = HALF_PI - (z - HALF_PI);
  if (z < -HALF_PI) z = -HALF_PI - (z + HALF_PI);
  let [x, y] = [CORDIC_START, 0n];
  ARCTAN_ANGLES.forEach((angle, i) => {
    const [dx, dy] = [y >> BigInt(i), x >> BigInt(i)];
    if (z < 0n) [x, y, z] = [x + dx, y - dy, z + angle];
    else [x, y, z] = [x - dx, y + dy, z - angle];
  });
  return I32F32.bits(y);
}

export function cos(radians: I32F32): I32F32 {
  return sin(I32F32.bits(radians + HALF_PI));
}
