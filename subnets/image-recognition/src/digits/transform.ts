import type { SeededRandom } from '@yumanet/subnet-kit';
import type { Condition } from './conditions.js';
import { PIXELS, SIDE } from './load-digits.js';

/**
 * An image moved, turned, scaled and noised at random: still the same digit to whoever can read, and never again the same
 * bytes.
 */
export function transform(
  image: Uint8Array,
  { shift, turn, scale: growth, noise }: Omit<Condition, 'name'>,
  random: SeededRandom,
): Uint8Array {
  const angle = (random.between(-turn, turn) * Math.PI) / 180;
  const scale = 1 + random.between(-growth, growth);
  const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  const [dx, dy] = [random.between(-shift, shift), random.between(-shift, shift)];
  const middle = (SIDE - 1) / 2;
  const out = new Uint8Array(PIXELS);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const [fromX, fromY] = [x - middle - dx, y - middle - dy];
      const grey = sample(image, cos * fromX + sin * fromY + middle, cos * fromY - sin * fromX + middle);
      out[y * SIDE + x] = clamp(grey + noise * random.normal());
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
