import type { WeightsIntent } from '@yumanet/proto/validator/v1';

interface Verdict {
  readonly epochs: number;
  readonly effective: number;
  readonly refused: number;
  readonly expired: number;
  readonly missing: readonly number[];
  readonly reasons: Readonly<Record<string, number>>;
}

/** Intents of one validator over a long time: how each epoch ended. */
export class IntentAccount {
  constructor(name: string, tempo: number);
  hear(intents: readonly Pick<WeightsIntent, 'epoch' | 'state' | 'error'>[]): void;
  verdict(): Verdict;
  problems(): string[];
}
