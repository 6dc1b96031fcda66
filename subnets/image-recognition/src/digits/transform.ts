import type { SeededRandom } from '@yumanet/subnet-kit';
import { PIXELS, SIDE } from './load-digits.js';

/** How far an image is moved, at most: pixels either way. */
const SHIFT = 2;
/** How far it is turned, at most: radians either way (15 degrees). */
const TURN = (15 * Math.PI) / 180;
/** How much it is grown or shrunk, at most. */
const SCALE = 0.1;
/** Deviation of the noise, in steps of grey. */
const NOISE = 20;

/**
 * An image moved, turned, scaled and noised at random: still the same digit to whoever can read, and never again the same
 * bytes.
 */
export function transform(image: Uint8Array, random: SeededRandom): Uint8Array {
  const angle = random.between(-TURN, TURN);
  const scale = 1 + random.between(-SCALE, SCALE);
  const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  const [dx, dy] = [random.between(-SHIFT, SHIFT), random.between(-SHIFT, SHIFT)];
  const middle = (SIDE - 1) / 2;
  const out = new Uint8Array(PIXELS);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const [fromX, fromY] = [x - middle - dx, y - middle - dy];
      const grey = sample(image, cos * fromX + sin * fromY + middle, cos * fromY - sin * fromX + middle);
      out[y * SIDE + x] = clamp(grey + NOISE * random.normal());
    }
  }
  return out;
}

/** Grey between pixels (bilinear); paper outside. */
function sample(image: Uint8Array, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, below] = [x - left, y - top];
  const upper = pixel(image, left, top) * (1 - right) + pixel(image, left + 1, top) * right;
  const lower = pixel(image, left, top + 1) * (1 - right) + pixel(image, left + 1, top + 1) * right;
  return upper * (1 - below) + lower * below;
}

function pixel(image: Uint8Array, x: number, y: number): number {
  return x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : (image[y * SIDE + x] ?? 0);
}

const clamp = (grey: number): number => Math.max(0, Math.min(255, Math.round(grey)));
