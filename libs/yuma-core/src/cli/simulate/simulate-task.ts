/** A whole simulation at once: for sweeps and comparisons, on any thread. */
import type { YumaEngine } from '../../engine.js';
import type { Run } from '../../simulate/charts.js';
import { Recorder } from '../../simulate/recorder.js';
import { Simulation } from '../../simulate/simulation.js';
import { loadScenario, type ScenarioFile } from './load.js';

export interface SimulateInput {
  readonly file: ScenarioFile;
  readonly seed: number;
}

export interface SimulateOutput extends Run {
  readonly epochs: number;
}

export function simulateAll({ file, seed }: SimulateInput, engine: YumaEngine): SimulateOutput {
  const scenario = { ...loadScenario(file, engine), seed };
  const simulation = new Simulation(scenario, engine);
  const recorder = new Recorder(scenario);
  while (!simulation.isDone) {
    const { epoch } = simulation.state;
    recorder.record(epoch, simulation.step());
  }
  return { groups: recorder.summary(), series: recorder.state.series, epochs: scenario.epochs };
}
