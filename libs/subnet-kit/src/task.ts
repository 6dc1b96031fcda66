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

/** What is asked. */
export interface TaskMaker<Task, Secret> {
  readonly codec: Codec<Task>;
  /**
   * Same seed and same hotkeys, same round. Nobody can tell a round from the rounds before it: a seed holds something the
   * miners do not know.
   */
  make(seed: string, hotkeys: readonly string[]): Promise<Round<Task, Secret>>;
}
