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
    this.state = (this.state + 0x9e3779b9) | 0;
    return (mix(this.state) >>> 0) / 2 ** 32;
  }

  /** A bell of mean 0 and deviation 1: four uniforms, so between −3.47 and 3.47. */
  bell(): number {
    return (this.uniform() + this.uniform() + this.uniform() + this.uniform() - 2) * 1.7320508075688772;
  }
}

/** Scatters 32 bits over 32 bits. */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
