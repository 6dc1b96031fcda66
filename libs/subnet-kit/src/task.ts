import type { Codec } from './codec.js';

/**
 * One round: what each miner is asked, and what the judge alone knows.
 *
 * A hotkey is an SS58 address here and everywhere in the contract.
 */
export interface Round<Task, Secret> {
  /** By hotkey. One task may go to several miners, and their answers make one. */
  readonly asks: ReadonlyMap<string, Task>;
  /** Never leaves the validator. */
  readonly secret: Secret;
}

/** What a validator remembers from round to round, by hotkey: what `Judge.remember` said last. */
export type Memories = ReadonlyMap<string, Uint8Array>;

/** Bytes that may be remembered of one hotkey: all of a subnet's are one message. */
export const MAX_MEMORY_BYTES = 2_048;

/** What is asked. */
export interface TaskMaker<Task, Secret> {
  readonly codec: Codec<Task>;
  /**
   * Same seed, same hotkeys and same memories, same round. Nobody can tell a round from the rounds before it: a seed holds
   * something the miners do not know.
   *
   * @param memories of whoever is asked again; empty to a mechanism that does not remember.
   */
  make(seed: string, hotkeys: readonly string[], memories?: Memories): Promise<Round<Task, Secret>>;
}
