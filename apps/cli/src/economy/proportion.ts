/** A u16 proportion for people: 65535 is 1.0000. */
export const proportion = (value: number): string => (value / 65_535).toFixed(4);
