/** splitmix64: the same seed gives the same inputs on every machine. */
export class Random {
  private state: bigint;

  constructor(seed: number | bigint) {
    this.state = BigInt.asUintN(64, BigInt(seed));
  }

  u64(): bigint {
    this.state = BigInt.asUintN(64, this.state + 0x9e3779b97f4a7c15n);
    let z = this.state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  }

  /** Uniform in [0, bound), bound up to 2^32. */
  below(bound: number): number {
    return Number(BigInt.asUintN(32, this.u64() >> 16n) % BigInt(bound));
  }

  chance(probability: number): boolean {
    return this.below(1 << 24) < probability * (1 << 24);
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  u16(): number {
    return this.below(65536);
  }

  /** A u16 that is often an edge. */
  edgyU16(): number {
    return this.chance(0.4) ? this.pick([0, 1, 2, 32767, 32768, 65534, 65535]) : this.u16();
  }

  /** Uniform in bit length: small and huge values are equally likely. */
  wide(bits: number): bigint {
    const length = BigInt(this.below(bits + 1));
    return ((this.u64() << 64n) | this.u64()) & ((1n << length) - 1n);
  }

  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [items[i], items[j]] = [items[j]!, items[i]!];
    }
    return items;
  }
}
