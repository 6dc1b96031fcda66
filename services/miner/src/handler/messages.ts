/** What the process is started with, as JSON in its first argument. */
export interface WorkerSettings {
  readonly mechanism: string;
  readonly backend: string;
  readonly hotkey: string;
  readonly dataDir: string;
}

/** To the process. */
export type Said =
  /** One task, as it came. `stream`: chunks are wanted as they are made. */
  | { readonly kind: 'ask'; readonly id: number; readonly body: Uint8Array; readonly stream: boolean }
  /** One more chunk has been taken. */
  | { readonly kind: 'more'; readonly id: number }
  /** Nobody waits for it any more. */
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'close' };

/** From the process. */
export type Told =
  | { readonly kind: 'ready'; readonly facts: Readonly<Record<string, number>> }
  /** It could not open its handler, and ends. */
  | { readonly kind: 'unopened'; readonly code: string; readonly message: string }
  | { readonly kind: 'chunk'; readonly id: number; readonly chunk: Uint8Array }
  /** All chunks have been told. */
  | { readonly kind: 'end'; readonly id: number }
  | { readonly kind: 'answer'; readonly id: number; readonly body: Uint8Array }
  | { readonly kind: 'refused'; readonly id: number; readonly code: string; readonly message: string };

/** Chunks that may be on their way at once; then the handler waits for whoever reads. */
export const CHUNKS_AHEAD = 32;
