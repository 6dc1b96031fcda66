import type { FrameRuntime } from '@yumanet/frame';
import type { JsonObject } from './fields.js';

export interface ScenarioEnvironment {
  /** The runtime that is measured. */
  readonly runtime: FrameRuntime;
}

/** Replays one line; throws a ReplayDifference at the first difference. */
export type Scenario = (line: JsonObject, environment: ScenarioEnvironment) => void;
