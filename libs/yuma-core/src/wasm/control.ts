/** The words that threads of a pool share: an Int32Array over a SharedArrayBuffer, by index. */
export const Control = {
  /** Counts the phases of the team; a worker that sees a new value joins in. */
  generation: 0,
  phase: 1,
  /** Workers inside the phase. */
  joined: 2,
  /** 1: leave. */
  quit: 3,
  /** Changes whenever there may be something to do: what idle workers wait on. */
  wake: 4,
  /** Workers that are up. */
  ready: 5,
  /** 1: a worker failed. */
  failed: 6,
  /** 1: there may be work left in the phase, and workers may join. */
  open: 7,
  /** The states of all lanes follow. */
  lanes: 16,
} as const;

/** What a lane, a memory of one worker, holds. */
export const LaneState = { idle: 0, filled: 1, done: 2 } as const;
