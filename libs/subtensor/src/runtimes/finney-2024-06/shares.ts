const BILLION = 1_000_000_000n;

/** Whether `part` of `whole` is 90 % or more, as Perbill compares (rounded down to parts per billion). */
export const isAtLeast90Percent = (part: number, whole: number): boolean =>
  (BigInt(part) * BILLION) / BigInt(whole) >= (BILLION / 10n) * 9n;
