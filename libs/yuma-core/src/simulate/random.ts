/**
 * Draws of a simulation, from IEEE operations alone, so that a seed gives the same bytes on every machine. A stream belongs
 * to (seed, uid, epoch): nothing needs to be kept to resume, and no strategy moves another one's draws.
 */
export class Stream {
  private state: number;

  constructor(seed: number, uid: number, epoch: number) {
    this.state = mix(mix(mix(seed | 0) + uid) + epoch);
  }

  /** Uniform in [0, 1), 32 bits. */
  uniform(): number {
    return (this.next() >>> 0) / 2 ** 32;
  }

  /** A bell of mean 0 and deviation 1: four uniforms of 16 bits, so between −3.47 and 3.47. */
  bell(): number {
    const [a, b] = [this.next(), this.next()];
    const sum = (a & 0xffff) + (a >>> 16) + (b & 0xffff) + (b >>> 16);
    return ((sum - 131070) * SQRT_3) / 65536;
  }

  private next(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    return mix(this.state);
  }
}

const SQRT_3 = 1.7320508075688772;

/** Scatters 32 bits over 32 bits. */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
