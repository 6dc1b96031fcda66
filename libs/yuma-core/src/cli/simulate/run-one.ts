/** One simulation with its files: CSV as it goes, a checkpoint now and then, JSON and a page at the end. */
import {
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  truncateSync,
  writeFileSync,
  writeSync,
  statSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { YumaEngine } from '../../engine.js';
import type { Run } from '../../simulate/charts.js';
import { CSV_HEAD, csvLines, Recorder } from '../../simulate/recorder.js';
import { Simulation } from '../../simulate/simulation.js';
import type { Scenario } from '../../simulate/scenario.js';
import type { Progress } from '../progress.js';
import { engineVersion } from '../version.js';
import { CheckpointFile } from './checkpoint.js';

export interface RunOneOptions {
  /** Where files go; without it only the result comes back. */
  readonly out: string | undefined;
  readonly resume: boolean;
  /** Epochs per CSV line. */
  readonly every: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface OneResult extends Run {
  readonly epochs: number;
  readonly epochsDone: number;
  readonly epochsPerSecond: number;
  readonly files: readonly string[];
}

const CHECKPOINT_MS = 5000;
/** Between two looks at signals and the clock. */
const SLICE_MS = 50;

export async function runOne(
  scenario: Scenario,
  engine: YumaEngine,
  options: RunOneOptions,
): Promise<OneResult> {
  const files = options.out === undefined ? undefined : new OutputFiles(options.out, scenario, options);
  const checkpoint = files?.checkpoint;
  const simulation = new Simulation(scenario, engine, checkpoint?.simulation);
  const recorder = new Recorder(scenario, checkpoint?.recorder);
  const started = performance.now();
  const before = simulation.state.epoch;
  let saved = started;
  const rate = () => ((simulation.state.epoch - before) * 1000) / (performance.now() - started);
  while (!simulation.isDone && !options.signal.aborted) {
    const slice = performance.now();
    while (!simulation.isDone && performance.now() - slice < SLICE_MS) {
      const { epoch } = simulation.state;
      const values = recorder.record(epoch, simulation.step());
      if (epoch % options.every === 0) files?.append(csvLines(recorder.groups, epoch, values));
    }
    if (performance.now() - saved > CHECKPOINT_MS) {
      files?.save(simulation, recorder);
      saved = performance.now();
    }
    const left = (scenario.epochs - simulation.state.epoch) / rate();
    options.progress.update(
      `epoch ${simulation.state.epoch} of ${scenario.epochs}, ${rate().toFixed(0)}/s, ${left.toFixed(0)} s left`,
    );
    await turn();
  }
  const run = { groups: recorder.summary(), series: recorder.state.series };
  const done = { epochs: scenario.epochs, epochsDone: simulation.state.epoch, epochsPerSecond: rate() };
  if (files === undefined) return { ...run, ...done, files: [] };
  if (!simulation.isDone) files.save(simulation, recorder);
  return { ...run, ...done, files: await files.finish(run, simulation.isDone) };
}

class OutputFiles {
  readonly checkpoint;
  private readonly file: CheckpointFile;
  private readonly csv: number;
  private readonly csvPath: string;

  constructor(
    private readonly folder: string,
    private readonly scenario: Scenario,
    { resume, every }: RunOneOptions,
  ) {
    mkdirSync(folder, { recursive: true });
    const { source, seed, epochs } = scenario;
    this.file = new CheckpointFile(folder, JSON.stringify({ source, seed, epochs, every }));
    this.checkpoint = this.file.load(resume);
    this.csvPath = join(folder, 'groups.csv');
    if (this.checkpoint === undefined || !existsSync(this.csvPath)) writeFileSync(this.csvPath, CSV_HEAD);
    else truncateSync(this.csvPath, this.checkpoint.csvBytes);
    this.csv = openSync(this.csvPath, 'a');
  }

  append(lines: string): void {
    writeSync(this.csv, lines);
  }

  save(simulation: Simulation, recorder: Recorder): void {
    const csvBytes = statSync(this.csvPath).size;
    this.file.save({ simulation: simulation.state, recorder: recorder.state, csvBytes });
  }

  /** Writes the results; a finished simulation leaves no checkpoint. */
  async finish(run: Run, isDone: boolean): Promise<string[]> {
    closeSync(this.csv);
    if (isDone) rmSync(join(this.folder, 'checkpoint.json'), { force: true });
    // The plotting library takes longer to load than many a simulation.
    const { simulationReport } = await import('../../simulate/report.js');
    const { title, source, seed, epochs } = this.scenario;
    const parameters = JSON.stringify({ engine: engineVersion(), seed, epochs, scenario: source }, null, 2);
    const texts = {
      'summary.json': `${JSON.stringify({ engine: engineVersion(), seed, epochs, scenario: source, groups: run.groups }, null, 2)}\n`,
      'report.html': simulationReport({ title, runs: [{ label: '', run }], parameters }),
    };
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(this.folder, name), text);
    return ['groups.csv', ...Object.keys(texts)].map((name) => join(this.folder, name));
  }
}
