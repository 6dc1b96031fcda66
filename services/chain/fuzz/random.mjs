// Seeded randomness: input `index` of seed `seed` is the same on every machine.

/** A generator of its own for one input (mulberry32). */
export function randomOf(seed, index) {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35)) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  const pick = (list) => list[below(list.length)];
  const chance = (share) => next() < share;
  const bytes = (length) => Buffer.from(Array.from({ length }, () => below(256)));
  return { next, below, pick, chance, bytes };
}

/** Values that programs stumble over. */
export const ODD_NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.5,
  255,
  256,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  1e308,
  1e-308,
];
export const ODD_TEXTS = [
  '',
  '0x',
  '0x0',
  '0X00',
  'null',
  '__proto__',
  'constructor',
  'toString',
  '\u0000',
  '\ud800',
  '💥',
  'é'.repeat(300),
];

/** Changes some bytes: flips, cuts, copies, inserts. At least one change. */
export function mutate(random, input) {
  let bytes = Buffer.from(input);
  for (let left = 1 + random.below(4); left > 0; left--) {
    const at = random.below(bytes.length + 1);
    switch (random.below(6)) {
      case 0:
        if (at < bytes.length) bytes[at] ^= 1 << random.below(8);
        break;
      case 1:
        bytes = bytes.subarray(0, at);
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), random.bytes(1 + random.below(8)), bytes.subarray(at)]);
        break;
      case 3: {
        const end = Math.min(bytes.length, at + random.below(32));
        bytes = Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
        break;
      }
      case 4:
        if (at < bytes.length) bytes[at] = random.pick([0, 1, 0x7f, 0x80, 0xfe, 0xff]);
        break;
      default:
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          bytes.subarray(Math.min(bytes.length, at + random.below(8))),
        ]);
    }
  }
  return bytes;
}
