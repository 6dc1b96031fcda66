import type { FrameRuntime } from '@yumanet/frame';
import { finney202406 } from '../runtimes/finney-2024-06/runtime.js';
import { compareDefaults } from './compare-defaults.js';
import { ReplayDifference } from './difference.js';
import { asObject, text, type JsonObject } from './fields.js';
import { SCENARIOS } from './scenarios/index.js';

/** What became of one line. */
export type ReplayOutcome =
  | { readonly equal: true; readonly id: string }
  | { readonly equal: false; readonly id: string; readonly difference: string };

const SPEC = '185';

/**
 * Replays one vector line (or the file of storage defaults) through the real calls and the real block step. A line
 * that this runtime cannot replay is not equal.
 */
export function replayLine(json: unknown, runtime: FrameRuntime = finney202406): ReplayOutcome {
  let id = '?';
  try {
    const line = asObject('line', json);
    id = typeof line['id'] === 'string' ? line['id'] : nameOf(line);
    const spec = text(line, 'spec');
    if (spec !== SPEC) throw new ReplayDifference('spec', SPEC, spec);
    run(line, runtime);
    return { equal: true, id };
  } catch (error) {
    return { equal: false, id, difference: error instanceof Error ? error.message : String(error) };
  }
}

const nameOf = (line: JsonObject): string => ('storage_defaults' in line ? 'defaults' : '?');

function run(line: JsonObject, runtime: FrameRuntime): void {
  if ('storage_defaults' in line) return compareDefaults(line, runtime);
  const name = text(line, 'scenario');
  const scenario = SCENARIOS.get(name);
  if (scenario === undefined) throw new ReplayDifference('scenario', [...SCENARIOS.keys()].join(', '), name);
  scenario(line, { runtime });
}
