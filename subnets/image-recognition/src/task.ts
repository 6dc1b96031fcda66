import { SeededRandom, subnetError, type Codec, type TaskMaker } from '@yumanet/subnet-kit';
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

/** Images of one round. */
export const ROUND_IMAGES = 100;
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

/** A round: held-out images, as many of each digit, transformed by the seed; every miner gets all of them. */
export function taskMaker(digits: () => Promise<Digits>): TaskMaker<Images, Labels> {
  return {
    codec: imagesCodec,
    async make(seed, hotkeys) {
      const random = new SeededRandom(`image-recognition task ${seed}`);
      const task = draw(await digits(), random);
      const images = { pixels: new Uint8Array(Buffer.concat(task.map(({ pixels }) => pixels))) };
      const labels = task.map(({ label }) => label);
      return { asks: new Map(hotkeys.map((hotkey) => [hotkey, images])), secret: { labels } };
    },
  };
}

function draw(digits: Digits, random: SeededRandom) {
  const order = random.shuffled(heldOut(digits));
  const each = ROUND_IMAGES / CLASSES;
  const chosen = Array.from({ length: CLASSES }, (_, label) =>
    order.filter((index) => digits.labels[index] === label).slice(0, each),
  );
  return random.shuffled(chosen.flat()).map((index) => ({
    label: digits.labels[index] ?? 0,
    pixels: transform(imageOf(digits, index), random),
  }));
}
