/** What a part says when it is ready: its addresses among it. */
export type Facts = Readonly<Record<string, unknown>>;

/** One process's worth of a network, wherever it runs. */
export interface Part {
  readonly name: string;
  /** Resolves when it can be used. @throws what is in the way. */
  start(signal: AbortSignal): Promise<Facts>;
  /** Ends it in order; a part that was not started has nothing to end. */
  stop(): Promise<void>;
  /** Command that starts it again by hand; absent for what shares this process. */
  readonly restart?: string;
  /** Resolves when it ends without having been told to, with the reason. */
  readonly failed: Promise<string>;
}

/** A part in a process of its own, which can be started again. */
export interface ProcessPart extends Part {
  /** Ends it at once, also one that is frozen. */
  kill(): void;
  /** Looks in a row, 2 s each, without a sign of life after which it counts as frozen. Default 4. */
  readonly patience?: number;
  /** A sign of life. @throws when there is none before the signal aborts. */
  alive(signal: AbortSignal): Promise<void>;
}
