import { SeededRandom, subnetError, type Codec, type TaskMaker } from '@yumanet/subnet-kit';
import { CONDITIONS } from './digits/conditions.js';
import { CLASSES, imageOf, PIXELS, type Digits } from './digits/load-digits.js';
import { heldOut } from './digits/split.js';
import { transform } from './digits/transform.js';

/** Images to read. */
export interface Images {
  /** `PIXELS` bytes of each, row by row, 0 paper, 255 ink. */
  readonly pixels: Uint8Array;
}

/** What each image shows, in order. */
export interface Labels {
  readonly labels: readonly number[];
}

/** What a round keeps to itself. */
export interface Secret extends Labels {
  /** Of each image, which of `CONDITIONS` it is shown under; each of them is a task, and counts alike. */
  readonly conditions: readonly number[];
}

/** Images of each digit in each task of a round. */
export const IMAGES_EACH = 4;
/** More than that is no task. */
const MAX_IMAGES = 1_000;

/** The bytes of the images, one after the other. */
export const imagesCodec: Codec<Images> = {
  encode: ({ pixels }) => pixels,
  decode(bytes) {
    const images = bytes.length / PIXELS;
    if (Number.isInteger(images) && images >= 1 && images <= MAX_IMAGES) return { pixels: bytes };
    const expected = `1 to ${MAX_IMAGES} times ${PIXELS} bytes`;
    throw subnetError('BODY_INVALID', `images: expected ${expected}, got ${bytes.length}`, {
      expected,
      got: bytes.length,
    });
  },
};

/**
 * A round: a task under each condition, of as many held-out images of each digit, transformed by the seed and shuffled together;
 * every miner gets all of them.
 */
export function taskMaker(digits: () => Promise<Digits>): TaskMaker<Images, Secret> {
  return {
    codec: imagesCodec,
    async make(seed, hotkeys) {
      const random = new SeededRandom(`image-recognition task ${seed}`);
      const task = draw(await digits(), random);
      const images = { pixels: new Uint8Array(Buffer.concat(task.map(({ pixels }) => pixels))) };
      const secret = {
        labels: task.map(({ label }) => label),
        conditions: task.map(({ condition }) => condition),
      };
      return { asks: new Map(hotkeys.map((hotkey) => [hotkey, images])), secret };
    },
  };
}

function draw(digits: Digits, random: SeededRandom) {
  const order = random.shuffled(heldOut(digits));
  const chosen = Array.from({ length: CLASSES }, (_, label) =>
    order
      .filter((index) => digits.labels[index] === label)
      .slice(0, IMAGES_EACH * CONDITIONS.length)
      .map((index, i) => ({ index, condition: i % CONDITIONS.length })),
  );
  return random.shuffled(chosen.flat()).map(({ index, condition }) => ({
    label: digits.labels[index] ?? 0,
    condition,
    pixels: transform(imageOf(digits, index), CONDITIONS[condition]!, random),
  }));
}
