import type { HandlerMaker } from './handler.js';
import type { Judge } from './score.js';
import type { TaskMaker } from './task.js';

/**
 * A subnet's mechanism: the one thing that a subnet team brings. A package exports it as `mechanism`; it knows no chain, no
 * network, no clock. `Chunk` is a piece of an answer that can be streamed.
 */
export interface SubnetMechanism<Task, Secret, Answer, Chunk = never> {
  /** The task's name on the wire: 1 to 64 lower-case letters, digits or dashes. */
  readonly name: string;
  /** Raised when answers are judged otherwise than before; validators write it as weights version key. At least 0. */
  readonly version: number;
  readonly task: TaskMaker<Task, Secret>;
  readonly handler: HandlerMaker<Task, Answer, Chunk>;
  readonly score: Judge<Task, Secret, Answer>;
}

/** A mechanism whose types only itself knows: what services work with. */
export type AnyMechanism = SubnetMechanism<unknown, unknown, unknown, unknown>;

/** What a mechanism's name looks like. */
export const MECHANISM_NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;
