/** What is done to images before they are shown, at most. */
export interface Condition {
  readonly name: string;
  /** Pixels that an image is moved, either way. */
  readonly shift: number;
  /** Degrees that it is turned, either way. */
  readonly turn: number;
  /** Share that it is grown or shrunk, either way. */
  readonly scale: number;
  /** Deviation of the noise, in steps of grey. */
  readonly noise: number;
}

/**
 * The tasks of a round, each under a condition of its own, and what miners learn under. None shows an image as it is published: a
 * look-up table would read it.
 */
export const CONDITIONS = [
  { name: 'nearly clean', shift: 1, turn: 5, scale: 0.05, noise: 8 },
  { name: 'displaced', shift: 2, turn: 20, scale: 0.15, noise: 15 },
  { name: 'noisy', shift: 2, turn: 10, scale: 0.1, noise: 50 },
] as const satisfies readonly Condition[];
