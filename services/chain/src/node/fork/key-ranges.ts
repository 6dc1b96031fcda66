/** Half-open ranges of keys `[start, end)`, sorted, none touching another. */
export type Range = readonly [start: string, end: string];

/** Which keys are known, present or not: ranges that were read as a whole. */
export class KeyRanges {
  private ranges: Range[];

  constructor(ranges: readonly Range[] = []) {
    this.ranges = [...ranges];
  }

  get list(): readonly Range[] {
    return this.ranges;
  }

  /** Where the known range that holds `key` ends; undefined where `key` is in none. */
  endOf(key: string): string | undefined {
    const range = this.ranges[this.firstEndingAfter(key)];
    return range !== undefined && range[0] <= key ? range[1] : undefined;
  }

  add(start: string, end: string): void {
    if (start >= end) return;
    const touching = this.ranges.filter(([from, to]) => from <= end && to >= start);
    const rest = this.ranges.filter(([from, to]) => from > end || to < start);
    const merged: Range = [
      touching.reduce((least, [from]) => (from < least ? from : least), start),
      touching.reduce((most, [, to]) => (to > most ? to : most), end),
    ];
    rest.push(merged);
    this.ranges = rest.sort(([a], [b]) => (a < b ? -1 : 1));
  }

  private firstEndingAfter(key: string): number {
    let [low, high] = [0, this.ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ranges[middle]![1] > key) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
