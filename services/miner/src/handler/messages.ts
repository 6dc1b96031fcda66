/** What the worker is started with. */
export interface WorkerSettings {
  readonly mechanism: string;
  readonly backend: string;
  readonly hotkey: string;
  readonly dataDir: string;
}

/** To the worker: one task, as it came. */
export interface Ask {
  readonly id: number;
  readonly body: Uint8Array;
}

/** From the worker. */
export type Told =
  | { readonly kind: 'ready'; readonly facts: Readonly<Record<string, number>> }
  /** It could not open its handler, and ends. */
  | { readonly kind: 'unopened'; readonly code: string; readonly message: string }
  | { readonly kind: 'answer'; readonly id: number; readonly body: Uint8Array }
  | { readonly kind: 'refused'; readonly id: number; readonly code: string; readonly message: string };
