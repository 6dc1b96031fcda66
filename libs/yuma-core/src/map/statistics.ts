/** A sample's mean with its standard error. */
export interface Statistics {
  readonly samples: number;
  readonly mean: number;
  /** Standard deviation with n − 1; 0 for one sample. */
  readonly sd: number;
  /** sd / √n */
  readonly se: number;
  readonly min: number;
  readonly max: number;
}

export function statistics(values: readonly number[]): Statistics {
  const samples = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / samples;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = samples > 1 ? Math.sqrt(squares / (samples - 1)) : 0;
  return {
    samples,
    mean,
    sd,
    se: sd / Math.sqrt(samples),
    min: Math.min(...values),
    max: Math.max(...values),
  };
}
